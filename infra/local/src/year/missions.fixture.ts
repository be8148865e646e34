import { expect, test } from "vitest";
import { learned, refusal, type Story } from "./story.fixture.ts";

const document = { document: "Compte rendu du conseil d'administration" };

/** The missions start, one of them late; a campaign is planned, held and counted. */
export const missionsSteps = (story: () => Story): void => {
  test("three missions start in time; the fourth is late by the clock, and no longer once it has started", async () => {
    const { contractId: id, coordinator: { contracts }, platform } = story();
    platform.itIs("2024-11-14");
    for (const [code, on] of [["PREVENTION", "2024-09-13"], ["PARCOURS", "2024-10-01"], ["CRISE_SANITAIRE", "2024-10-15"]] as const) await contracts.startMission({ id, code }, { on, document });
    const starts = async () => (await contracts.listDeadlines({ contractId: id })).data.items.filter(({ kind, state }) => kind === "mission-start" && state !== "withdrawn").map(({ missions, on, state }) => `${missions.join()} ${on} ${state}`);
    expect(await starts()).toContain("ACCES_SOINS 2024-11-15 ahead");
    platform.itIs("2024-11-20");
    await learned(starts).toContain("ACCES_SOINS 2024-11-15 late");
    const [late] = (await contracts.listDeadlines({ contractId: id, late: "true" })).data.items;
    expect(late).toMatchObject({ rule: { fr: expect.stringContaining("6 mois") }, source: expect.stringContaining("PAPS") });
    platform.itIs("2024-12-02");
    await contracts.startMission({ id, code: "ACCES_SOINS" }, { on: "2024-12-02", document });
    expect((await contracts.listDeadlines({ contractId: id, late: "true" })).data.items).toEqual([]);
  });

  test("a mission is paid by the day: three quarters at its start, the rest at the anniversary", async () => {
    const { contractId: id, coordinator: { contracts } } = story();
    const { explanations = [], lines } = (await contracts.readFunding({ id, explain: "true" })).data;
    const fixed = lines.filter(({ component, contractYear, mission }) => component === "fixed" && mission === "PREVENTION" && contractYear === 1);
    // 13 September 2024 to 14 May 2025: 244 days of 365 of 10,000 euros are 6,684.93; three quarters, to the cent, 5,013.70.
    expect(fixed.map(({ amountCents, dueCents, kind, on }) => [on, kind, amountCents, dueCents])).toEqual([["2024-09-13", "advance", 501_370, 668_493], ["2025-05-15", "balance", 167_123, 668_493]]);
    expect(fixed[0]).toMatchObject({ ruleStatus: "verified", cells: [{ units: 244, unitsPerYear: 365, amountCents: 1_000_000, status: "overridden", source: { document: expect.stringContaining("saisis par l'exploitant") } }] });
    expect(explanations.some(({ rule }) => rule.fr.includes("part fixe"))).toBe(true);
  });

  test("a campaign is planned under its action sheet, its sessions are held, and whoever signed up has come", async () => {
    const { coordinator: { prevention }, cptsId, members, platform, sheetId } = story();
    platform.itIs("2024-10-01");
    const { data: action } = await prevention.planAction({ cptsId, template: "grippe-2024", communes: ["85146", "85190"], actionSheetId: sheetId });
    expect(action).toMatchObject({ title: "Vaccination contre la grippe", mission: "PREVENTION", contractId: story().contractId });
    await prevention.publishAction({ id: action.id }, {});
    const { etag } = await prevention.readConduct({ id: action.id });
    await prevention.stateConduct({ id: action.id }, { theme: "vaccination", populations: ["65-plus"], leadId: members[2]?.id ?? null, partners: [], budgetCents: 150_000, spentCents: 120_000, realFrom: "2024-10-19", realTo: "2024-11-16" }, { ifMatch: etag });
    const plan = async (commune: string, date: string) => (await prevention.planSession({ id: action.id }, { place: { commune, address: "Salle des fêtes" }, start: { date, time: "09:00" }, end: { date, time: "12:00" }, capacity: 2 })).data.id;
    const [montaigu, rocheserviere] = [await plan("85146", "2024-10-19"), await plan("85190", "2024-11-16")];
    for (const index of [2, 3, 4]) await prevention.signUp({ id: montaigu }, { professionalId: members[index]?.id ?? "" });
    expect((await prevention.listSignUps({ id: montaigu })).data.items.map(({ state }) => state)).toEqual(["confirmed", "confirmed", "waiting"]);
    platform.itIs("2024-12-02");
    await prevention.recordResults({ id: montaigu }, { byAge: [{ band: "40-64", count: 31 }, { band: "65-74", count: 44 }], screened: 12, referred: 3, attendance: [members[2]?.id ?? "", members[3]?.id ?? ""] });
    await prevention.recordResults({ id: rocheserviere }, { byAge: [{ band: "75-plus", count: 25 }], screened: 0, referred: 0 });
    const { items } = (await prevention.listSessions({ cpts: cptsId })).data;
    expect(items.map(({ results }) => results?.reached)).toEqual([75, 25]);
    expect(await refusal(prevention.signUp({ id: montaigu }, { professionalId: members[5]?.id ?? "" }))).not.toEqual([]);
  });
};
