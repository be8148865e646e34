import { contracts as contract } from "@cpts/api/Contracts";
import { aciGrids, indicators as deliveredIndicators } from "@cpts/reference-data";
import { only, provesSnapshot, statedOnce, toldAsShown, type Choice, type Follower } from "@cpts/service-kit/testing/snapshot-proof";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { liveContracts, measuredContract, measures } from "./testing/one-of-each.ts";
import { scene, type Scene } from "./testing/scene.ts";

const { endpoints, events } = contract;
const terms = ["cptsId", "kind", "attachmentDepartement", "missions", "announced", "termYears", "provenance"] as const;
const changes: ReadonlyArray<string> = [events.contractDrafted.type, events.contractChanged.type, events.contractSigned.type];

/** Every event of a contract is of one of its versions; those of its sheets too. */
const ofContracts: Follower = {
  endpoint: endpoints.snapshotContracts,
  told: ({ aggregateversion: version, data, type }) => {
    const signed = type === events.contractSigned.type ? { state: "signed", ...only(data, "signedOn", "sizeClass") } : {};
    const drafted = type === events.contractDrafted.type ? { state: "draft" } : type === events.contractTakenOver.type ? only({ announced: null, ...data }, "announced") : {};
    // Told whole with a draft and a signature, which name no regime by leaving it out; else where it changed.
    const regime = type === events.contractChanged.type ? only(data, "fundingRegime") : changes.includes(type) ? only({ fundingRegime: null, ...data }, "fundingRegime") : {};
    return { id: String(data["contractId"]), fields: { version, ...drafted, ...(changes.includes(type) ? only(data, ...terms) : {}), ...regime, ...signed } };
  },
  shown: ({ fundingRegime, signature, ...item }) => ({ ...only(item, "version", "state", ...terms), fundingRegime: fundingRegime?.origin === "declared" ? only(fundingRegime, "code", "provenance") : null, ...(signature === null ? {} : { signedOn: signature.signedOn, sizeClass: item.sizeClass }) }),
};

const stepsByType: Readonly<Record<string, string>> = {
  [events.contractSuspended.type]: "suspend",
  [events.contractResumed.type]: "resume",
  [events.contractTerminated.type]: "terminate",
  [events.contractRenewed.type]: "renew",
};
const nothingYet = { steps: [], amendments: [], started: [], deployed: [], expiredOn: null };

const lives: Follower = {
  endpoint: endpoints.snapshotContractLives,
  told: ({ data, type }, kept) => {
    const id = String(data["contractId"]);
    const { [id]: known = nothingYet } = Object.fromEntries(kept);
    const added = (field: "amendments" | "deployed" | "started" | "steps", one: object) => ({ id, fields: { [field]: [...(known as typeof nothingYet)[field], one] } });
    const action = stepsByType[type];
    if (type === events.contractSigned.type) return { id, fields: { cptsId: data["cptsId"], ...nothingYet } };
    if (action !== undefined) return added("steps", { action, on: data["on"] });
    if (type === events.contractAmended.type) return added("amendments", only(data, "number", "signedOn", "effectiveOn", "changes"));
    if (type === events.missionProgressed.type) return added(data["stage"] === "started" ? "started" : "deployed", only(data, "code", "on"));
    if (type === events.contractEntryWithdrawn.type) {
      const taken = { step: "steps", amendment: "amendments", "mission-start": "started", "mission-deployment": "deployed" }[String(data["entry"])] as "steps";
      const list: ReadonlyArray<{ readonly code?: unknown }> = (known as typeof nothingYet)[taken];
      return { id, fields: { [taken]: data["mission"] === null ? list.slice(0, -1) : list.filter(({ code }) => code !== data["mission"]) } };
    }
    if (type === events.contractExpired.type) return { id, fields: { expiredOn: data["on"] } };
    if (type !== events.contractTakenOver.type) return null;
    // The payload of this very type.
    const steps = data["steps"] as ReadonlyArray<Readonly<Record<string, unknown>>>;
    return { id, fields: { steps: steps.map((one) => only(one, "action", "on")), amendments: data["amendments"], started: data["missionStarts"] } };
  },
  shown: (item) => only(item, "cptsId", ...Object.keys(nothingYet)),
};

const sheetFields = ["contractId", "number", "title", "missions"] as const;
const sheets: Follower = {
  endpoint: endpoints.snapshotActionSheets,
  told: ({ data, type }) => {
    const details = type === events.actionSheetChanged.type ? only(data, "from", "to", "indicators", "progress", "leadId") : { from: null, to: null, indicators: [], progress: null, leadId: null };
    return { id: String(data["actionSheetId"]), fields: { ...only(data, ...sheetFields), ...details } };
  },
  shown: (item) => only(item, ...sheetFields, "from", "to", "indicators", "progress", "leadId"),
};

const ofDeadlines: Follower = {
  endpoint: endpoints.snapshotDeadlines,
  told: ({ data, type }) => ({ id: String(data["deadlineId"]), fields: { ...only(data, "contractId", "cptsId", "kind", "on", "missions", "metOn"), withdrawn: type === events.deadlineWithdrawn.type } }),
  shown: ({ state, ...item }) => ({ ...only(item, "contractId", "cptsId", "kind", "on", "missions", "metOn"), withdrawn: state === "withdrawn" }),
};

const countFields = ["region", "kind", "before", "on", "total"] as const;
const counts: Follower = {
  ...statedOnce(endpoints.snapshotContractCounts, "contractCountId", ...countFields, "counts"),
  shown: ({ counts: counted, ...item }) => ({ ...only(item, ...countFields), counts: counted.map(({ declared, departement }: { declared: number; departement: string }) => ({ departement, value: declared })) }),
};

/** Small counts are left out of events: these are not. */
const observed = ["contractId", "cptsId", "indicator", "contractYear", "from", "to", "numerator", "denominator", "value", "unit", "rule", "proposalId", "corrects"] as const;
const observations: Follower = {
  endpoint: endpoints.snapshotObservations,
  told: ({ data, type }) => {
    const id = String(data["observationId"]);
    if (type === events.observationValidated.type) return { id, fields: { isValidated: true } };
    const now = { id, fields: { ...only(data, ...observed), correctedBy: null, isValidated: false } };
    return data["corrects"] === null ? now : [now, { id: String(data["corrects"]), fields: { correctedBy: id } }];
  },
  shown: (item) => ({ ...only(item, ...observed, "correctedBy"), isValidated: item.validatedBy !== null }),
};

const decided = { decidedOn: null, hash: null, rates: null };
const reviews: Follower = {
  ...toldAsShown(endpoints.snapshotReviews, "reviewId"),
  told: ({ aggregateversion: version, data, type }) => ({ id: String(data["reviewId"]), fields: { ...data, version, ...(type === events.reviewClosed.type ? { state: "closed" } : decided) } }),
};

const campaigns: Follower = {
  endpoint: endpoints.snapshotReviewCampaigns,
  told: ({ data, type }, kept) => {
    const id = String(data["campaignId"]);
    // The payload of these very types.
    type Held = ReadonlyArray<Readonly<Record<string, unknown>>>;
    if (type === events.reviewCampaignOpened.type) return { id, fields: { ...data, contracts: (data["contracts"] as Held).map((one) => ({ ...one, reminders: 0 })) } };
    const held = (Object.fromEntries(kept)[id]?.["contracts"] ?? []) as Held;
    return { id, fields: { contracts: held.map((one) => (one["contractId"] === data["contractId"] ? { ...one, reminders: Number(one["reminders"]) + 1 } : one)) } };
  },
  shown: (item) => item,
  idOf: ({ campaignId }) => campaignId,
};
const questions: Follower = {
  endpoint: endpoints.snapshotReviewQuestions,
  told: ({ data, type }, kept) => {
    const id = String(data["questionId"]);
    if (type === events.reviewQuestionAsked.type) return { id, fields: { ...data, answered: [] } };
    const before = (Object.fromEntries(kept)[id]?.["answered"] ?? []) as ReadonlyArray<Readonly<Record<string, unknown>>>;
    const others = before.filter((one) => one["contractId"] !== data["contractId"]);
    return { id, fields: { answered: [...others, only(data, "contractId", "answers")].toSorted((a, b) => (String(a["contractId"]) < String(b["contractId"]) ? -1 : 1)) } };
  },
  shown: (item) => item,
  idOf: ({ questionId }) => questionId,
};

const grids: Follower = {
  ...statedOnce(endpoints.snapshotGrids, "gridId", "family", "effectiveFrom", "effectiveTo"),
  shown: (item) => only(item, "family", "effectiveFrom", "effectiveTo"),
  before: new Map(aciGrids.map((grid) => [grid.id, only({ ...grid }, "family", "effectiveFrom", "effectiveTo")])),
};
const indicators: Follower = {
  ...statedOnce(endpoints.snapshotIndicators, "indicator", "mission", "kind", "status"),
  before: new Map(deliveredIndicators.map((row) => [row.code, only({ ...row }, "mission", "kind", "status")])),
  idOf: ({ code }) => code,
};

let world: Scene;
let token: string;
let cptsIds: readonly [string, string];
let writeMeasures: (choice: Choice) => Promise<void>;
const ids: Array<string> = [];
beforeAll(async () => {
  world = await scene();
  token = await world.service.token({ role: "service-account", scope: "contracts:events contracts:read contracts:money" });
  const admin = await world.service.token({ role: "platform-admin" });
  await liveContracts(world);
  const measured = await measuredContract(world, admin);
  // Its first reminder is due at once.
  await vi.waitUntil(async () => (await reminded(measured)).length > 0, { timeout: 60_000 });
  writeMeasures = measures(world, [measured], admin);
  cptsIds = [await world.know("CPTS Une", { population: 50_000 }), await world.know("CPTS Autre")];
});
afterAll(() => world.service.stop());

const reminded = async (contractId: string) => {
  const { json } = await world.service.send("GET", "/v1/review-campaigns", { token });
  return world.eventsOf(`reminders/${json.items[0]?.id}/${contractId}`);
};

const write = async ({ below, of }: Choice): Promise<void> => {
  const id = of(ids[0] ?? "", ...ids);
  const kind = ids.length === 0 ? 0 : below(9);
  if (kind === 0) {
    const drafted = { kind: of("contrat-territorial-de-sante", "aci"), parties: [{ capacity: "cpts" }, { capacity: "ars" }, { capacity: "msa" }], missions: [{ code: "PREVENTION" }], attachmentDepartement: of("37", "45"), announced: of(null, { on: "2018-01-17" }) ?? undefined, fundingRegime: of(null, { code: "fir" }) ?? undefined };
    const { json, status } = await world.send("POST", "/v1/contracts", { cptsId: of(...cptsIds), ...drafted });
    if (status === 201) ids.push(json.id);
  } else if (kind === 1 || kind === 2) await world.send("PATCH", `/v1/contracts/${id}`, { termYears: 1 + below(9), fundingRegime: of(null, { code: "aci", provenance: { status: "sourced", source: { document: "Contrat" } } }), missions: [{ code: "PREVENTION", label: `Mission ${below(100)}` }] }, { headers: { "if-match": (await world.read(`/v1/contracts/${id}`)).headers.get("etag") ?? "" } });
  else if (kind === 3) await world.sign(id, { signedOn: of("2017-11-30", "2018", "--11-30", "2025-01-01"), signatories: [{ capacity: "ars" }] });
  else if (kind === 4) {
    const { json, status } = await world.send("POST", `/v1/contracts/${id}/action-sheets`, { title: `Fiche ${below(1_000)}`, missions: ["PARCOURS"] });
    const path = `/v1/contracts/${id}/action-sheets/${json.id}`;
    if (status === 201 && below(2) === 0) await world.send("PATCH", path, { title: `Fiche ${below(1_000)}`, from: of("2018", null), indicators: ["ONE"] }, { headers: { "if-match": (await world.read(path)).headers.get("etag") ?? "" } });
    if (status === 201 && below(2) === 0) await world.send("POST", `${path}/progress`, { on: of("2018-02-01", "2019-01-01"), state: of("running", "done") });
  }
  else if (kind === 5) await world.send("POST", `/v1/contracts/${id}/steps`, { action: of("suspend", "resume", "renew", "terminate"), on: of("2018-02", "2019", "2025-01-01"), document: { document: "Lettre" } });
  else if (kind === 8) {
    const { steps } = (await world.read(`/v1/contracts/${id}/life`)).json;
    const last = steps?.at(-1);
    if (last !== undefined) await world.send("POST", `/v1/contracts/${id}/steps/withdrawal`, { action: last.action, on: last.on, reason: "Erreur" });
  }
  else if (kind === 6) await world.territory(of(...cptsIds), null, of(20_000, 50_000, 90_000, 200_000) + below(1_000));
  else await world.send("POST", "/v1/contract-counts", { region: "24", kind: "aci", total: { value: below(9) }, counts: [{ departement: "37", value: below(9) }], provenance: { status: "sourced", source: { document: "Communiqué" } } });
};

const ofLife = { contracts: ofContracts, "contract lives": lives, "contract sizes": toldAsShown(endpoints.snapshotContractSizes, "contractId"), "action sheets": sheets, counts, deadlines: ofDeadlines, discrepancies: toldAsShown(endpoints.snapshotDiscrepancies, "cptsId") };
const ofMeasures = {
  grids,
  indicators,
  "indicator plans": toldAsShown(endpoints.snapshotIndicatorPlans, "contractId"),
  observations,
  "proposal decisions": toldAsShown(endpoints.snapshotProposalDecisions, "proposalId"),
  reviews,
  "review campaigns": campaigns,
  "review questions": questions,
  payouts: toldAsShown(endpoints.snapshotPayouts, "statementId"),
};

describe("a snapshot of the contracts service, then its events", () => {
  test.each(Object.entries(ofLife))("of %s, gives what all its events give", async (_, follower) => {
    expect(await provesSnapshot({ service: world.service, token, write }, follower, { runs: 1 })).toBeGreaterThan(0);
  });

  test.each(Object.entries(ofMeasures))("of %s, gives what all their events give", async (_, follower) => {
    expect(await provesSnapshot({ service: world.service, token, write: writeMeasures }, follower, { runs: 1, writes: 12 })).toBeGreaterThan(0);
  });

  test("is for those who may read its log, and see all of it: exact counts, and money behind its own right", async () => {
    const status = async (path: string, role: string, scope: string) => (await world.service.send("GET", path, { token: await world.service.token({ role, scope }) })).status;
    const closed: ReadonlySet<string> = new Set(["observations", "proposal-decisions", "reviews", "review-campaigns", "review-questions"]);
    for (const { endpoint } of [...Object.values(ofLife), ...Object.values(ofMeasures)]) {
      const { collection } = endpoint.snapshotOf;
      expect((await world.service.send("GET", endpoint.path)).status).toBe(401);
      const granted: Array<number> = [];
      // One after the other: few snapshots are taken at a time.
      for (const scope of ["contracts:read", "contracts:events", "contracts:read contracts:events", "contracts:money contracts:events"]) granted.push(await status(endpoint.path, "service-account", scope));
      const isMoney = collection === "payout-statements";
      const sees = !closed.has(collection) && !isMoney ? 200 : 403;
      expect([collection, await status(endpoint.path, "coordinator", ""), ...granted]).toEqual([collection, 403, 403, sees, isMoney ? 403 : 200, isMoney ? 200 : sees]);
    }
  });
});
