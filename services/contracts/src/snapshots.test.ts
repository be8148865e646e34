import { contracts as contract } from "@cpts/api/Contracts";
import { only, provesSnapshot, statedOnce, type Choice, type Follower } from "@cpts/service-kit/testing/snapshot-proof";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "./testing/scene.ts";

const { endpoints, events } = contract;
const terms = ["cptsId", "kind", "attachmentDepartement", "missions", "announced", "termYears", "provenance"] as const;
const changes: ReadonlyArray<string> = [events.contractDrafted.type, events.contractChanged.type, events.contractSigned.type];

/** Every event of a contract is of one of its versions; those of its sheets too. */
const ofContracts: Follower = {
  endpoint: endpoints.snapshotContracts,
  told: ({ aggregateversion: version, data, type }) => {
    if (type === events.discrepanciesChanged.type || data["contractId"] === undefined || data["deadlineId"] !== undefined) return null;
    const signed = type === events.contractSigned.type ? { state: "signed", ...only(data, "signedOn", "sizeClass") } : {};
    const drafted = type === events.contractDrafted.type ? { state: "draft" } : {};
    return { id: String(data["contractId"]), fields: { version, ...drafted, ...(changes.includes(type) ? only(data, ...terms) : {}), ...signed } };
  },
  shown: ({ signature, ...item }) => ({ ...only(item, "version", "state", ...terms), ...(signature === null ? {} : { signedOn: signature.signedOn, sizeClass: item.sizeClass }) }),
};

const sheetFields = ["contractId", "number", "title", "missions"] as const;
const sheets: Follower = {
  ...statedOnce(endpoints.snapshotActionSheets, events.actionSheetAdded.type, "actionSheetId", ...sheetFields),
  told: ({ data, type }) => {
    const details = type === events.actionSheetChanged.type ? only(data, "from", "to", "indicators", "progress", "leadId") : type === events.actionSheetAdded.type ? { from: null, to: null, indicators: [], progress: null, leadId: null } : null;
    return details === null ? null : { id: String(data["actionSheetId"]), fields: { ...only(data, ...sheetFields), ...details } };
  },
  shown: (item) => only(item, ...sheetFields, "from", "to", "indicators", "progress", "leadId"),
};

const ofDeadlines: Follower = {
  endpoint: endpoints.snapshotDeadlines,
  told: ({ data, type }) => (type === events.deadlineAnnounced.type ? { id: String(data["deadlineId"]), fields: only(data, "contractId", "cptsId", "kind", "on", "missions", "metOn") } : null),
  shown: (item) => only(item, "contractId", "cptsId", "kind", "on", "missions", "metOn"),
};

const countFields = ["region", "kind", "before", "on", "total"] as const;
const counts: Follower = {
  ...statedOnce(endpoints.snapshotContractCounts, events.contractCountDeclared.type, "contractCountId", ...countFields, "counts"),
  shown: ({ counts: counted, ...item }) => ({ ...only(item, ...countFields), counts: counted.map(({ declared, departement }: { declared: number; departement: string }) => ({ departement, value: declared })) }),
};

let world: Scene;
let token: string;
let cptsIds: readonly [string, string];
const ids: Array<string> = [];
beforeAll(async () => {
  world = await scene();
  token = await world.service.token({ role: "service-account", scope: "contracts:events" });
  cptsIds = [await world.know("CPTS Une", { population: 50_000 }), await world.know("CPTS Autre")];
});
afterAll(() => world.service.stop());

const write = async ({ below, of }: Choice): Promise<void> => {
  const id = of(ids[0] ?? "", ...ids);
  const kind = ids.length === 0 ? 0 : below(7);
  if (kind === 0) {
    const drafted = { kind: of("contrat-territorial-de-sante", "aci"), parties: [{ capacity: "cpts" }, { capacity: "ars" }, { capacity: "msa" }], missions: [{ code: "PREVENTION" }], attachmentDepartement: of("37", "45"), announced: of(null, { on: "2018-01-17" }) ?? undefined };
    const { json, status } = await world.send("POST", "/v1/contracts", { cptsId: of(...cptsIds), ...drafted });
    if (status === 201) ids.push(json.id);
  } else if (kind === 1 || kind === 2) await world.send("PATCH", `/v1/contracts/${id}`, { termYears: 1 + below(9), missions: [{ code: "PREVENTION", label: `Mission ${below(100)}` }] }, { headers: { "if-match": (await world.read(`/v1/contracts/${id}`)).headers.get("etag") ?? "" } });
  else if (kind === 3) await world.sign(id, { signedOn: of("2017-11-30", "2018", "--11-30", "2025-01-01"), signatories: [{ capacity: "ars" }] });
  else if (kind === 4) {
    const { json, status } = await world.send("POST", `/v1/contracts/${id}/action-sheets`, { title: `Fiche ${below(1_000)}`, missions: ["PARCOURS"] });
    const path = `/v1/contracts/${id}/action-sheets/${json.id}`;
    if (status === 201 && below(2) === 0) await world.send("PATCH", path, { title: `Fiche ${below(1_000)}`, from: of("2018", null), indicators: ["ONE"] }, { headers: { "if-match": (await world.read(path)).headers.get("etag") ?? "" } });
    if (status === 201 && below(2) === 0) await world.send("POST", `${path}/progress`, { on: of("2018-02-01", "2019-01-01"), state: of("running", "done") });
  }
  else if (kind === 5) await world.send("POST", `/v1/contracts/${id}/steps`, { action: of("suspend", "resume", "renew", "terminate"), on: of("2018-02", "2019", "2025-01-01"), document: { document: "Lettre" } });
  else await world.send("POST", "/v1/contract-counts", { region: "24", kind: "aci", total: { value: below(9) }, counts: [{ departement: "37", value: below(9) }], provenance: { status: "sourced", source: { document: "Communiqué" } } });
};

describe("a snapshot of the contracts service, then its events", () => {
  test.each([["contracts", ofContracts], ["action sheets", sheets], ["counts", counts], ["deadlines", ofDeadlines]] as const)("of %s, gives what all its events give", async (_, follower) => {
    expect(await provesSnapshot({ service: world.service, token, write }, follower)).toBeGreaterThan(0);
  });

  test("is for those who may read its log", async () => {
    const status = async (path: string, role: string) => (await world.service.send("GET", path, { token: await world.service.token({ role, scope: "contracts:read" }) })).status;
    for (const { endpoint } of [ofContracts, sheets, counts, ofDeadlines]) {
      expect((await world.service.send("GET", endpoint.path)).status).toBe(401);
      expect([await status(endpoint.path, "coordinator"), await status(endpoint.path, "service-account")]).toEqual([403, 403]);
    }
  });
});
