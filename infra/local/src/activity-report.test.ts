import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createHash } from "node:crypto";
import type { ActivityReport, Section } from "@cpts/report/ActivityReport";
import { fingerprint } from "@cpts/report/fingerprint";
import { composeReport } from "@cpts/report/compose";
import { connect, type Connection } from "@cpts/sdk";
import { survivors } from "@cpts/servers/process-table";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cpts } from "./cpts.fixture.ts";
import { issuerName } from "./issuer/issuer-address.ts";
import { issuerKey } from "./issuer/keys.ts";
import { mint } from "./issuer/mint.ts";
import { clientOf, startPlatform } from "./platform.fixture.ts";
import { everyScope } from "./service-names.ts";
import { vaccinationYear } from "./year-of-prevention.fixture.ts";

const folder = mkdtempSync(join(tmpdir(), "cpts-report-"));
let platform: Awaited<ReturnType<typeof startPlatform>>;
let connection: Connection;
let token: string;
let env: NodeJS.ProcessEnv;
let demonstration: ReadonlyMap<string, ActivityReport>;
let world: Awaited<ReturnType<typeof vaccinationYear>>;

const composed = (cptsId: string, by: Connection = connection): Promise<ActivityReport> => composeReport({ connection: by, cptsId, year: 2025, today: "2026-11-23" });

beforeAll(async () => {
  platform = await startPlatform(folder);
  connection = await clientOf(folder, platform.url, { language: "fr" });
  token = await mint(await issuerKey(folder), issuerName(folder, undefined), { role: "service-account", subject: "test", cptsIds: [], regions: [], departements: [], scope: everyScope }, 1);
  env = { CPTS_URL: platform.url, CPTS_TOKEN: token };
  const reports = new Map<string, ActivityReport>();
  for (const { id, name } of (await connection.registry.listCpts({ limit: "100" })).data.items) reports.set(name, await composed(id));
  demonstration = reports;
  world = await vaccinationYear(connection);
});
afterAll(async () => {
  platform.signal("SIGTERM");
  await platform.exited;
  await survivors(platform.family(), 60_000);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

const sectionOf = (report: ActivityReport | undefined, id: string): Section => report?.sections.find((one) => one.id === id) ?? { id, heading: "", blocks: [], missing: [] };
const cellsOf = ({ blocks }: Section) => blocks.flatMap((block) => (block.kind === "paragraph" ? [[block.cell]] : block.kind === "list" ? block.items.map((item) => [item]) : block.kind === "table" ? block.rows : []));
/** The lines of a section: the words of each row, paragraph and item. */
const linesOf = (report: ActivityReport | undefined, id: string): ReadonlyArray<string> => cellsOf(sectionOf(report, id)).map((cells) => cells.map(({ text }) => text).join(" | ").replaceAll(/[\u00a0\u202f]/gu, " "));
const missingOf = (report: ActivityReport | undefined, id: string): ReadonlyArray<string> => sectionOf(report, id).missing.map(({ what, why }) => `${what} : ${why}`);

describe("the report of each demonstration CPTS", () => {
  it("gives every figure with its rule or its source, and leaves no section silent", async () => {
    expect(demonstration.size).toBe(7);
    for (const report of [...demonstration.values(), await composed(world.cptsId)]) {
      for (const { blocks, id, missing } of report.sections) {
        expect({ id, cpts: report.cpts.name, isSilent: blocks.length + missing.length === 0 }).toEqual({ id, cpts: report.cpts.name, isSilent: false });
        for (const block of blocks) {
          if (block.kind !== "table") continue;
          const bare = block.rows.flat().filter(({ notes = [], value }) => typeof value === "number" && notes.length + (block.notes ?? []).length === 0);
          expect({ caption: block.caption, bare }).toEqual({ caption: block.caption, bare: [] });
        }
      }
    }
  });

  it("numbers its sources as they are met, names them for people, and lists none in vain", () => {
    for (const { notes, sections } of demonstration.values()) {
      const met = sections.flatMap(({ blocks }) => blocks.flatMap((block) => [...(block.kind === "table" ? (block.notes ?? []) : []), ...cellsOf({ id: "", heading: "", blocks: [block], missing: [] }).flat().flatMap((cell) => cell.notes ?? [])]));
      expect([...new Set(met)]).toEqual(notes.map(({ number }) => number));
      expect(notes.filter(({ text }) => /@[0-9a-f]{8}-|recorded here|extract of|undefined/u.test(text))).toEqual([]);
    }
  });

  it("says what the documents say beside what is computed: Asclépios", () => {
    const report = demonstration.get("CPTS Asclépios");
    expect(linesOf(report, "faits-declares")).toEqual(expect.arrayContaining(["Population | plus de 50 000 habitants", "Sur 227 personnes déclarées, 156 sont comptées par profession : 71 ne sont pas expliquées."]));
    expect(linesOf(report, "territoire")).toEqual(expect.arrayContaining(["Communes | 30", "Habitants | 54 037", "Taille au sens de l'ACI | Taille 2"]));
    expect(missingOf(report, "identite")).toContain("SIRET : personne ne l'a saisi");
    expect(missingOf(report, "territoire")).toEqual(["La date de début du territoire : les documents ne la disent pas"]);
    expect(missingOf(report, "missions")).toContain("Les missions : Contrat territorial de santé : le contrat saisi n'en nomme pas");
  });

  it("lets documents contradict each other: Berry Vierzon Sologne, Pays Berjalliens", () => {
    const sologne = demonstration.get("CPTS Berry Vierzon Sologne");
    expect(linesOf(sologne, "faits-declares").join("\n")).toMatch(/Population : 47 000 d'après le document, 68 836 d'après les données/u);
    expect(linesOf(sologne, "gouvernance").join("\n")).toContain("Un conseil de 18 personnes de 7 professions est déclaré");
    expect(linesOf(sologne, "missions").join("\n")).toContain("« Développer la prévention »");
    expect(missingOf(sologne, "finances")).toEqual(["Le financement et les dépenses : aucun contrat signé n'est saisi"]);
    const berjalliens = linesOf(demonstration.get("CPTS des Pays Berjalliens"), "gouvernance").filter((line) => /contredisent/u.test(line));
    expect(berjalliens).toHaveLength(2);
  });

  it("says unknown where nothing is known: Sud 28, Orléans", () => {
    expect(linesOf(demonstration.get("CPTS Sud 28"), "fiches-actions").join("\n")).toContain("8 fiches déclarées sans titre connu");
    const orleans = demonstration.get("CPTS d'Orléans et de l'Ouest du Loiret");
    expect(linesOf(orleans, "territoire")).toEqual(expect.arrayContaining(["Communes | inconnu", "Habitants | inconnu", "En mots : Orléans et l'ouest du Loiret"]));
    expect(missingOf(orleans, "territoire")).toContain("Les communes du territoire : personne ne les a saisies");
  });

  it("is composed of what its reader may read: without a token, the rest is said to be out of reach", async () => {
    const open = await composed(world.cptsId, connect({ url: platform.url, language: "fr" }));
    expect(missingOf(open, "membres").join("\n")).toContain("le jeton présenté n'y donne pas accès");
    const count = ({ sections }: ActivityReport): number => sections.reduce((sum, { missing }) => sum + missing.length, 0);
    expect(count(open)).toBeGreaterThan(count(await composed(world.cptsId)));
  });

  it("tells the year of a CPTS that entered it: sessions, people, spending, members, contract", async () => {
    const report = await composed(world.cptsId);
    expect(linesOf(report, "prevention")).toEqual(expect.arrayContaining(["Séances tenues | 2", "Personnes rencontrées | 58", "Personnes dépistées | 12", "Dépensé | 870,00 €", "Coût par personne rencontrée | 15,00 €"]));
    expect(linesOf(report, "fiches-actions").join("\n")).toContain("1. Prévention");
    expect(linesOf(report, "missions").join("\n")).toContain("Signé : 15 janvier 2025");
    expect(missingOf(report, "indicateurs").join("\n")).toContain("L'indicateur PRE-01");
  });
});

it("a territory that changed in the year is told with what came and what went, and each territory with its document", async () => {
  const provenance = (document: string) => ({ status: "declared" as const, source: { document } });
  const { registry } = connection;
  const { data, etag } = await registry.registerCpts({ name: "CPTS mouvante", territory: { territory: { communes: ["37003", "37008"], provenance: provenance("Projet de santé") }, validFrom: "2024-01-01" } });
  await registry.changeTerritory({ id: data.id }, { territory: { communes: ["37003", "37027"], provenance: provenance("Avenant de juin") }, validFrom: "2025-07-01" }, { ifMatch: etag });
  const moved = await composed(data.id);
  expect(linesOf(moved, "territoire")).toEqual(
    expect.arrayContaining(["1 commune ajoutée : Bléré (37027)", "1 commune retirée : Athée-sur-Cher (37008)", "1er janvier 2024 | 30 juin 2025 | 2", "1er juillet 2025 |  | 2"]),
  );
  expect(moved.notes.map(({ text }) => text)).toEqual(expect.arrayContaining(["Projet de santé (déclaré).", "Avenant de juin (déclaré)."]));
});

const report = (...args: ReadonlyArray<string>) => cpts(env, "report", "--cpts", world.cptsId, "--year", "2025", ...args);
const file = (name: string): string => join(folder, name);
const hashOf = (name: string): string => createHash("sha256").update(readFileSync(file(name))).digest("hex");

describe("cpts report", () => {
  it("writes the same bytes twice in each form, and prints their hash", async () => {
    const write = async (format: string): Promise<void> => {
      const first = await report("--format", format, "--out", file(`one.${format}`), "--json");
      expect([first.code, first.err]).toEqual([0, ""]);
      expect(JSON.parse(first.out)).toMatchObject({ format, year: 2025, sha256: hashOf(`one.${format}`) });
    };
    await Promise.all(["pdf", "docx", "xlsx", "json"].map(write));
    const second = await report("--out", file("two.pdf"));
    expect([second.code, second.err, readFileSync(file("two.pdf")).equals(readFileSync(file("one.pdf"))), second.out.includes(hashOf("one.pdf"))]).toEqual([0, "", true, true]);
    expect(fingerprint(JSON.parse(readFileSync(file("one.json"), "utf8")))).toBe(hashOf("one.json"));
  });

  it("follows a template, and names each faulty field of one", async () => {
    writeFileSync(file("template.json"), JSON.stringify({ title: "Bilan {year}", sections: [{ id: "prevention", heading: "Nos actions", intro: "En bref." }] }));
    expect((await report("--format", "json", "--out", file("short.json"), "--template", file("template.json"))).code).toBe(0);
    const short: ActivityReport = JSON.parse(readFileSync(file("short.json"), "utf8"));
    expect([short.title, short.sections.map(({ heading, id }) => [id, heading]), short.leftOut.length]).toEqual(["Bilan 2025", [["prevention", "Nos actions"]], 15]);
    writeFileSync(file("bad.json"), JSON.stringify({ sections: [{ id: "prevention" }, { id: "meteo" }], police: 1 }));
    const refused = await report("--out", file("x.pdf"), "--template", file("bad.json"));
    expect([refused.code, refused.err.includes("#/police")]).toEqual([2, true]);
  });

  it("says what is wrong: words, year, an unknown CPTS, a bad token, nobody there", async () => {
    const of = (id: string, year = "2025"): ReadonlyArray<string> => ["report", "--cpts", id, "--year", year, "--out", file("x.pdf")];
    const [words, format, year, unknown, denied, nobody, unwritable] = await Promise.all([
      cpts(env, "report", "--year", "2025"),
      report("--format", "odt", "--out", file("x.odt")),
      cpts(env, ...of(world.cptsId, "2015")),
      cpts(env, ...of("0198c0de-0000-7000-8000-000000000fff")),
      cpts({ ...env, CPTS_TOKEN: "no-token" }, ...of(world.cptsId)),
      cpts({ CPTS_URL: "http://127.0.0.1:9" }, ...of(world.cptsId)),
      report("--out", join(folder, "absent", "x.pdf")),
    ]);
    expect([words, format, year, unknown, denied, nobody, unwritable].map(({ code }) => code)).toEqual([2, 2, 2, 1, 3, 4, 2]);
    expect([year.err.includes("no CPTS existed before 2016"), denied.err.includes("401"), unwritable.err.includes("cannot be written")]).toEqual([true, true, true]);
  });
});

describe("the portal", () => {
  const read = (path: string, authorization?: string) => fetch(`${platform.url}/cpts/${world.cptsId}/rapport/${path}`, authorization === undefined ? {} : { headers: { authorization } });

  it("gives the same report to the same reader as the command line does", async () => {
    const answer = await read("2025.json", `Bearer ${token}`);
    expect([answer.status, answer.headers.get("content-type"), answer.headers.get("cache-control")]).toEqual([200, "application/json", "private, no-store"]);
    expect(createHash("sha256").update(Buffer.from(await answer.arrayBuffer())).digest("hex")).toBe(hashOf("one.json"));
    const pdf = await read("2025.pdf", `Bearer ${token}`);
    expect([pdf.headers.get("content-disposition"), createHash("sha256").update(Buffer.from(await pdf.arrayBuffer())).digest("hex")]).toEqual(['attachment; filename="rapport-activite-2025.pdf"', hashOf("one.pdf")]);
  });

  it("shows in French what is missing, with a link to each form", async () => {
    const page = await (await read("2025")).text();
    for (const said of ["Ce qui manque", "le jeton présenté n&#39;y donne pas accès", ...["pdf", "docx", "xlsx", "json"].map((format) => `/rapport/2025.${format}"`)]) expect(page).toContain(said);
    const first = await read("", undefined);
    expect(first.status).toBe(404);
    expect((await fetch(`${platform.url}/cpts/${world.cptsId}/rapport?annee=2024`)).url).toBe(`${platform.url}/cpts/${world.cptsId}/rapport/2024`);
  });

  it("refuses in words what it cannot give", async () => {
    const statuses = [];
    for (const [path, authorization] of [["2015", undefined], ["2025.odt", undefined], ["2025.pdf", "Bearer no-token"]] as const) statuses.push((await read(path, authorization)).status);
    expect([...statuses, (await fetch(`${platform.url}/cpts/0198c0de-0000-7000-8000-000000000fff/rapport/2025`)).status]).toEqual([400, 404, 401, 404]);
  });
});

describe("a report that is handed in to a review", () => {
  it("is kept with its hash: what is entered later changes neither, and no other takes its place", async () => {
    const { contracts, prevention } = connection;
    const review = `${world.contractId}:1`;
    const [first, again] = [await report("--out", file("frozen.pdf"), "--review", review, "--json"), await report("--review", review)];
    expect([first.code, first.err, again.code, again.err]).toEqual([0, "", 0, ""]);
    const { fileId, sha256 } = JSON.parse(first.out).review;
    expect(sha256).toBe(hashOf("frozen.pdf"));
    await prevention.recordResults({ id: world.moved }, { byAge: [{ band: "75-plus", count: 13 }], screened: 12, referred: 0, reason: "Un retardataire" });
    const later = await report("--out", file("later.pdf"), "--review", review);
    expect([later.code, later.err.includes(sha256), hashOf("later.pdf") === sha256]).toEqual([1, true, false]);
    const place = { id: world.contractId, year: "1" };
    const submitted = await contracts.submitReview(place, {}, { ifMatch: (await contracts.readReview(place)).etag });
    await contracts.closeReview(place, { decidedOn: "2026-02-01", document: { document: "Compte rendu" }, rates: [{ mission: "PREVENTION", ratePpm: 500_000, reason: "Vu en séance" }], nextTargets: [], despiteMissing: "Vu en séance" }, { ifMatch: submitted.etag });
    const { data } = await contracts.readReview(place);
    expect(data.frozen?.files.map((one) => [one.part, one.sha256])).toEqual([["report", sha256]]);
    expect(createHash("sha256").update((await contracts.readReviewFile({ ...place, file: fileId })).data).digest("hex")).toBe(sha256);
  });
});
