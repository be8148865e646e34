import { contracts as contract } from "@cpts/api/Contracts";
import { foreignLog, type Heard } from "@cpts/service-kit/testing/foreign-log";
import { settableClock } from "@cpts/service-kit/testing/settable-clock";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { contracts } from "../subscriptions/contracts.ts";
import { communes, scene, type Scene } from "../testing/scene.ts";

const today = settableClock("2027-06-15T10:00:00Z");
let world: Scene;
let log: ReturnType<typeof foreignLog>;
beforeAll(async () => {
  world = await scene({}, { clock: today.clock });
  log = foreignLog(world.service, contracts);
});
afterAll(() => world.service.stop());

const { contractAmended, contractEntryWithdrawn, contractExpired, contractRenewed, contractResumed, contractSigned, contractSuspended, contractTakenOver, contractTerminated, missionProgressed } = contract.events;

interface Of {
  readonly contractId: string;
  readonly cptsId: string;
}

const source = { document: "Lettre de l'agence" };
const prevention = { code: "PREVENTION", label: null };
const ids = async (): Promise<Of> => ({ contractId: crypto.randomUUID(), cptsId: await world.register({ territory: communes("37003") }) });
const event = (definition: Heard["definition"], of: Of, version: number, fields: object): Heard => ({ definition, subject: of.contractId, version, data: { ...definition.example as object, ...of, ...fields } });
const signedOn = (of: Of, on = "2026-09-01") => event(contractSigned, of, 1, { kind: "aci", signedOn: on, inferredSignedOn: null, termYears: 5, sizeClass: "T2", population: null, missions: [prevention] });
const step = (definition: Heard["definition"], of: Of, version: number, on: string, fields: object = {}) => event(definition, of, version, { on, source, ...fields });
const amended = (of: Of, version: number, number: number, changes: object, effectiveOn = "2027-01-01") => event(contractAmended, of, version, { number, effectiveOn, changes });
const taken = (of: Of, version: number, fields: object) => event(contractEntryWithdrawn, of, version, { action: null, number: null, mission: null, ...fields });
const shown = async ({ cptsId }: Of) => (await world.send("GET", `/v1/cpts/${cptsId}`)).json.contracts[0];
const standing = async (of: Of) => (await shown(of)).standing;

describe("a contract of a CPTS after its signature", () => {
  test("runs, is suspended and goes on, is renewed, and ends", async () => {
    const of = await ids();
    const after = async (heard: Heard) => {
      await log.hear(heard);
      return standing(of);
    };
    expect(await after(signedOn(of))).toBe("signed");
    expect(await after(event(missionProgressed, of, 2, { code: "PREVENTION", stage: "started", on: "2026-10-01" }))).toBe("active");
    expect(await after(step(contractSuspended, of, 3, "2027-01-01"))).toBe("suspended");
    expect(await after(step(contractResumed, of, 4, "2027-02-01"))).toBe("active");
    expect(await after(step(contractRenewed, of, 5, "2027-03-01", { termYears: 5, lastDay: "2036-09-01" }))).toBe("renewed");
    expect(await shown(of)).toMatchObject({ state: "signed", lastDay: "2036-09-01" });
    expect(await after(step(contractTerminated, of, 6, "2027-06-16"))).toBe("renewed");
    today.set("2027-06-16T10:00:00Z");
    expect(await standing(of)).toBe("terminated");
    today.set("2027-06-15T10:00:00Z");
  });

  test("expires the day after its last one, told or not, and its reader is told of it", async () => {
    const of = await ids();
    await log.hear(signedOn(of, "2022-06-15"));
    const before = await world.send("GET", `/v1/cpts/${of.cptsId}`);
    expect(before.json.contracts).toMatchObject([{ standing: "signed", lastDay: "2027-06-15" }]);
    today.set("2027-06-16T10:00:00Z");
    const again = () => world.send("GET", `/v1/cpts/${of.cptsId}`, undefined, { headers: { "if-none-match": before.headers.get("etag") ?? "" } });
    expect([await standing(of), (await again()).status]).toEqual(["expired", 200]);
    await log.hear(event(contractExpired, of, 2, { lastDay: "2027-06-15", on: "2027-06-16" }));
    expect(await standing(of)).toBe("expired");
    today.set("2027-06-15T10:00:00Z");
  });

  test("keeps what its amendments in force say, and its drift of size ends with it", async () => {
    const of = await ids();
    const drifts = async () => {
      const { json } = await world.send("GET", `/v1/cpts/${of.cptsId}/discrepancies`);
      return json.items.filter(({ code }: { code: string }) => code === "size-class-drift").map(({ details }: { details: { frozen: string } }) => details.frozen);
    };
    await log.hear(signedOn(of), amended(of, 2, 1, { sizeClass: "T3", population: 90_000 }), amended(of, 3, 2, { missions: [prevention, { code: "PARCOURS", label: "Nos parcours" }] }, "2027-07-01"));
    expect(await shown(of)).toMatchObject({ sizeClass: "T3", population: 90_000, missions: [prevention] });
    expect(await drifts()).toEqual(["T3"]);
    await log.hear(step(contractTerminated, of, 4, "2027-06-01"));
    expect([await standing(of), await drifts()]).toEqual(["terminated", []]);
  });

  test("is as if what was recorded by mistake had never been", async () => {
    const of = await ids();
    await log.hear(signedOn(of), amended(of, 2, 1, { sizeClass: "T4" }), step(contractTerminated, of, 3, "2027-01-01"), taken(of, 4, { entry: "step", action: "terminate", on: "2027-01-01" }));
    expect(await shown(of)).toMatchObject({ standing: "signed", sizeClass: "T4" });
    await log.hear(taken(of, 5, { entry: "amendment", number: 1, on: "2027-01-01" }), event(missionProgressed, of, 6, { code: "PREVENTION", stage: "started", on: "2026-10-01" }));
    expect(await shown(of)).toMatchObject({ standing: "active", sizeClass: "T2" });
    await log.hear(taken(of, 7, { entry: "mission-start", mission: "PREVENTION", on: "2026-10-01" }));
    expect(await standing(of)).toBe("signed");
  });

  test("brings its history along when it is taken over", async () => {
    const of = await ids();
    const history = { steps: [{ action: "suspend", on: "2026-11-01", termYears: null }], amendments: [{ number: 1, signedOn: "2026-10-01", effectiveOn: "2026-10-01", changes: { sizeClass: "T4" } }], missionStarts: [] };
    await log.hear(signedOn(of), event(contractTakenOver, of, 2, { standing: "suspended", ...history, announced: { on: "2026-08-31", time: null, place: null, commune: null } }));
    expect(await shown(of)).toMatchObject({ standing: "suspended", sizeClass: "T4", announcedOn: "2026-08-31" });
  });

  test("without a year is where its steps leave it", async () => {
    const of = await ids();
    await log.hear(signedOn(of, "--09-01"), amended(of, 2, 1, { sizeClass: "T4", missions: [] }), step(contractSuspended, of, 3, "2027-01-01"));
    expect(await shown(of)).toMatchObject({ standing: "suspended", lastDay: null, sizeClass: "T4", missions: [] });
  });

  test("ends the same in whatever order its life is heard, and however often", async () => {
    const lifeOf = (of: Of): ReadonlyArray<Heard> => [
      signedOn(of),
      amended(of, 2, 1, { sizeClass: "T3" }),
      step(contractSuspended, of, 3, "2027-01-01"),
      taken(of, 4, { entry: "step", action: "suspend", on: "2027-01-01" }),
      event(missionProgressed, of, 5, { code: "PREVENTION", stage: "started", on: "2027-02-01" }),
      step(contractTerminated, of, 6, "2027-05-01"),
    ];
    const inOrder = [0, 1, 2, 3, 4, 5];
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(inOrder, { minLength: 6 }), fc.array(fc.nat(5), { maxLength: 4 }), async (order, again) => {
        const of = await ids();
        const events = lifeOf(of);
        await log.hear(...[...order, ...again].flatMap((index) => events[index] ?? []));
        expect(await shown(of)).toMatchObject({ standing: "terminated", sizeClass: "T3", missions: [prevention] });
      }),
      { numRuns: 20 },
    );
  });
});
