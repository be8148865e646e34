import { expect, test } from "vitest";
import { learned, type Story } from "./story.fixture.ts";

/** A heat wave, with the plan that was ready for it. */
export const crisisSteps = (story: () => Story): void => {
  test("the crisis plan is published, and its first version is paid", async () => {
    const { contractId: id, coordinator: { contracts, prevention }, cptsId, members, platform } = story();
    platform.itIs("2025-06-18");
    const { data: plan, etag } = await prevention.draftCrisisPlan({ cptsId, title: "Plan de crise 2025", roles: [{ id: "pilote", title: "Pilote de la cellule", holders: [members[0]?.id ?? ""] }], resources: [{ label: "Ventilateurs", quantity: 40, place: "Maison de santé" }] });
    const { data } = await prevention.publishCrisisPlan({ id: plan.id }, {}, { ifMatch: etag });
    expect([data.published?.publishedOn, data.updateDueOn]).toEqual(["2025-06-18", "2026-06-18"]);
    const paid = async () => (await contracts.readFunding({ id })).data.lines.filter(({ component }) => component === "crisis-plan").map(({ amountCents, evidence, on }) => [on, amountCents, evidence?.origin]);
    // After the amendment: size T2.
    await learned(paid).toEqual([["2025-06-18", 3_000_000, "prevention"]]);
  });

  test("the heat wave is declared, followed and closed; its report has every minute of it, and its occurrence is paid", async () => {
    const { contractId: id, coordinator: { contracts, prevention }, cptsId, members, platform } = story();
    platform.itIs("2025-06-30");
    const { data: crisis } = await prevention.activateCrisis({ cptsId, level: "2", theme: "canicule", reason: "Vigilance rouge de Météo-France" });
    await prevention.addLogEntry({ id: crisis.id }, { text: "Salle climatisée ouverte à la mairie" });
    const { data: task } = await prevention.addTask({ id: crisis.id }, { title: "Appeler les personnes isolées", roleId: "pilote", assigneeId: members[0]?.id ?? "" });
    platform.itIs("2025-07-03");
    await prevention.changeTask({ id: crisis.id, task: task.id }, { state: "done" }, { ifMatch: `"v${task.version}"` });
    const { etag } = await prevention.readCrisis({ id: crisis.id });
    await prevention.closeCrisis({ id: crisis.id }, { report: "Trois jours d'alerte, 120 appels." }, { ifMatch: etag });
    const { data: report } = await prevention.readCrisisReport({ id: crisis.id });
    expect([report.cptsName, report.log.map(({ kind }) => kind), Math.round(report.durationMinutes / 1_440)]).toEqual(["CPTS Terres de Montaigu", ["activated", "note", "task-added", "task-changed", "closed"], 3]);
    const paid = async () => (await contracts.readFunding({ id })).data.lines.filter(({ component }) => component === "crisis-occurrence").map(({ amountCents, on }) => [on, amountCents]);
    await learned(paid).toEqual([["2025-06-30", 600_000]]);
  });
};
