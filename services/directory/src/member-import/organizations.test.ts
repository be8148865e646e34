import { siteExtract } from "@cpts/testing/finess-extract/extract";
import { fakeStructure } from "@cpts/testing/finess-extract/structures";
import { afterAll, beforeAll, expect, test } from "vitest";
import { operatorOf } from "../testing/extracts.ts";
import { scene, type Scene } from "../testing/scene.ts";

type Json = ReturnType<typeof JSON.parse>;

let world: Scene;
let cptsId: string;
let msp: string;
const sites = Array.from({ length: 60 }, (_, n) => fakeStructure(n, 1)).filter(({ category: [code], commune, departement, siret }) => code !== "604" && code !== "611" && siret !== "" && `${departement}${commune}` === "37003");
const [listed = fakeStructure(0, 1), guessed = fakeStructure(1, 1)] = sites;
beforeAll(async () => {
  world = await scene();
  cptsId = await world.learnCpts("37003");
  await (await operatorOf(world)).send(Buffer.concat([...siteExtract({ structures: 60 })]));
  msp = (await world.create("/v1/organizations", { name: "Maison de santé des Glycines", shortName: "MSP Glycines", kind: "msp" })).id;
});
afterAll(() => world.service.stop());

const send = async (bytes: Uint8Array, name = "membres.csv") => (await world.service.send("POST", `/v1/member-imports?name=${name}&cpts=${cptsId}`, { token: world.writer, raw: Uint8Array.from(bytes), headers: { "content-type": "application/octet-stream" } })).json;
const handedIn = (rows: ReadonlyArray<string>) => send(Buffer.from(["Nom;Prénom;Métier;Commune;Structure;SIRET;FINESS;Collège;Membre depuis", ...rows, ""].join("\r\n")));
const preview = async (id: string) => (await world.get(`/v1/member-imports/${id}/preview`, world.writer)).json;
const apply = (id: string, confirmations: ReadonlyArray<object> = []) => world.send("POST", `/v1/member-imports/${id}/application`, { confirmations });
const exported = async (format: string) => Buffer.from(await (await world.service.running.app.request(`/v1/memberships/export?cpts=${cptsId}&format=${format}`, { headers: { authorization: `Bearer ${world.writer}` } })).arrayBuffer());
const told = ({ rows }: Json) => rows.map(({ outcome, reasons }: Json) => [outcome, ...reasons.map(({ code }: Json) => code)].join(" "));

const rows = [
  "Premier;Camille;infirmière;37003;;;;Libéraux;2020", // 2
  "msp glycines;;MSP;37003;;;;Structures;2021-05", // 3: its short name
  `;;;;;${listed.siret};;Structures;`, // 4: nothing but a number that FINESS has
  `${guessed.name};;;37003;;;;Structures;`, // 5: a name that FINESS has in the territory
  ";;Association;37003;Les Amis du Lac;;;Usagers;", // 6: nobody knows it
  "Mairie d'Amboise;;;37003;;;;;", // 7: nobody knows it, nor of what kind it is
  `;;;;;${listed.siret.slice(0, 13)}${(Number(listed.siret[13]) + 1) % 10};;;`, // 8: a SIRET whose key is wrong
  "Les amis du lac;;association;37003;;;;;", // 9: the sixth again
  "Anonyme;;infirmière;37003;;;;;", // 10: a person of whom a name is missing
  ";;psychologue;37003;MSP Glycines;;;;", // 11: the same
];
const confirmations = [{ row: 3, as: "existing", organizationId: "" }, { row: 5, as: "existing", finess: guessed.finess }, { row: 7, as: "new", kind: "local-authority" }, ...[8, 10, 11].map((row) => ({ row, as: "skip" }))];

test("a row that names an organization is matched to those of the directory and of FINESS; what only resembles is to be confirmed", async () => {
  const sent = await handedIn(rows);
  const head = await world.head();
  const seen = await preview(sent.id);
  expect(told(seen)).toEqual(["new-person", "to-confirm organization-by-name", "new-member", "to-confirm organization-by-name", "new-organization", "faulty nameless", "faulty unreadable", "duplicate", "faulty nameless", "faulty nameless"]);
  expect(seen.rows[1].organizations).toEqual([expect.objectContaining({ organizationId: msp, name: "Maison de santé des Glycines", isMember: false, agrees: ["name", "kind"], differs: [] })]);
  expect(seen.rows[3].organizations).toEqual([expect.objectContaining({ organizationId: null, finess: guessed.finess, agrees: expect.arrayContaining(["name", "commune"]) })]);
  expect([seen.counts, await world.head()]).toEqual([{ newPeople: 1, newOrganizations: 1, newMembers: 1, changed: 0, unchanged: 0, toConfirm: 2, duplicates: 1, faulty: 4, skipped: 0 }, head]);
});

test("confirmed it is applied: the register's structure is written as it writes it, and the same file again changes nothing", async () => {
  const said = confirmations.map((one) => ("organizationId" in one ? { ...one, organizationId: msp } : one));
  const sent = await handedIn(rows);
  const elsewhere = said.map((one) => (one.row === 3 ? { ...one, organizationId: cptsId } : one));
  expect((await apply(sent.id, elsewhere)).json.errors.map(({ code }: Json) => code)).toEqual(["unconfirmed-row"]);
  const done = await apply(sent.id, said);
  expect([done.status, done.json.counts]).toMatchObject([201, { newPeople: 1, newOrganizations: 2, newMembers: 3, duplicates: 1, skipped: 3 }]);
  const { json } = await world.get(`/v1/memberships?cpts=${cptsId}`, world.writer);
  const byName = new Map(json.items.map((one: Json) => [one.name, one]));
  expect(byName.get("Maison de santé des Glycines")).toMatchObject({ organizationId: msp, professionalId: null, college: "Structures", validFrom: "2021-05" });
  expect(byName.get("Les Amis du Lac")).toMatchObject({ role: "ASSOCIATION", college: "Usagers" });
  const town: Json = byName.get("Mairie d'Amboise");
  expect((await world.get(`/v1/organizations/${town.organizationId}`, world.writer)).json).toMatchObject({ kind: "local-authority", provenance: { status: "declared" } });
  const { items } = (await world.get(`/v1/organizations?identifier=${listed.siret}`, world.writer)).json;
  expect(items).toMatchObject([{ identifiers: { siret: listed.siret, finess: listed.finess }, provenance: { status: "sourced", source: { document: "FINESS" } } }]);
  const head = await world.head();
  const again = await handedIn(rows);
  expect(told(await preview(again.id))).toEqual(["unchanged", "unchanged", "unchanged", "unchanged", "unchanged", "unchanged", "faulty unreadable", "duplicate", "faulty nameless", "faulty nameless"]);
  expect((await apply(again.id, [8, 10, 11].map((row) => ({ row, as: "skip" })))).status).toBe(201);
  expect(await world.head()).toBe(head);
});

test.each(["csv", "xlsx"])("taken out as %s and handed in again nothing changes; what is edited does, and nothing else", async (format) => {
  const taken = await exported(format);
  const same = await send(taken, `membres.${format}`);
  expect(same.columns.every(({ by, field }: Json) => field !== null && by === "title")).toBe(true);
  expect((await preview(same.id)).counts).toMatchObject({ unchanged: 6, changed: 0, newOrganizations: 0, toConfirm: 0, faulty: 0 });
  if (format === "xlsx") return;
  const edited = await send(Buffer.from(taken.toString("utf8").replace("Usagers", "Associations")));
  const seen = await preview(edited.id);
  expect([seen.counts.changed, seen.rows.flatMap(({ changes }: Json) => changes)]).toEqual([1, [{ field: "college", from: "Usagers", to: "Associations" }]]);
  const head = await world.head();
  expect((await apply(edited.id)).status).toBe(201);
  expect(await world.head()).toBe(head + 1);
  const other = await send(Buffer.from(taken.toString("utf8").replace("Les Amis du Lac", "Les Ennemis du Lac")));
  expect(told(await preview(other.id)).filter((one: string) => one !== "unchanged")).toEqual(["to-confirm name-differs"]);
});

test("two organizations of one name are told apart by their numbers, and a duplicate that was merged is the one it is", async () => {
  const made = async (json: object) => (await world.create("/v1/organizations", json)).id as string;
  const [one, two] = [await made({ name: "Le Relais", kind: "association", identifiers: { siret: "35600000000048" } }), await made({ name: "Le Relais", kind: "association" })];
  const twice = await handedIn(["Le Relais;;Association;;;;;;", "Le relais;;Association;;;35600000000048;;;"]);
  const seen = await preview(twice.id);
  expect([told(seen), seen.rows[0].organizations.map(({ organizationId }: Json) => organizationId).toSorted()]).toEqual([["to-confirm organization-by-name", "duplicate"], [one, two].toSorted()]);
  const both = await preview((await handedIn(["Le relais;;Association;;;35600000000048;;;"])).id);
  expect(both.rows[0]).toMatchObject({ outcome: "new-member", organizationId: one });
  await world.create("/v1/memberships", { cptsId, organizationId: two });
  const taken = await exported("csv");
  expect((await world.send("POST", `/v1/organizations/${two}/merger`, { into: one }, { headers: { "if-match": '"v1"' } })).status).toBe(201);
  for (const bytes of [taken, await exported("csv")]) expect((await preview((await send(bytes)).id)).counts).toMatchObject({ unchanged: 7, changed: 0, toConfirm: 0, faulty: 0, newOrganizations: 0 });
});
