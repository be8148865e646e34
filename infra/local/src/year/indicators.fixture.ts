import { expect, test } from "vitest";
import { learned, refusal, type Story } from "./story.fixture.ts";

const planned = (indicator: string, mission: string, weightPpm: number, value: number) => ({ indicator, mission, weightPpm, floor: 0, baseline: null, targets: [{ contractYear: 1, value }] });

/** What the services propose of what was done, and what a person accepts of it. */
export const indicatorsSteps = (story: () => Story): void => {
  test("the agency and the CPTS agree on three indicators and their targets", async () => {
    const { ars, contractId: id, platform } = story();
    platform.itIs("2024-12-10");
    const { etag } = await ars.contracts.readIndicatorPlan({ id });
    const indicators = [planned("PRE-01", "PREVENTION", 500_000, 1), planned("PRE-02", "PREVENTION", 500_000, 200), planned("MT-03", "ACCES_SOINS", 1_000_000, 0.8)];
    const { data } = await ars.contracts.setIndicatorPlan({ id }, { indicators, reason: "Dialogue de gestion" }, { ifMatch: etag });
    expect(data.indicators.map(({ indicator, targets }) => [indicator, targets[0]?.value])).toEqual([["PRE-01", 1], ["PRE-02", 200], ["MT-03", 0.8]]);
  });

  test("prevention proposes what its sessions count, the directory what was asked of it; what cannot be computed is refused", async () => {
    const { contractId: id, coordinator: { contracts, directory, prevention }, cptsId, platform } = story();
    platform.itIs("2025-01-06");
    const year = { from: "2024-01-01", to: "2025-01-01" };
    await prevention.proposeIndicators({ id: cptsId }, year);
    for (const [measure, count] of [["treating-doctor-requests", 120], ["treating-doctor-found", 90]] as const) await directory.recordCareCount({ cptsId, year: 2024, measure, count });
    await directory.proposeCareIndicator({ id: cptsId }, { indicator: "MT-03", ...year });
    // No register was imported: who practises there is not known.
    expect(await refusal(directory.proposeAdhesion({ id: cptsId }, year))).toEqual(["#/to not-computable"]);
    const proposals = async () => (await contracts.listProposals({ id })).data.items.map(({ denominator, indicator, numerator, source, value }) => [source, indicator, numerator, denominator, value]).toSorted();
    await learned(proposals).toEqual([["directory", "MT-03", 90, 120, 0.75], ["prevention", "PRE-01", 1, 1, 1], ["prevention", "PRE-02", null, null, 100]]);
  });

  test("they are accepted one by one, and the achievement of the year says how each counts", async () => {
    const { ars, contractId: id, coordinator: { contracts } } = story();
    for (const { proposalId } of (await contracts.listProposals({ id, state: "proposed" })).data.items) await contracts.decideProposal({ id, proposal: proposalId }, { decision: "accepted", contractYear: 1 });
    const { items } = (await contracts.listObservations({ id })).data;
    for (const { id: observation } of items) await ars.contracts.validateObservation({ id, observation }, { note: "Vu" }, { ifMatch: `"v${items.find((one) => one.id === observation)?.version ?? 1}"` });
    const { data } = await contracts.readAchievement({ id, year: "1", explain: "true" });
    // 1 of 1 and 100 of 200, half each: three quarters. 0.75 of 0.8: 93.75 %.
    expect(data.missions.map(({ mission, ratePpm }) => [mission, ratePpm])).toEqual(expect.arrayContaining([["PREVENTION", 750_000], ["ACCES_SOINS", 937_500]]));
    expect((data.explanations ?? []).length).toBeGreaterThan(0);
  });
};
