import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { learned, type Story } from "./story.fixture.ts";

/** What INSEE's file of movements says of 1 January 2025 in Terres de Montaigu. */
const movements = [
  "MOD,DATE_EFF,TYPECOM_AV,COM_AV,TNCC_AV,NCC_AV,NCCENR_AV,LIBELLE_AV,TYPECOM_AP,COM_AP,TNCC_AP,NCC_AP,NCCENR_AP,LIBELLE_AP",
  "32,2025-01-01,COM,85076,0,,,Cugand,COM,85076,0,,,Cugand-la-Bernardière",
  "32,2025-01-01,COM,85021,0,,,La Bernardière,COM,85076,0,,,Cugand-la-Bernardière",
].join("\n");

/** A commune of the territory is merged with one outside, and the contract follows. */
export const territorySteps = (story: () => Story): void => {
  test("the file of movements is imported from the command line, and the edition proposes what it makes of the territory", async () => {
    const { coordinator: { registry }, cptsId: cpts, platform } = story();
    platform.itIs("2025-01-13");
    const folder = mkdtempSync(join(tmpdir(), "cpts-movements-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, "v_mvt_commune_2025.csv");
    writeFileSync(file, movements);
    expect(await platform.cpts({ role: "platform-admin" }, "registry", "import-movements", file)).toMatchObject({ code: 0, err: "" });
    const [proposal] = (await registry.listCogProposals({ cpts })).data.items;
    expect(proposal?.questions).toMatchObject([{ kind: "partly-held", about: "85076", on: "2025-01-01" }]);
    expect(proposal?.reasons[0]?.sentence.fr).toBe("Au 2025-01-01, Cugand (85076) et La Bernardière (85021) forment Cugand-la-Bernardière (85076) : une personne doit dire ce qui reste dans le territoire.");
  });

  test("it is accepted with the whole of the new commune: the past keeps its codes, and the size crosses 40,000", async () => {
    const { coordinator: { contracts, registry }, contractId, cptsId: id } = story();
    await registry.acceptCogProposal({ id, version: "1" }, { choices: [{ kind: "partly-held", about: "85076", on: "2025-01-01", keep: ["85076"] }] });
    const on = async (asOf: string) => (await registry.readTerritory({ id, asOf, explain: "true" })).data;
    const [before, after] = [await on("2024-12-31"), await on("2025-01-01")];
    expect([before.communes.map(({ code }) => code)[0], after.communes.map(({ code }) => code)[1]]).toEqual(["85021", "85076"]);
    expect([before, after].map(({ computed }) => [computed.population.value, computed.sizeClass])).toEqual([[37_901, "T1"], [41_699, "T2"]]);
    expect((after.explanations ?? []).length).toBeGreaterThan(0);
    await learned(async () => (await contracts.readContractSize({ id: contractId })).data.drift).toBe("announced");
    const { data: size } = await contracts.readContractSize({ id: contractId, explain: "true" });
    expect([size.frozenSizeClass, size.computedSizeClass, size.proposal?.changes]).toEqual(["T1", "T2", { sizeClass: "T2", population: 41_699 }]);
    expect(size.sentence?.fr).toContain("garde la taille T1");
  });

  test("an amendment follows it from the anniversary on: the year that runs is paid as T1, the next as T2", async () => {
    const { ars, contractId: id, coordinator: { contracts }, platform } = story();
    platform.itIs("2025-03-20");
    const { etag } = await ars.contracts.readContract({ id });
    const signatories = ["cpts", "ars", "cpam"].map((capacity) => ({ capacity }));
    await ars.contracts.amendContract({ id, number: "1" }, { signedOn: "2025-03-20", effectiveOn: "2025-05-15", changes: { sizeClass: "T2", population: 41_699 }, document: { document: "Avenant n° 1" }, signatories }, { ifMatch: etag });
    platform.itIs("2025-05-19");
    expect((await contracts.readContractSize({ id })).data).toMatchObject({ drift: "none", frozenSizeClass: "T2", frozenBy: 1 });
    const { lines } = (await contracts.readFunding({ id, explain: "true" })).data;
    const functioning = lines.filter(({ component, contractYear }) => component === "functioning" && contractYear <= 2);
    expect(functioning.map(({ amountCents, contractYear, kind, on }) => [contractYear, kind, on, amountCents])).toEqual([[1, "full", "2024-05-15", 5_000_000], [2, "advance", "2025-05-15", 4_500_000], [2, "balance", "2026-05-15", 1_500_000]]);
    expect(functioning[1]?.cells).toMatchObject([{ size: "T2", amountCents: 6_000_000, status: "verified" }]);
  });
};
