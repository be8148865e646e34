import { contracts } from "@cpts/api/Contracts";
import type { EventType } from "@cpts/api/EventType";
import { registry } from "@cpts/api/Registry";
import { queryRows } from "@cpts/testing/database";
import { territories } from "@cpts/service-kit/known/projection";
import type { EncodedEvent, Projection } from "@cpts/service-kit/subscriptions/projection";
import type { ReadFeed } from "@cpts/service-kit/subscriptions/rebuild";
import { foreignEvent, foreignLog, foreignLogId } from "@cpts/service-kit/testing/foreign-log";
import { withSmallSnapshotPages } from "@cpts/service-kit/testing/snapshot-proof";
import { testService, type TestAnswer, type TestRequest, type TestService } from "@cpts/service-kit/testing/test-service";
import { knownContracts } from "../contracts/projection.ts";
import { prevention } from "../service.ts";

/** The log of another service, written by the test: nothing listens at its address. */
export interface WrittenLog {
  readonly tell: (definition: EventType, subject: string, data: unknown) => Promise<void>;
  readonly pages: ReadFeed;
}

/** An event of the service, as its feed gives it. */
export interface SeenEvent {
  readonly type: string;
  readonly subject: string;
  readonly aggregateversion: number;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A prevention service with someone who may write everything, and the logs it learns from. */
export interface Scene {
  readonly service: TestService;
  readonly registry: WrittenLog;
  readonly contracts: WrittenLog;
  /** Token of a service account that may write everywhere. */
  readonly writer: string;
  /** Sends as the writer, in English. */
  readonly send: (method: string, path: string, json?: unknown, request?: Omit<TestRequest, "json">) => Promise<TestAnswer>;
  /** A CPTS of which the registry has told, with this territory. */
  readonly register: (territory?: object, validFrom?: string | null) => Promise<string>;
  readonly setTerritory: (cptsId: string, territory: object, validFrom?: string | null) => Promise<void>;
  /** A contract of which the contracts service has told; gives its id. */
  readonly sign: (cptsId: string, missions: ReadonlyArray<string>, fields?: object) => Promise<string>;
  /** A CPTS with a territory and a contract: an action can be planned. */
  readonly ready: (...communes: ReadonlyArray<string>) => Promise<string>;
  /** Plans an action; fails the test when it is refused. */
  readonly plan: (cptsId: string, fields?: object) => Promise<TestAnswer>;
  readonly publish: (id: string) => Promise<TestAnswer>;
  readonly eventsOf: (id: string) => Promise<ReadonlyArray<SeenEvent>>;
  readonly head: () => Promise<number>;
  readonly rows: (text: string, values?: ReadonlyArray<unknown>) => Promise<ReadonlyArray<Readonly<Record<string, unknown>>>>;
}

/** Nothing is there. */
export const nowhere = { REGISTRY_URL: "http://127.0.0.1:1", CONTRACTS_URL: "http://127.0.0.1:1" };

/** What a plan needs beside its CPTS. */
export const vaccination = { mission: "PREVENTION", title: "Vaccination", communes: ["37003"] };

const accepted = (answer: TestAnswer): TestAnswer => {
  if (answer.status >= 300) throw new Error(`refused: ${answer.text}`);
  return answer;
};

const writtenLog = (service: TestService, projection: Projection): WrittenLog => {
  const log = foreignLog(service, projection);
  const events: Array<EncodedEvent> = [];
  return {
    tell: async (definition, subject, data) => {
      const heard = { definition, subject, data };
      events.push(foreignEvent(projection.source, events.length + 1, heard));
      if ((await log.hear(heard)) > 0) throw new Error(`an event was parked: ${JSON.stringify(heard)}`);
    },
    pages: async (after) => ({ logId: foreignLogId, head: events.length, events: events.slice(after, after + 500) }),
  };
};

const { cptsRegistered, territoryChanged } = registry.events;
const { contractSigned } = contracts.events;
const noFields = { communes: [], parts: [], prose: null, provenance: { status: "declared" } };

/** Starts a prevention service on a database of its own. */
export const scene = async (): Promise<Scene> => {
  const service = await testService(withSmallSnapshotPages(prevention), nowhere);
  const writer = await service.token({ role: "service-account", scope: "prevention:read prevention:write prevention:events" });
  const logs = { registry: writtenLog(service, territories), contracts: writtenLog(service, knownContracts) };
  const send: Scene["send"] = (method, path, json, { headers = {}, ...request } = {}) =>
    service.send(method, path, { token: writer, json, ...request, headers: { "accept-language": "en", ...headers } });
  const setTerritory: Scene["setTerritory"] = (cptsId, territory, validFrom = null) =>
    logs.registry.tell(territoryChanged, cptsId, { ...territoryChanged.example, cptsId, territory: { ...noFields, ...territory }, validFrom, added: [], removed: [] });
  const register: Scene["register"] = async (territory, validFrom) => {
    const cptsId = crypto.randomUUID();
    await logs.registry.tell(cptsRegistered, cptsId, { ...cptsRegistered.example, cptsId });
    if (territory !== undefined) await setTerritory(cptsId, territory, validFrom);
    return cptsId;
  };
  const sign: Scene["sign"] = async (cptsId, missions, fields = {}) => {
    const contractId = crypto.randomUUID();
    const named = missions.map((code) => ({ code, label: null }));
    await logs.contracts.tell(contractSigned, contractId, { ...contractSigned.example, contractId, cptsId, missions: named, ...fields });
    return contractId;
  };
  const read = async (path: string) => (await send("GET", path)).json;
  const eventsAfter = async (after: number): Promise<ReadonlyArray<SeenEvent>> => {
    const page = await read(`/v1/events?after=${after}&limit=500`);
    return page.scannedTo === page.head ? page.events : [...page.events, ...(await eventsAfter(page.scannedTo))];
  };
  return {
    service,
    ...logs,
    writer,
    send,
    register,
    setTerritory,
    sign,
    ready: async (...communes) => {
      const cptsId = await register({ communes: communes.toSorted() });
      await sign(cptsId, ["PREVENTION", "PARCOURS"]);
      return cptsId;
    },
    plan: async (cptsId, fields = {}) => accepted(await send("POST", "/v1/actions", { cptsId, ...vaccination, ...fields })),
    publish: async (id) => accepted(await send("POST", `/v1/actions/${id}/publication`, {})),
    eventsOf: async (id) => (await eventsAfter(0)).filter(({ subject }) => subject === id),
    head: async () => (await read("/v1/events?limit=1")).head,
    rows: (text, values) => queryRows(service.database.url, text, values),
  };
};
