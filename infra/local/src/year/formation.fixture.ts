import { expect, test } from "vitest";
import { communesOf2024, learned, type Story } from "./story.fixture.ts";

const source = { document: "Courrier de l'ARS Pays de la Loire" };
const project = {
  on: "2024-02-20",
  diagnosis: "Un médecin généraliste sur trois a plus de soixante ans.",
  missions: [
    { label: "Trouver un médecin traitant", codes: ["ACCES_SOINS"] },
    { label: "Prévenir ensemble", codes: ["PREVENTION"] },
  ],
  budget: [{ label: "Coordination", amountCents: 4_500_000 }],
};

/** From an idea to a health project that the silence of the agency has validated. */
export const formationSteps = (story: () => Story): void => {
  test("a CPTS is registered with its communes, and its coordinator signs in", async () => {
    const { ars, platform } = story();
    const { data } = await ars.registry.registerCpts({ name: "CPTS Terres de Montaigu", territory: { territory: { communes: communesOf2024 }, validFrom: "2024-01-08", cog: 2024 } });
    story().cptsId = data.id;
    story().coordinator = await platform.as("coordinator", { cptsIds: [data.id] });
    const { cog, computed } = (await story().coordinator.registry.readTerritory({ id: data.id })).data;
    // Without Cugand: by INSEE's figures, less than 40,000.
    expect([computed.communeCount, computed.population.value, computed.sizeClass, cog]).toEqual([6, 37_901, "T1", "2024"]);
  });

  test("a letter of intent is handed in, and validated by the agency", async () => {
    const { ars, coordinator, cptsId: id, platform } = story();
    const { data: letter } = await coordinator.registry.submitLetter({ id }, { on: "2024-01-08", territory: "Montaigu et les communes voisines", diagnosis: "Peu de médecins traitants.", orientations: [{ label: "Accès aux soins", codes: ["ACCES_SOINS"] }] });
    expect([letter.state, letter.lacking]).toEqual(["filed", ["actors", "calendar", "budget"]]);
    platform.itIs("2024-02-05");
    const { etag } = await ars.registry.readCpts({ id });
    const { data } = await ars.registry.decideLetter({ id, version: "1" }, { decision: "validated", on: "2024-02-05", examinedBy: ["ars", "caisse", "urps"], source }, { ifMatch: etag });
    expect(data.state).toBe("validated");
  });

  test("a health project is handed in, and two months of silence validate it at the end of the last day", async () => {
    const { caisse, coordinator, cptsId: id, platform } = story();
    platform.itIs("2024-02-20");
    await coordinator.registry.takeStep({ id }, { action: "start-project", on: "2024-02-12" });
    const { data: filed } = await coordinator.registry.submitProject({ id }, project);
    expect(filed.silenceEndsOn).toBe("2024-04-20");
    platform.itIs("2024-03-04");
    await caisse.registry.giveOpinion({ id, version: "1" }, { from: "caisse", verdict: "favourable", on: "2024-03-01", source: { document: "Avis de la caisse" } }, { ifMatch: (await caisse.registry.readCpts({ id })).etag });
    platform.itIs("2024-04-20");
    expect((await coordinator.registry.readFormation({ id })).data.status).toBe("project-filed");
    platform.itIs("2024-04-21");
    await learned(async () => (await coordinator.registry.readCpts({ id })).data.status).toBe("project-tacitly-validated");
    const { items } = (await coordinator.registry.listProjects({ cpts: id })).data;
    expect(items.map(({ decidedOn, state }) => [state, decidedOn])).toEqual([["tacitly-validated", "2024-04-20"]]);
  });
};
