import { contracts } from "@cpts/api/Contracts";
import { directory } from "@cpts/api/Directory";
import type { EventType } from "@cpts/api/EventType";
import { registry } from "@cpts/api/Registry";
import { territories } from "@cpts/service-kit/known/projection";
import type { EncodedEvent, Projection } from "@cpts/service-kit/subscriptions/projection";
import type { ReadFeed } from "@cpts/service-kit/subscriptions/rebuild";
import { foreignEvent, foreignLog, foreignLogId } from "@cpts/service-kit/testing/foreign-log";
import { withSmallSnapshotPages } from "@cpts/service-kit/testing/snapshot-proof";
import { testService, type TestAnswer, type TestService } from "@cpts/service-kit/testing/test-service";
import { accepted, writingScene, type WritingScene } from "@cpts/service-kit/testing/writing-scene";
import { knownDeadlines } from "../calendars/deadlines.ts";
import { knownMeetings } from "../calendars/meetings.ts";
import { knownContracts } from "../contracts/projection.ts";
import { knownMembers } from "../members/projection.ts";
import { prevention } from "../service.ts";

/** The log of another service, written by the test: nothing listens at its address. */
export interface WrittenLog {
  readonly tell: (definition: EventType, subject: string, data: unknown, version?: number) => Promise<void>;
  readonly pages: ReadFeed;
}

/** A prevention service with someone who may write everything, and the logs it learns from. */
export interface Scene extends WritingScene {
  readonly registry: WrittenLog;
  readonly contracts: WrittenLog;
  readonly directory: WrittenLog;
  /** A CPTS of which the registry has told, with this territory. */
  readonly register: (territory?: object, validFrom?: string | null) => Promise<string>;
  readonly setTerritory: (cptsId: string, territory: object, validFrom?: string | null) => Promise<void>;
  /** A contract of which the contracts service has told; gives its id. */
  readonly sign: (cptsId: string, missions: ReadonlyArray<string>, fields?: object) => Promise<string>;
  /** An action sheet of a contract of a CPTS; gives its id. */
  readonly sheet: (cptsId: string) => Promise<string>;
  /** An organization of which the directory has told. */
  readonly organization: () => Promise<string>;
  /** A CPTS with a territory and a contract: an action can be planned. */
  readonly ready: (...communes: ReadonlyArray<string>) => Promise<string>;
  /** Plans an action; fails the test when it is refused. */
  readonly plan: (cptsId: string, fields?: object) => Promise<TestAnswer>;
  readonly publish: (id: string) => Promise<TestAnswer>;
  /** Plans a session of an action; fails the test when it is refused. */
  readonly planSession: (actionId: string, fields?: object) => Promise<TestAnswer>;
  /** Somebody of whom the directory has told: a member of the CPTS unless said otherwise. */
  readonly professional: (cptsId: string | null, membership?: object) => Promise<string>;
}

/** Pathways, crises and calendars have tests of their own beside them. */
export const isApart = ({ path }: { readonly path: string }): boolean => /^\/v1\/(?:pathways|cris[ei]s|calendar)/u.test(path);

/** Nothing is there. */
export const nowhere = { REGISTRY_URL: "http://127.0.0.1:1", CONTRACTS_URL: "http://127.0.0.1:1", DIRECTORY_URL: "http://127.0.0.1:1" };

/** What a plan needs beside its CPTS. */
export const vaccination = { mission: "PREVENTION", title: "Vaccination", communes: ["37003"] };

/** What a session needs: a morning that is past. */
export const morning = { place: { commune: "37003" }, start: { date: "2026-10-13", time: "09:00" }, end: { date: "2026-10-13", time: "12:00" } };

/** A log that all who follow it hear. */
const writtenLog = (service: TestService, projection: Projection, ...others: ReadonlyArray<Projection>): WrittenLog => {
  const logs = [projection, ...others].map((followed) => foreignLog(service, followed));
  const events: Array<EncodedEvent> = [];
  return {
    tell: async (definition, subject, data, version) => {
      const heard = { definition, subject, data, ...(version === undefined ? {} : { version }) };
      events.push(foreignEvent(projection.source, events.length + 1, heard));
      for (const log of logs) if ((await log.hear(heard)) > 0) throw new Error(`an event was parked: ${JSON.stringify(heard)}`);
    },
    pages: async (after) => ({ logId: foreignLogId, head: events.length, events: events.slice(after, after + 500) }),
  };
};

const { cptsRegistered, territoryChanged } = registry.events;
const { contractSigned } = contracts.events;
const noFields = { communes: [], parts: [], prose: null, provenance: { status: "declared" } };

/** Starts a prevention service on a database of its own. */
export const scene = async (surroundings: Parameters<typeof testService>[2] = {}): Promise<Scene> => {
  const service = await testService(withSmallSnapshotPages(prevention), nowhere, surroundings);
  const logs = { registry: writtenLog(service, territories), contracts: writtenLog(service, knownContracts, knownDeadlines), directory: writtenLog(service, knownMembers, knownMeetings) };
  const writing = await writingScene(service, "prevention");
  const { send } = writing;
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
  return {
    ...writing,
    ...logs,
    register,
    setTerritory,
    sign,
    sheet: async (cptsId) => {
      const actionSheetId = crypto.randomUUID();
      const { actionSheetAdded } = contracts.events;
      await logs.contracts.tell(actionSheetAdded, actionSheetId, { ...actionSheetAdded.example, actionSheetId, cptsId });
      return actionSheetId;
    },
    organization: async () => {
      const organizationId = crypto.randomUUID();
      const { organizationRegistered } = directory.events;
      await logs.directory.tell(organizationRegistered, organizationId, { ...organizationRegistered.example, organizationId });
      return organizationId;
    },
    ready: async (...communes) => {
      const cptsId = await register({ communes: communes.toSorted() });
      await sign(cptsId, ["PREVENTION", "PARCOURS"]);
      return cptsId;
    },
    plan: async (cptsId, fields = {}) => accepted(await send("POST", "/v1/actions", { cptsId, ...vaccination, ...fields })),
    planSession: async (actionId, fields = {}) => accepted(await send("POST", `/v1/actions/${actionId}/sessions`, { ...morning, ...fields })),
    professional: async (cptsId, membership = {}) => {
      const { membershipRecorded, professionalRegistered } = directory.events;
      const professionalId = crypto.randomUUID();
      await logs.directory.tell(professionalRegistered, professionalId, { professionalId, profession: "60" });
      if (cptsId === null) return professionalId;
      const membershipId = crypto.randomUUID();
      await logs.directory.tell(membershipRecorded, membershipId, { membershipId, cptsId, professionalId, organizationId: null, validFrom: "2020", validTo: null, ...membership });
      return professionalId;
    },
    publish: async (id) => accepted(await send("POST", `/v1/actions/${id}/publication`, {})),
  };
};
