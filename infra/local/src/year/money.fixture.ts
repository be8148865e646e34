import { expect, test } from "vitest";
import { learned, refusal, type Story } from "./story.fixture.ts";

const source = { document: "Feuille d'émargement" };

/** Who is paid for what, and the ceiling that nobody may pass. */
export const moneySteps = (story: () => Story): void => {
  test("the month is computed from who was at the meeting, then final; each amount says its rate", async () => {
    const { coordinator: { contracts }, cptsId, platform } = story();
    platform.itIs("2025-01-08");
    const { data: open } = await contracts.readPayoutStatement({ month: "2024-09", cpts: cptsId, explain: "true" });
    // An hour and a half at 75 euros, three times.
    expect([open.lines.map(({ amountCents }) => amountCents), open.ceiling?.amountCents, open.ceiling?.status]).toEqual([[11_250, 11_250, 11_250], 4_636_800, "provisional"]);
    expect(open.explanations?.[0]?.inputs.map(({ name }) => name)).toContain("minutes");
    const { data: done } = await contracts.validatePayouts({ cptsId, month: "2024-09" });
    expect([done.indemnitiesCents, done.validatedOn]).toEqual([33_750, "2025-01-08"]);
  });

  test("what another CPTS pays the same person passes the ceiling of the year: a warning, and never said how much; alone it is refused", async () => {
    const { ars, coordinator: { contracts }, cptsId, members, platform } = story();
    const personId = members[0]?.id ?? "";
    const { data: other } = await ars.registry.registerCpts({ name: "CPTS du Pays des Herbiers", territory: { territory: { communes: ["85109"] }, validFrom: "2023-01-01" } });
    const neighbour = (await platform.as("coordinator", { cptsIds: [other.id], subject: "neighbour" })).contracts;
    const pay = (amountCents: number, on: string) => ({ personId, kind: "remuneration" as const, on, mission: "PREVENTION", amountCents, label: "Vaccination", source });
    await learned(() => neighbour.addPayoutEntry({ cptsId: other.id, ...pay(3_000_000, "2024-10-19") }).then(({ status }) => status, () => 0)).toBe(201);
    await neighbour.validatePayouts({ cptsId: other.id, month: "2024-10" });
    await contracts.addPayoutEntry({ cptsId, ...pay(2_000_000, "2024-10-20") });
    const { data: warned } = await contracts.readPayoutStatement({ month: "2024-10", cpts: cptsId, explain: "true" });
    expect(warned.people).toEqual([{ personId, indemnitiesCents: 0, remunerationsCents: 2_000_000, yearCents: 2_011_250, verdict: "over-across" }]);
    expect(JSON.stringify(warned)).not.toContain("3000000");
    expect((await contracts.validatePayouts({ cptsId, month: "2024-10" })).data.people[0]?.verdict).toBe("over-across");
    await contracts.addPayoutEntry({ cptsId, ...pay(2_700_000, "2024-11-20") });
    expect(await refusal(contracts.validatePayouts({ cptsId, month: "2024-11" }))).toEqual([expect.stringContaining("over-ceiling")]);
  });
};
