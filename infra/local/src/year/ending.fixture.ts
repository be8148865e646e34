import { expect, test } from "vitest";
import { learned, type Story } from "./story.fixture.ts";

const services = ["registry", "directory", "contracts", "prevention"] as const;

/** Somebody asks to be forgotten, and everything still adds up. */
export const endingSteps = (story: () => Story): void => {
  test("a professional is erased: named nowhere, while what they were paid stays in the accounts under a pseudonym", async () => {
    const { coordinator, cptsId, members, platform } = story();
    platform.itIs("2025-07-07");
    const [erased] = members;
    const { data } = await coordinator.directory.erasePerson({ id: erased?.id ?? "" }, { reason: "request", requestedBy: "person", requestedOn: "2025-07-04" });
    expect([data.erased, data.kept.map(({ kind }) => kind)]).toEqual([expect.arrayContaining(["identity", "stored-answers"]), expect.arrayContaining(["office", "attendance", "suppression"])]);
    const { items } = (await coordinator.directory.listMemberships({ cpts: cptsId })).data;
    expect(items.map(({ name }) => name)).not.toContain(erased?.name);
    const governance = JSON.stringify((await coordinator.directory.readGovernance({ id: cptsId })).data);
    expect(governance).not.toContain("Auzanneau");
    const { data: october } = await coordinator.contracts.readPayoutStatement({ month: "2024-10", cpts: cptsId });
    expect([october.remunerationsCents, october.keptUntil]).toEqual([2_000_000, "2034-12-31"]);
  });

  test("every projection equals its rebuild, no event waits, and every log is whole", async () => {
    const { platform } = story();
    const operator = await platform.as("platform-admin");
    for (const service of services) {
      await learned(async () => (await operator[service].listProjections()).data.items.every(({ head, position }) => head !== null && position >= head)).toBe(true);
      expect((await operator[service].listDeadLetters()).data.items).toEqual([]);
      expect((await operator[service].verifyLog({})).data).toMatchObject({ firstBad: null });
    }
    const verified = await platform.cpts({ role: "platform-admin" }, "projections", "verify");
    expect([verified.code, verified.err]).toEqual([0, ""]);
  });
};
