import { expect, test } from "vitest";
import { learned, type Story } from "./story.fixture.ts";

const document = { document: "Contrat ACI signé le 15 mai 2024" };
/** The tables of avenant 2 were not readable: whoever runs the platform enters what they have, and says so. */
const entered = { document: "Montants d'essai de cette année, saisis par l'exploitant" };
const missions = ["ACCES_SOINS", "PARCOURS", "PREVENTION", "CRISE_SANITAIRE"];
const euros = <Component extends string>(component: Component, mission: string, amounts: readonly [t1: number, t2: number]) =>
  amounts.map((amount, index) => ({ mission, component, part: null, size: `T${index + 1}`, amountCents: amount * 100, status: "overridden" as const, reason: "Les tableaux de l'avenant 2 n'ont pas pu être lus", source: entered }));
const amounts = [
  ...euros("fixed", "ACCES_SOINS", [50_000, 65_000]),
  ...euros("variable", "ACCES_SOINS", [15_000, 20_000]),
  ...euros("fixed", "PARCOURS", [25_000, 35_000]),
  ...euros("variable", "PARCOURS", [25_000, 35_000]),
  ...euros("fixed", "PREVENTION", [10_000, 14_000]),
  ...euros("variable", "PREVENTION", [10_000, 14_000]),
  ...euros("crisis-plan", "CRISE_SANITAIRE", [25_000, 30_000]),
  ...euros("crisis-update", "CRISE_SANITAIRE", [12_500, 15_000]),
  ...euros("crisis-occurrence", "CRISE_SANITAIRE", [5_000, 6_000]),
];

/** The contract of three, and the money of its first day. */
export const contractSteps = (story: () => Story): void => {
  test("whoever runs the platform enters the amounts that no text could be read for, with their source", async () => {
    const { contracts } = story().admin;
    const { data: grid, etag } = await contracts.readGrid({ id: "aci-2022" });
    const { id: _, isCurrent: __, reason: ___, version: ____, ...content } = grid;
    expect(grid.lines.some(({ mission }) => mission !== null)).toBe(false);
    const isStillUnknown = ({ component, mission, size }: (typeof grid.unknown)[number]) => !amounts.some((one) => one.component === component && one.mission === mission && one.size === size);
    const known = { ...content, lines: [...content.lines, ...amounts], unknown: content.unknown.filter(isStillUnknown), versionReason: "Montants des missions, saisis par l'exploitant" };
    const { data } = await contracts.changeGrid({ id: "aci-2022" }, known, { ifMatch: etag });
    expect(data.lines.filter(({ status }) => status === "overridden")).toHaveLength(amounts.length);
  });

  test("the CPTS has a legal form, opens the negotiation, and drafts its contract with the agency and the fund", async () => {
    const { coordinator, cptsId, platform } = story();
    platform.itIs("2024-05-02");
    const { etag } = await coordinator.registry.readCpts({ id: cptsId });
    await coordinator.registry.changeCpts({ id: cptsId }, { legalForm: "association-1901" }, { ifMatch: etag });
    await coordinator.registry.takeStep({ id: cptsId }, { action: "open-aci-negotiation", on: "2024-05-02" });
    const parties = [{ capacity: "cpts" }, { capacity: "ars", name: "ARS Pays de la Loire" }, { capacity: "cpam", name: "CPAM de la Vendée" }];
    const { data } = await coordinator.contracts.draftContract({ cptsId, kind: "aci", termYears: 5, draftedOn: "2024-05-02", attachmentDepartement: "85", parties, missions: missions.map((code) => ({ code })) });
    story().contractId = data.id;
    story().sheetId = (await coordinator.contracts.addActionSheet({ id: data.id }, { number: 1, title: "Aller vers la vaccination", missions: ["PREVENTION"] })).data.id;
    expect(data.state).toBe("draft");
  });

  test("it is signed: its size is frozen, and the registry knows", async () => {
    const { ars, contractId, coordinator, cptsId, platform } = story();
    platform.itIs("2024-05-15");
    const { data } = await ars.contracts.signContract({ id: contractId }, { signedOn: "2024-05-15", place: "Montaigu-Vendée", signatories: [{ capacity: "cpts", function: "Présidente" }, { capacity: "ars", function: "Directeur général" }, { capacity: "cpam", function: "Directrice" }] });
    expect([data.state, data.sizeClass, data.population?.value]).toEqual(["signed", "T1", 37_901]);
    await learned(async () => (await coordinator.registry.readCpts({ id: cptsId })).data.contracts.map(({ state }) => state)).toEqual(["signed"]);
    await ars.registry.takeStep({ id: cptsId }, { action: "sign-aci", on: "2024-05-15", evidence: document });
    expect((await coordinator.registry.readCpts({ id: cptsId })).data.status).toBe("aci-signed");
  });

  test("the first money is the start-up aid of the letter and the whole functioning of a T1, each with its rule, inputs and source", async () => {
    const { contractId: id, coordinator } = story();
    const funding = async () => (await coordinator.contracts.readFunding({ id, explain: "true" })).data;
    await learned(async () => (await funding()).lines.some(({ component }) => component === "start-up")).toBe(true);
    const { explanations = [], lines } = await funding();
    const first = (component: string) => lines.find((line) => line.component === component);
    expect(first("start-up")).toMatchObject({ on: "2024-02-05", amountCents: 1_500_000, evidence: { origin: "registry" } });
    expect(first("functioning")).toMatchObject({ on: "2024-05-15", kind: "full", amountCents: 5_000_000, rule: "functioning-at-signature", ruleStatus: "verified", cells: [{ size: "T1", amountCents: 5_000_000, status: "verified", source: { document: "Concours médical" } }] });
    expect(explanations.find(({ rule }) => rule.en.includes("signature"))?.inputs.length).toBeGreaterThan(0);
  });
};
