import { Result, Schema } from "effect";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CommuneCode } from "./Cog.ts";
import type { ContractId } from "./Contract.ts";
import { issuesOf } from "./IssueText.ts";
import type { LocalDate } from "./LocalDate.ts";
import type { SignedContract } from "./MissionContract.ts";
import type { PartialDate } from "./PartialDate.ts";
import { changeAction, dayOf, oddityOf, planAction, publishAction, type ActionNotice, type ActionWorld, type CheckedAction } from "./ActionPlanning.ts";
import { ActionId, ActionPatch, isUsual, NewAction, type PreventionAction } from "./PreventionAction.ts";
import { actionChanged, actionPublished } from "./PreventionEvents.ts";

const day = "2026-11-22" as LocalDate;
const id = Schema.decodeUnknownSync(ActionId)("018f6f52-9f5e-7cc1-b6a0-1f2b3c4d5e90");
const newAction = Schema.decodeUnknownSync(NewAction);
const patch = Schema.decodeUnknownSync(ActionPatch);
const body = { cptsId: "018f6f52-9f5e-7cc1-b6a0-1f2b3c4d5e6f", mission: "PREVENTION", title: "Vaccination", communes: ["37003"] };

const contract = (name: string, missions: ReadonlyArray<string>, signedOn: string | null, termYears: number | null = null): SignedContract => ({
  id: name as ContractId,
  missions,
  signedOn: signedOn as PartialDate | null,
  inferredSignedOn: null,
  termYears,
  number: 1,
});
const territoryOf = (communes: ReadonlyArray<string>, parts: ReadonlyArray<readonly [string, string]> = []) => ({
  communes: communes as ReadonlyArray<CommuneCode>,
  parts: parts.map(([commune, name]) => ({ commune: commune as CommuneCode, name })),
});
const world = (fields: Partial<ActionWorld> = {}): ActionWorld => ({ contracts: [contract("c", ["PREVENTION"], "2018")], day, territory: territoryOf(["37003", "37027"]), ...fields });

const planned = (fields: object = {}, at: ActionWorld = world()): PreventionAction => planAction(id, newAction({ ...body, ...fields }), at).action;
const noticesOf = (fields: object, at: ActionWorld): ReadonlyArray<ActionNotice> => planAction(id, newAction({ ...body, ...fields }), at).notices;

describe("an action", () => {
  it("is planned under the contract that holds its mission", () => {
    expect(planned({ communes: ["37027", "37003"], expectedPeople: 0 })).toMatchObject({
      state: "planned",
      contractId: "c",
      communes: [{ code: "37027", parts: [] }, { code: "37003", parts: [] }],
      expectedPeople: 0,
      objective: null,
      provenance: { status: "declared" },
      unusual: [],
      version: 1,
    });
  });

  it("under no contract and in a commune outside is planned all the same, and says so itself", () => {
    const action = planned({ mission: "PARCOURS", communes: ["41018", "37003"] });
    expect(action).toMatchObject({ contractId: null, unusual: ["mission-not-under-contract", "commune-outside-territory"], communes: [{ code: "41018", parts: [], outside: true }, { code: "37003", parts: [] }] });
    expect([isUsual(action), isUsual(planned())]).toEqual([false, true]);
  });

  it("of a mission whose contract has ended on the day of the action says when; an action of the past keeps its contract", () => {
    const at = world({ contracts: [contract("c", ["PREVENTION"], "2018", 5)] });
    expect(noticesOf({}, at)).toEqual([{ _tag: "MissionNotUnderContract", path: ["mission"], mission: "PREVENTION", signedContracts: 1, underContract: [], lastDay: "2023-12-31", suspended: false }]);
    expect(noticesOf({}, { ...at, day: "2023-12-31" as LocalDate })).toEqual([]);
  });

  it("of a mission without contract names the missions that are under contract, beside every commune outside", () => {
    const at = world({ contracts: [contract("c", ["PARCOURS", "ACCES_SOINS"], "2018"), contract("d", ["PARCOURS"], null)] });
    expect(noticesOf({ communes: ["41018", "37003", "18279"] }, at)).toEqual([
      { _tag: "MissionNotUnderContract", path: ["mission"], mission: "PREVENTION", signedContracts: 2, underContract: ["ACCES_SOINS", "PARCOURS"], lastDay: null, suspended: false },
      { _tag: "CommuneOutsideTerritory", path: ["communes", 0], day, code: "41018" },
      { _tag: "CommuneOutsideTerritory", path: ["communes", 2], day, code: "18279" },
    ]);
  });

  it("has no place in a territory that is not known, or that is words", () => {
    expect(noticesOf({}, world({ territory: null }))).toEqual([{ _tag: "NoTerritory", path: ["communes"], day }]);
    expect(noticesOf({}, world({ territory: territoryOf([]) }))).toEqual([{ _tag: "TerritoryInWords", path: ["communes"], day }]);
  });

  it("in a commune held in part says which part", () => {
    const territory = territoryOf(["69381", "75056"], [["31555", "Minimes"], ["31555", "Purpan"], ["69387", "Guillotière"]]);
    const codes = ["31555", "69123", "69381", "69387", "75108"];
    expect(planned({ communes: codes }, world({ territory })).communes).toEqual([
      { code: "31555", parts: ["Minimes", "Purpan"] },
      { code: "69123", parts: ["69381", "Guillotière"] },
      { code: "69381", parts: [] },
      { code: "69387", parts: ["Guillotière"] },
      { code: "75108", parts: [] },
    ]);
    // A quarter of the city, in an arrondissement that is not said, puts no arrondissement in the territory.
    expect(noticesOf({ communes: ["69387"] }, world({ territory: territoryOf([], [["69123", "Guillotière"]]) }))).toHaveLength(1);
  });

  it("is checked on its first day when that is known, else today", () => {
    const on = (from: string | null) => dayOf({ from: from as PartialDate | null, to: null }, day);
    expect([on("2020-05-04"), on("2020-05"), on("--05-04"), on(null), dayOf(null, day)]).toEqual(["2020-05-04", day, day, day, day]);
  });

  it("certainly holds a day", () => {
    const issues = (from: string | null, to: string | null) => issuesOf(NewAction, { ...body, period: { from, to } }).map(({ key, path }) => [path.join("/"), key]);
    for (const [from, to] of [["2026-10-05", "2026-10-06"], ["2026-10", "2026-10"], ["2026", "2026-10-05"], ["--09-22", "2018"], [null, "2018"]] as const) expect(issues(from, to)).toEqual([]);
    for (const [from, to] of [["2026-10-05", "2026-10-05"], ["2026-10", "2026-09"], ["2026-10-05", "2025"]] as const) expect(issues(from, to)).toEqual([["period/to", "period.empty"]]);
  });

  it("names each commune once, at least one, and counts people", () => {
    const issues = (fields: object) => issuesOf(NewAction, { ...body, ...fields }).map(({ key, path }) => [path.join("/"), key]);
    expect(issues({ communes: ["37003", "37027", "37003"] })).toEqual([["communes/2", "action-communes.repeated"]]);
    expect(issues({ communes: [] })).toEqual([["communes", "action-communes.none"]]);
    expect(issues({ communes: Array.from({ length: 2001 }, () => "37003") })).toEqual([["communes", "action-communes.too-many"]]);
    expect(issues({ expectedPeople: -1 })).toEqual([["expectedPeople", "expected-people.range"]]);
  });

  it("holds no social-security number in any text", () => {
    const nir = "1 84 12 76 451 089 46";
    for (const field of ["title", "objective", "audience", "place"])
      expect(issuesOf(NewAction, { ...body, [field]: `pour ${nir}` }).map(({ key, path }) => [path.join("/"), key])).toEqual([[field, "free-text.social-security-number"]]);
  });
});

describe("a planned action", () => {
  const moved = world({ contracts: [contract("new", ["PREVENTION", "PARCOURS"], "2025", 2)], territory: territoryOf(["41018"]) });

  it("keeps what a patch does not name, and null clears", () => {
    const action = planned({ objective: "Couvrir", place: "Mairie" });
    expect(Result.getOrThrow(changeAction(action, patch({ objective: null, title: "Autre" }), world())).action).toMatchObject({ title: "Autre", objective: null, place: "Mairie", version: 2 });
  });

  it("is checked again when its mission, communes or period change, not for its texts", () => {
    const noticed = (change: object) => Result.getOrThrow(changeAction(planned(), patch(change), moved)).notices.map(({ path }) => path.join("/"));
    expect(noticed({ title: "Autre", expectedPeople: 12 })).toEqual([]);
    expect(noticed({ period: null })).toEqual(["communes/0"]);
    expect(noticed({ mission: "PARCOURS" })).toEqual(["communes/0"]);
    expect(noticed({ mission: "ACCES_SOINS", communes: ["41018"] })).toEqual(["mission"]);
    expect(Result.getOrThrow(changeAction(planned(), patch({ communes: ["41018"] }), moved)).action.contractId).toBe("new");
  });

  it("whose commune left the territory says so at its publication; of what was so before, nothing is said again", () => {
    const publish = (action: PreventionAction): CheckedAction => Result.getOrThrow(publishAction(action, "2026" as PartialDate, day, moved));
    const { action, notices } = publish(planned());
    expect([notices.map(oddityOf), action.unusual, action.contractId]).toEqual([["commune-outside-territory"], ["commune-outside-territory"], "new"]);
    expect(publish(planned({}, moved)).notices).toEqual([]);
    expect(publish(planned({ mission: "DE_DEMAIN" }, moved)).notices).toEqual([]);
    const emptied = { ...moved, territory: null };
    expect(Result.getOrThrow(publishAction(planned({}, emptied), "2026" as PartialDate, day, emptied)).notices).toEqual([]);
  });

  it("is published on a day that has come, once, and is fixed then", () => {
    const late = publishAction(planned(), "2027" as PartialDate, day, world());
    expect(Result.isFailure(late) && late.failure._tag).toBe("PublishedInTheFuture");
    const published = Result.getOrThrow(publishAction(planned(), "2026-11" as PartialDate, day, world())).action;
    expect(published).toMatchObject({ state: "published", publishedOn: "2026-11", version: 2 });
    for (const again of [publishAction(published, "2026" as PartialDate, day, world()), changeAction(published, patch({ title: "Autre" }), world())])
      expect(Result.isFailure(again) && again.failure).toMatchObject({ _tag: "ActionAlreadyPublished", actionId: id, publishedOn: "2026-11" });
  });

  it("tells no text before it is published, and all of it then", () => {
    const before = planned({ objective: "Couvrir" });
    const after = { ...before, title: "Atelier", expectedPeople: 30 };
    expect(actionChanged(before, after)).toEqual({ actionId: id, cptsId: before.cptsId, expectedPeople: 30, texts: ["title"] });
    expect(actionChanged(before, { ...before, version: 2 })).toBeNull();
    expect(actionPublished(after, "2026" as PartialDate)).toMatchObject({ title: "Atelier", objective: "Couvrir", place: null, communes: ["37003"] });
  });
});

const codes = fc.constantFrom("37003", "37027", "41018", "75056", "75108", "69123", "69381", "31555");
const codeLists = fc.uniqueArray(codes, { maxLength: 8 });
const missionCodes = fc.constantFrom("PREVENTION", "PARCOURS", "ACCES_SOINS", "DE_DEMAIN");

describe("for any contracts and territories", () => {
  it("what is published lies in the territory of the day and under a signed contract, or says what is unusual about it", () => {
    const parts = fc.array(fc.tuple(codes, fc.constantFrom("Centre", "Gare")), { maxLength: 3 });
    const contractLists = fc.array(fc.array(missionCodes, { maxLength: 3 }), { maxLength: 3 });
    const tally = { published: 0, refused: 0 };
    fc.assert(
      fc.property(codeLists, parts, fc.array(codes, { minLength: 1, maxLength: 3 }).map((list) => [...new Set(list)]), contractLists, missionCodes, (before, held, communes, contracts, mission) => {
        const at = world({ territory: territoryOf(before, held), contracts: contracts.map((missions, number) => contract(`c${number}`, missions, null, number)) });
        const whole = (code: string) => before.some((one) => one === code);
        const partly = (code: string) => whole(code) || held.some(([commune]) => commune === code);
        const inside = (code: string) =>
          partly(code) || (code === "75108" && whole("75056")) || (code === "69381" && whole("69123")) || (code === "75056" && partly("75108")) || (code === "69123" && partly("69381"));
        const fits = communes.every(inside) && contracts.some((missions) => missions.includes(mission));
        const plan = planAction(id, newAction({ ...body, mission, communes }), at);
        expect([plan.notices.length === 0, isUsual(plan.action)]).toEqual([fits, fits]);
        const elsewhere = planned({ mission, communes }, world({ territory: territoryOf(communes), contracts: [contract("any", [mission], null)] }));
        const { action, notices } = Result.getOrThrow(publishAction(elsewhere, "2026" as PartialDate, day, at));
        expect([notices.length === 0, isUsual(action)]).toEqual([fits, fits]);
        const under = action.contractId === null ? [mission] : at.contracts.find((one) => one.id === action.contractId)?.missions;
        expect(under).toContain(mission);
        tally[fits ? "published" : "refused"] += 1;
      }),
      { numRuns: 1_000 },
    );
    expect(Math.min(tally.published, tally.refused)).toBeGreaterThan(20);
  });
});
