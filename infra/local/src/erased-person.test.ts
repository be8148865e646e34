import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { directory } from "@cpts/directory/service";
import { startPostgres } from "@cpts/servers/postgres";
import { layer as databaseLayer } from "@cpts/service-kit/database/database";
import { exportErasures, replayErasures } from "@cpts/service-kit/files/erasures";
import { Ids } from "@cpts/service-kit/ids";
import type { Connection } from "@cpts/sdk";
import { queryRows } from "@cpts/testing/database";
import { Effect, Layer } from "effect";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { cpts as cptsCommand } from "./cpts.fixture.ts";
import { issuerName } from "./issuer/issuer-address.ts";
import { issuerKey } from "./issuer/keys.ts";
import { mint } from "./issuer/mint.ts";
import { everyScope } from "./service-names.ts";
import { tracesInDatabase, tracesInFiles } from "./left-traces.fixture.ts";
import { clientOf, postgresPid, startPlatform } from "./platform.fixture.ts";
import { survivors } from "@cpts/servers/process-table";

const [familyName, givenName, rpps, email, mobile] = ["Quenouille-Zéphyrin", "Bérengère", "19990000911", "b.quenouille@exemple.fr", "06-55-44-33-22"];
/** In lower case; accents are left out where they may be. */
const texts = ["quenouille", "zéphyrin", "zephyrin", "bérengère", "berengere", rpps, mobile];
const names = ["registry", "directory", "contracts", "prevention"] as const;
const sourced = { status: "sourced", source: { document: `Bulletin de Mme ${familyName}` } } as const;

const folder = mkdtempSync(join(tmpdir(), "cpts-erased-"));
const [data, backup] = [join(folder, "postgres", "data"), join(folder, "postgres-of-before")];
let platform: Awaited<ReturnType<typeof startPlatform>>;
let cpts: Connection;
let cptsId: string;
let personId: string;
/** A signed sheet that somebody handed in, in its meeting. */
let signed: { readonly id: string; readonly file: string };

const start = async (): Promise<void> => {
  platform = await startPlatform(folder, ["--no-demo"]);
  cpts = await clientOf(folder, platform.url, { scopes: "directory:erase platform:operate" });
};
/** As an operator does it, from the command line. */
const erase = async (...words: ReadonlyArray<string>) => {
  const scope = `${everyScope} directory:erase directory:person-export platform:erase`;
  const token = await mint(await issuerKey(folder), issuerName(folder, undefined), { role: "service-account", subject: "test", cptsIds: [], regions: [], departements: [], scope }, 1);
  return cptsCommand({ CPTS_URL: platform.url, CPTS_TOKEN: token }, "directory", "erase", personId, ...words);
};
const stop = async (): Promise<void> => {
  const family = platform.family();
  platform.signal("SIGTERM");
  await platform.exited;
  expect(await survivors(family, 10_000)).toEqual([]);
};
/** As it is on the disk, with owners and rights. */
const copy = (from: string, to: string): void => expect(spawnSync("cp", ["-a", from, to]).status).toBe(0);

/** Fills every place of the directory that takes something of a person. */
const leaveTraces = async (): Promise<void> => {
  const { directory: people, registry } = cpts;
  cptsId = (await registry.registerCpts({ name: "CPTS Essai", territory: { territory: { communes: ["37003"] } } })).data.id;
  await vi.waitUntil(() => people.readTerritory({ id: cptsId }).then(() => true, () => false), { timeout: 90_000 });
  personId = (await people.registerProfessional({ familyName, givenName, title: "Dr", rpps, profession: "10", skills: ["SM54"], visibility: "public", cptsId, provenance: sourced })).data.id;
  await people.recordMembership({ cptsId, professionalId: personId, commune: "37003", validFrom: "2024-02-01", fee: { year: 2024, amountCents: 2_000, paidOn: "2024-03" }, provenance: sourced });
  await people.recordContact({ id: personId }, { cptsId, kind: "email", value: email, visibility: "public", provenance: sourced });
  await people.recordContact({ id: personId }, { cptsId, kind: "mobile", value: mobile });
  await people.recordConsent({ cptsId, professionalId: personId, purpose: "newsletter", givenOn: "2026-01-10", provenance: sourced });
  await people.defineMailingList({ cptsId, name: `Liste de ${givenName} ${familyName}`, purpose: "newsletter", criteria: {} });
  await people.recordParticipation({ cptsId, professionalId: personId, kind: "sas", remark: `voir le Dr ${familyName}`, provenance: sourced });
  await people.recordArrival({ cptsId, professionalId: personId, kind: "newcomer", provenance: sourced });
  await people.declareOffice({ id: cptsId }, { office: "PRESIDENT", holders: [{ professionalId: personId }], validFrom: "2024", provenance: sourced });
  await people.recordMeeting({ title: `Rencontre avec le Dr ${familyName}`, heldOn: "2025-03-02", commune: "37003", cptsId });
};

const named = `Mme ${givenName} ${familyName}`;
/** A document whose every word names them, as far as somebody types it. */
const naming = { document: `Portrait de ${named}`, locator: `chez ${named}`, quote: `${named} préside`, published: "2025-03" } as const;
const namingProvenance = { status: "sourced", source: naming } as const;
const until = (done: () => Promise<unknown>) => vi.waitUntil(() => done().then(() => true, () => false), { timeout: 90_000, interval: 1_000 });

/** The registry and the directory are told what documents say, all of which becomes events and discrepancies. */
const leaveStatements = async (): Promise<void> => {
  const { directory: people, registry } = cpts;
  await registry.declareMissions({ id: cptsId }, { missions: [{ label: `Parcours de ${named}`, codes: ["PARCOURS"], note: `d'après ${named}, RPPS ${rpps}` }], provenance: namingProvenance });
  await registry.declareFact({ id: cptsId }, { property: "initiator", value: `à l'initiative de ${named}`, qualifier: "exactly", status: "declared", source: naming });
  await registry.declareFact({ id: cptsId }, { property: "population", value: 90_000, unit: `habitants selon ${familyName}`, qualifier: "exactly", status: "declared", source: naming });
  await registry.changeTerritory({ id: cptsId }, { territory: { communes: ["37003"], prose: `autour du cabinet de ${named}`, provenance: namingProvenance } }, { ifMatch: `"v${(await registry.readCpts({ id: cptsId })).data.version}"` });
  await people.declareHeadcount({ id: cptsId }, { total: { value: 227, unit: "people" }, lines: [{ label: `infirmières, dont ${named}`, profession: "60", value: 43, unit: "people" }], provenance: namingProvenance });
  await people.declareBody({ id: cptsId }, { kind: "board", declaredSize: { value: 18 }, composition: `18 personnes autour de ${named}`, provenance: namingProvenance });
  const meeting = await people.conveneMeeting({ cptsId, kind: "board", title: `Conseil avec ${named}`, visibility: "board", on: "2026-12-03", place: `chez ${named}`, commune: "37003", agenda: [{ title: `Rapport de ${named}` }], invited: [{ professionalId: personId }] });
  signed = { id: meeting.data.id, file: (await people.addMeetingFile({ id: meeting.data.id, name: "signe.txt" }, Uint8Array.from(Buffer.from(`Présente : ${named}`)))).data.id };
};

/** A contract, an action sheet and an action, worded with the name wherever words are taken. */
const leaveContract = async (): Promise<void> => {
  const { contracts, prevention } = cpts;
  const draft = { cptsId, kind: "contrat-territorial-de-sante", draftedOn: "2017-11", missions: [{ code: "PREVENTION", label: `Prévenir avec ${named}` }], actionSheetCount: { value: 8 }, announced: { on: "2018-01-17", place: `salle ${named}` }, termYears: 50, provenance: namingProvenance };
  const { id } = (await contracts.draftContract({ ...draft, parties: [{ capacity: "cpts" }, { capacity: "ars", name: `représentée par ${named}` }], attachmentDepartement: "37" })).data;
  await contracts.addActionSheet({ id }, { number: 1, title: `Dépistage de ${named}`, missions: ["PREVENTION"] });
  await contracts.signContract({ id }, { signedOn: "2018-01-17", place: `salle ${named}`, note: `en présence de ${named}`, signatories: [{ capacity: "cpts" }, { capacity: "ars", function: `déléguée, ${named}` }] });
  await until(async () => expect((await contracts.readContract({ id })).data.state).toBe("signed"));
  const action = { cptsId, mission: "PREVENTION", title: `Conférence de ${named}`, objective: `Écouter ${named}`, audience: `Ceux de ${named}`, place: `salle ${named}`, period: { from: "2026-10-05", to: null }, communes: ["37003"], provenance: namingProvenance };
  await until(() => prevention.planAction(action));
  for (const { id: planned, version } of (await prevention.listActions({ cpts: cptsId })).data.items) await prevention.publishAction({ id: planned }, {}, { ifMatch: `"v${version}"` });
};

/** Services that know nobody by name: somebody has typed it into their words, published ones too. */
const leaveWords = async (): Promise<void> => {
  const { contracts, prevention } = cpts;
  await until(() => contracts.draftContract({ cptsId, kind: "contrat-territorial-de-sante", draftedOn: "2025-11", parties: [{ capacity: "cpts" }], missions: [{ code: "PREVENTION", label: "Prévenir" }], attachmentDepartement: "37" }));
  const [contract] = (await contracts.listContracts({ cpts: cptsId })).data.items;
  const sheet = (await contracts.addActionSheet({ id: contract?.id ?? "" }, { number: 1, title: "Dépistage", missions: ["PREVENTION"] })).data;
  const of = { id: contract?.id ?? "", sheetId: sheet.id };
  await contracts.changeActionSheet(of, { partners: [{ name: `cabinet ${familyName.toUpperCase()}` }] }, { ifMatch: `"v${(await contracts.readActionSheet(of)).data.version}"` });
  const steps = [{ id: "seen", title: "Consultation", actor: { profession: "10" }, does: `appeler ${named}` }];
  const { id } = (await prevention.draftPathway({ cptsId, title: `Diabète, par ${named}`, theme: "diabete-type-2", steps })).data;
  await prevention.publishPathway({ id }, {}, { ifMatch: '"v1"' });
};

const inDatabases = async (url: (name: string) => string): Promise<ReadonlyArray<string>> => (await Promise.all(names.map((name) => tracesInDatabase(name, url(name), texts)))).flat();
/** The superuser's address of a database of the platform that runs. */
const environmentUrl = async (name: string): Promise<string> => {
  const text = spawnSync("sed", ["-n", "s/^DATABASE_DIRECT_URL='\\(.*\\)'$/\\1/p", join(folder, `${name}.env`)], { encoding: "utf8" }).stdout.trim();
  expect(text).toMatch(/^postgres/u);
  return text;
};
const traces = async (): Promise<ReadonlyArray<string>> => {
  const urls = new Map(await Promise.all(names.map(async (name) => [name, await environmentUrl(name)] as const)));
  const files = ["nats", "log"].flatMap((part) => (existsSync(join(folder, part)) ? tracesInFiles(join(folder, part), texts) : []));
  const said = texts.filter((text) => platform.output().toLowerCase().includes(text)).map((text) => `output: ${text}`);
  return [...(await inDatabases((name) => urls.get(name as (typeof names)[number]) ?? "")), ...files, ...said];
};

/** What is handed out of people, whole. */
const handedOut = async (): Promise<string> => {
  const { contracts, directory: people, prevention, registry } = cpts;
  const lists = [
    (await registry.readCpts({ id: cptsId })).data,
    (await registry.listFacts({ cpts: cptsId })).data,
    (await registry.listMissionStatements({ id: cptsId })).data,
    (await registry.listDiscrepancies({ id: cptsId })).data,
    (await registry.readTerritory({ id: cptsId })).data,
    (await contracts.listContracts({ cpts: cptsId })).data,
    (await prevention.listMissions({ id: cptsId })).data,
    (await prevention.listActions({ cpts: cptsId })).data,
    (await prevention.listPathways({ cpts: cptsId })).data,
    (await people.listProfessionals({ q: "quenouille" })).data,
    (await people.listProfessionals({ identifier: rpps })).data,
    (await people.listMemberships({ cpts: cptsId })).data,
    (await people.listParticipations({ cpts: cptsId })).data,
    (await people.listArrivals({ cpts: cptsId })).data,
    (await people.readGovernance({ id: cptsId })).data,
    (await people.listMeetings({})).data,
    (await people.listMailingLists({ cpts: cptsId })).data,
  ];
  return JSON.stringify(lists).toLowerCase();
};
const namedIn = (text: string): ReadonlyArray<string> => texts.filter((one) => text.includes(one));

const auditsAreGreen = async (): Promise<void> => {
  for (const name of names) expect((await cpts[name].verifyLog({})).data).toMatchObject({ firstBad: null });
};

/** Every service that follows the directory has heard of the erasure. */
const followersAreThere = async (): Promise<void> => {
  for (const name of ["contracts", "prevention"] as const)
    await vi.waitUntil(async () => (await cpts[name].listProjections()).data.items.every(({ head, logId, position, sourceLogId }) => head !== null && position >= head && (position === 0 || logId === sourceLogId)), { timeout: 120_000, interval: 200 });
};

beforeAll(async () => {
  await start();
  await leaveTraces();
  await leaveStatements();
  await leaveWords();
  await leaveContract();
}, 300_000);
afterAll(async () => {
  platform.signal("SIGTERM");
  await platform.exited;
  await survivors([postgresPidOrNone()].filter((pid) => pid > 0), 10_000);
  rmSync(folder, { recursive: true, force: true });
}, 60_000);
const postgresPidOrNone = (): number => {
  try {
    return postgresPid(folder);
  } catch {
    return 0;
  }
};

test("somebody who is erased is named nowhere: not now, not after a replay of every projection, not after the restore of a backup", { timeout: 900_000 }, async () => {
  // They were there, or the search would find nothing because it cannot.
  expect((await traces()).length).toBeGreaterThan(5);
  expect(namedIn(await handedOut())).toContain("quenouille");

  await stop();
  copy(data, backup);
  await start();
  const before = await erase();
  expect(before).toMatchObject({ code: 1, err: expect.stringContaining("Nothing is changed") });
  for (const place of ["registry: mission_statement.", "contracts: action_sheet.", "prevention: pathway_version.content/steps/0/does", "directory: meeting."]) expect(before.out).toContain(place);
  expect(namedIn(before.out.toLowerCase())).toEqual([]);
  // Nothing of all this has travelled: a log cannot be cut.
  expect(before.out).not.toContain("nothing changes there");
  // What somebody handed in is for a person to decide: they have looked at it, and it goes.
  expect(before.out).toContain(`directory: file.* ${signed.file}`);
  expect(await erase("--apply", "--remove-files", cptsId)).toMatchObject({ code: 2, err: expect.stringContaining("No service tells of these files") });
  const done = await erase("--apply", "--all", "--remove-files", signed.file);
  expect(done.out.split("\n").filter((line) => line !== "" && !line.endsWith("cut out"))).toEqual([]);
  expect(done.code).toBe(0);
  await followersAreThere();
  expect([await traces(), namedIn(await handedOut())]).toEqual([[], []]);
  await expect(cpts.directory.readMeetingFile(signed)).rejects.toThrow("not-found");
  await auditsAreGreen();

  for (const name of ["contracts", "prevention", "directory"] as const)
    for (const { name: projection } of (await cpts[name].listProjections()).data.items) await cpts[name].rebuildProjection({ name: projection });
  expect(await traces()).toEqual([]);

  const exports = new Map<string, string>();
  for (const name of names) exports.set(name, await inService(await environmentUrl(name), exportErasures));
  expect(namedIn([...exports.values()].join("\n"))).toEqual([]);
  await stop();
  rmSync(data, { recursive: true });
  renameSync(backup, data);
  // RESTORE.md: the log gets another id and the erasures are done again, before anything is served.
  const postgres = await startPostgres({ dataDir: data, durable: false });
  expect((await inDatabases((name) => postgres.url(name))).length).toBeGreaterThan(5);
  for (const name of names) await queryRows(postgres.url(name), "select from renew_log()");
  for (const name of names) await inService(postgres.url(name), replayErasures(exports.get(name) ?? "", (erasure) => (name === "directory" ? directory.eraseAgain?.(erasure) : undefined) ?? Effect.void));
  await postgres.stop();

  await start();
  await followersAreThere();
  expect([await traces(), namedIn(await handedOut())]).toEqual([[], []]);
  await expect(cpts.directory.readMeetingFile(signed)).rejects.toThrow("not-found");
  await auditsAreGreen();
  await expect(cpts.directory.registerProfessional({ familyName, givenName, rpps })).rejects.toThrow("invalid-request");
});

const inService = <A, E>(url: string, effect: Effect.Effect<A, E, Layer.Success<ReturnType<typeof databaseLayer>> | Ids>): Promise<A> =>
  Effect.runPromise(Effect.provide(effect, Layer.merge(databaseLayer({ url, poolSize: 2, applicationName: "test" }), Ids.layer)));
