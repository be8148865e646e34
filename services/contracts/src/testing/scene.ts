import { directory } from "@cpts/api/Directory";
import type { EventType } from "@cpts/api/EventType";
import { prevention } from "@cpts/api/Prevention";
import { registry } from "@cpts/api/Registry";
import type { Projection } from "@cpts/service-kit/subscriptions/projection";
import type { Surroundings } from "@cpts/service-kit/service";
import { foreignLog } from "@cpts/service-kit/testing/foreign-log";
import { withSmallSnapshotPages } from "@cpts/service-kit/testing/snapshot-proof";
import { testService, type TestAnswer, type TestRequest, type TestService } from "@cpts/service-kit/testing/test-service";
import { accepted, writingScene, type WritingScene } from "@cpts/service-kit/testing/writing-scene";
import { attendances } from "../money/attendance.ts";
import { directoryProposals, preventionProposals } from "../indicators/proposals.ts";
import { crises, letters } from "../funding/known.ts";
import { parties } from "../parties/projection.ts";
import { officers } from "../portfolio/officers.ts";
import { healthProjects } from "../projects/known.ts";
import { contracts } from "../service.ts";
import { territories } from "../sizes/territories.ts";

type Json = Readonly<Record<string, unknown>>;

/** A contracts service that hears the registry and the directory only through the test. */
export interface Scene extends WritingScene {
  /** Sends a write twice under one key; gives the answer and fails unless both were the same and the second did nothing. */
  readonly twice: (method: string, path: string, json: unknown, request?: Omit<TestRequest, "json">) => Promise<TestAnswer>;
  /** Tells of a CPTS, and of its territory when there are communes. */
  readonly know: (name: string, territory?: { readonly communes?: ReadonlyArray<string>; readonly validFrom?: string | null; readonly population?: number | null; readonly status?: string }) => Promise<string>;
  readonly rename: (cptsId: string, name: string) => Promise<void>;
  readonly territory: (cptsId: string, validFrom: string | null, population: number | null, communes?: ReadonlyArray<string>) => Promise<void>;
  readonly organization: (name: string, kind: string) => Promise<string>;
  readonly professional: () => Promise<string>;
  /** Tells that the health project of a CPTS was validated on a day. */
  readonly validate: (cptsId: string, on: string) => Promise<void>;
  /** Tells that a referent of the registry follows a CPTS; gives the id of the referent. */
  readonly entrust: (cptsId: string, dates?: { readonly validFrom?: string | null; readonly validTo?: string | null }, referentId?: string) => Promise<string>;
  /** Tells that the letter of intent of a CPTS was validated, a version of its crisis plan published, or a crisis activated. */
  readonly letter: (cptsId: string, on: string, decision?: "validated" | "returned") => Promise<void>;
  readonly crisisPlan: (cptsId: string, on: string, number: number) => Promise<void>;
  readonly crisis: (cptsId: string, activatedAt: string) => Promise<void>;
  /** Tells who was at a meeting of a CPTS for an hour. */
  readonly attended: (cptsId: string, on: string, people: ReadonlyArray<string>, minutes?: number, meetingId?: string) => Promise<string>;
  /** Tells that the directory, or prevention, proposes a value of an indicator; gives the id of the proposal. */
  readonly propose: (source: "directory" | "prevention", fields: Json) => Promise<string>;
  /** Drafts a contract and gives its id; fails the test when it is refused. */
  readonly draft: (fields: Json) => Promise<string>;
  readonly sign: (id: string, fields: Json) => Promise<TestAnswer>;
  readonly read: (path: string) => Promise<TestAnswer>;
  /** What the last event about a CPTS says does not fit, by code. */
  readonly discrepancies: (cptsId: string) => Promise<ReadonlyArray<Json & { readonly code: string; readonly verdict: string; readonly details: Json; readonly sources: ReadonlyArray<Json> }>>;
}

/** Nothing listens there: what the scene tells is all there is. */
const nowhere = "http://127.0.0.1:1";

const makeTell = (service: TestService) => {
  const logs = new Map([territories, parties, healthProjects, officers, letters, crises, attendances, directoryProposals, preventionProposals].map((projection) => [projection, foreignLog(service, projection)]));
  let told: Promise<void> = Promise.resolve();
  const apply = async (projection: Projection, definition: EventType, subject: string, data: unknown): Promise<void> => {
    if ((await logs.get(projection)?.hear({ definition, subject, data })) !== 0) throw new Error(`the event was refused: ${definition.type}`);
  };
  // One after the other, as a log has them.
  return (...event: Parameters<typeof apply>): Promise<void> => (told = told.then(() => apply(...event)));
};

const teller = (service: TestService): Pick<Scene, "know" | "rename" | "territory" | "organization" | "professional" | "validate" | "entrust" | "letter" | "crisisPlan" | "crisis" | "attended" | "propose"> => {
  const tell = makeTell(service);
  const territory: Scene["territory"] = (cptsId, validFrom, population, communes = ["37003"]) =>
    tell(territories, registry.events.territoryChanged, cptsId, {
      ...registry.events.territoryChanged.example,
      cptsId,
      territory: { communes, parts: [], prose: null, provenance: { status: "declared" } },
      validFrom,
      figures: { population, populationSource: "insee-municipale 2023", sizeClass: null, status: "reconstructed" },
    });
  return {
    territory,
    rename: (cptsId, name) => tell(territories, registry.events.cptsChanged, cptsId, { cptsId, name }),
    know: async (name, { communes = ["37003"], population = null, validFrom = null } = {}) => {
      const cptsId = crypto.randomUUID();
      await tell(territories, registry.events.cptsRegistered, cptsId, { ...registry.events.cptsRegistered.example, cptsId, name });
      if (communes.length > 0) await territory(cptsId, validFrom, population, communes);
      return cptsId;
    },
    organization: async (name, kind) => {
      const organizationId = crypto.randomUUID();
      await tell(parties, directory.events.organizationRegistered, organizationId, { ...directory.events.organizationRegistered.example, organizationId, name, kind });
      return organizationId;
    },
    validate: (cptsId, on) => tell(healthProjects, registry.events.projectValidated, cptsId, { ...registry.events.projectValidated.example, cptsId, projectId: crypto.randomUUID(), on }),
    entrust: async (cptsId, { validFrom = null, validTo = null } = {}, referentId = crypto.randomUUID()) => {
      await tell(officers, registry.events.referentRegistered, referentId, { ...registry.events.referentRegistered.example, referentId });
      await tell(officers, registry.events.portfolioChanged, referentId, { referentId, assignmentId: crypto.randomUUID(), cptsId, validFrom, validTo });
      return referentId;
    },
    letter: (cptsId, on, decision = "validated") => tell(letters, registry.events.letterDecided, cptsId, { ...registry.events.letterDecided.example, cptsId, letterId: crypto.randomUUID(), decision, on }),
    crisisPlan: (cptsId, publishedOn, number) => tell(crises, prevention.events.crisisPlanPublished, cptsId, { ...prevention.events.crisisPlanPublished.example, planId: cptsId, cptsId, number, publishedOn }),
    crisis: (cptsId, activatedAt) => tell(crises, prevention.events.crisisActivated, cptsId, { ...prevention.events.crisisActivated.example, crisisId: crypto.randomUUID(), cptsId, activatedAt }),
    attended: async (cptsId, on, people, minutes = 60, meetingId = crypto.randomUUID()) => {
      const attendees = people.map((personId) => ({ personId, presence: "present", minutes }));
      await tell(attendances, directory.events.meetingAttendanceClosed, meetingId, { meetingId, cptsId, on, bodyId: null, durationMinutes: minutes, attendees });
      return meetingId;
    },
    propose: async (source, fields) => {
      const proposalId = crypto.randomUUID();
      const definition = source === "directory" ? directory.events.indicatorProposed : prevention.events.indicatorProposed;
      await tell(source === "directory" ? directoryProposals : preventionProposals, definition, proposalId, { ...definition.example, proposalId, ...fields });
      return proposalId;
    },
    professional: async () => {
      const professionalId = crypto.randomUUID();
      await tell(parties, directory.events.professionalRegistered, professionalId, { professionalId, profession: "10" });
      return professionalId;
    },
  };
};

/** Starts a contracts service on a database of its own, at the time of a clock where one is given. */
export const scene = async (surroundings: Surroundings = {}): Promise<Scene> => {
  const service = await testService(withSmallSnapshotPages(contracts), { REGISTRY_URL: nowhere, DIRECTORY_URL: nowhere, PREVENTION_URL: nowhere }, surroundings);
  const writing = await writingScene(service, "contracts");
  const { eventsOf, head } = writing;
  const keeper = await service.token({ role: "service-account", scope: "contracts:read contracts:write contracts:events contracts:money" });
  const send: typeof writing.send = (method, path, json, request = {}) => writing.send(method, path, json, { token: keeper, ...request });
  return {
    ...writing,
    send,
    ...teller(service),
    twice: async (method, path, json, request = {}) => {
      const headers = { "idempotency-key": crypto.randomUUID(), ...request.headers };
      const first = await send(method, path, json, { ...request, headers });
      const position = await head();
      const second = await send(method, path, json, { ...request, headers });
      if (first.text !== second.text || first.status !== second.status || (await head()) !== position) throw new Error(`not the same twice: ${first.text} ${second.text}`);
      return first;
    },
    draft: async (fields) => {
      const fund = fields["kind"] === "aci" ? [{ capacity: "cpam" }] : [];
      return accepted(await send("POST", "/v1/contracts", { kind: "contrat-territorial-de-sante", parties: [{ capacity: "cpts" }, { capacity: "ars" }, ...fund], ...fields })).json.id;
    },
    sign: (id, fields) => send("POST", `/v1/contracts/${id}/signature`, { signatories: [], ...fields }),
    read: (path) => send("GET", path),
    discrepancies: async (cptsId) => {
      const last = (await eventsOf(cptsId)).findLast(({ type }) => type === "cpts.contracts.discrepancies.changed.v1");
      // The payload went through its schema.
      return (last?.data["discrepancies"] ?? []) as Awaited<ReturnType<Scene["discrepancies"]>>;
    },
  };
};
