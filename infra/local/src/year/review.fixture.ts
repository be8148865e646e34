import { expect, test } from "vitest";
import type { Story } from "./story.fixture.ts";

/** The annual review, and the money it decides. */
export const reviewSteps = (story: () => Story): void => {
  test("the review of the first year is opened, handed in and decided; its figures are frozen with their hash", async () => {
    const { ars, contractId: id, coordinator, platform } = story();
    platform.itIs("2025-06-02");
    await coordinator.contracts.openReview({ id }, { contractYear: 1 });
    const at = { id, year: "1" };
    const etag = async () => (await coordinator.contracts.readReview(at)).etag;
    await coordinator.contracts.addReviewFile({ ...at, part: "report", number: "1", name: "rapport-2024.txt" }, Uint8Array.from(Buffer.from("Rapport d'activité de la première année")));
    await coordinator.contracts.submitReview(at, { note: "Rapport joint" }, { ifMatch: await etag() });
    platform.itIs("2025-06-16");
    const { data } = await ars.contracts.closeReview(at, { decidedOn: "2025-06-16", document: { document: "Compte rendu du dialogue de gestion" }, rates: [], nextTargets: [{ indicator: "PRE-02", value: 250 }], despiteMissing: "Vu en séance" }, { ifMatch: await etag() });
    expect([data.state, data.frozen?.rates.map(({ mission, ratePpm }) => [mission, ratePpm]), data.frozen?.hash.length]).toEqual(["closed", expect.arrayContaining([["PREVENTION", 750_000], ["ACCES_SOINS", 937_500]]), 64]);
  });

  test("the variable part is what was agreed of what was achieved, to the cent, and says so", async () => {
    const { contractId: id, coordinator: { contracts } } = story();
    const { explanations = [], lines } = (await contracts.readFunding({ id, explain: "true" })).data;
    const [variable] = lines.filter(({ component, contractYear, mission }) => component === "variable" && mission === "PREVENTION" && contractYear === 1);
    // 10,000 euros by 244 days of 365, by three quarters.
    expect(variable).toMatchObject({ on: "2025-06-16", rate: { ratePpm: 750_000, status: "agreed" }, cells: [{ size: "T1", amountCents: 1_000_000 }] });
    expect(variable?.amountCents).toBe(501_370);
    expect(explanations.some(({ rule }) => rule.fr.includes("variable"))).toBe(true);
    const { etag: _, data: plan } = await contracts.readIndicatorPlan({ id });
    expect(plan.indicators.find(({ indicator }) => indicator === "PRE-02")?.targets).toEqual([{ contractYear: 1, value: 200 }, { contractYear: 2, value: 250 }]);
  });
};
