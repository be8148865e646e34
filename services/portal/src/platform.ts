import { connect, CptsProblem, type Connection } from "@cpts/sdk";

/** A service of the platform and where it answers. */
export interface ServiceAddress {
  readonly name: string;
  readonly url: string;
}

/** The services the pages are made from. */
export interface Platform {
  readonly services: ReadonlyArray<ServiceAddress>;
  readonly registry: Connection["registry"];
  readonly directory: Connection["directory"];
  readonly contracts: Connection["contracts"];
  readonly prevention: Connection["prevention"];
  /** The services as whoever asks may read them, with more patience than a page has: `authorization` is the header of the caller. */
  readonly as: (authorization: string | undefined) => Connection;
  /** What a service answers beside its contract (`/version`, `/openapi.json`, `/asyncapi.json`). Null when it refuses. */
  readonly readJson: (service: string, path: string, signal: AbortSignal) => Promise<unknown>;
}

/** How long a page waits, in milliseconds: for a service to say how it is, for all it is made from, for one answer of a report. */
const patience = { health: 1_500, page: 5_000, report: 30_000 };

/** The limit of one page, for all the calls it makes. */
export const deadline = (): AbortSignal => AbortSignal.timeout(patience.page);

/** A service that does not say how it is within this does not answer. */
export const healthDeadline = (): AbortSignal => AbortSignal.timeout(patience.health);

/** Nobody waits behind a page: what fails is told at once, and read again with the next page. */
export const platformOf = (services: ReadonlyArray<ServiceAddress>): Platform => {
  const addresses = new Map(services.map(({ name, url }) => [name, url.replace(/\/+$/u, "")]));
  const { registry, directory, contracts, prevention } = connect({ urls: Object.fromEntries(addresses), language: "fr", retries: 0, timeoutMs: patience.page });
  return {
    services,
    registry,
    directory,
    contracts,
    prevention,
    as: (authorization) => {
      const token = /^Bearer +(\S+)$/iu.exec(authorization ?? "")?.[1];
      return connect({ urls: Object.fromEntries(addresses), language: "fr", retries: 0, timeoutMs: patience.report, ...(token === undefined ? {} : { token }) });
    },
    readJson: async (service, path, signal) => {
      const answer = await fetch(`${addresses.get(service) ?? ""}${path}`, { signal, headers: { accept: "application/json", "accept-language": "fr" } });
      const text = await answer.text();
      return answer.ok ? JSON.parse(text) : null;
    },
  };
};

/** Whether the portal was told where a service answers. */
export const knows = ({ services }: Platform, name: string): boolean => services.some((service) => service.name === name);

/** Null where there is nothing at this address; any other failure stays one. */
export const orNothing = async <T>(call: Promise<{ readonly data: T }>): Promise<T | null> => {
  try {
    return (await call).data;
  } catch (failure) {
    if (failure instanceof CptsProblem && failure.status === 404) return null;
    throw failure;
  }
};

type Data<Call extends (...args: never) => Promise<{ readonly data: unknown }>> = Awaited<ReturnType<Call>>["data"];

export type Cpts = Data<Connection["registry"]["listCpts"]>["items"][number];
export type CptsWithFacts = Data<Connection["registry"]["readCpts"]>;
export type Fact = CptsWithFacts["facts"][number];
/** A contract as the registry learned of it. */
export type LearnedContract = CptsWithFacts["contracts"][number];
export type Contract = Data<Connection["contracts"]["listContracts"]>["items"][number];
export type ActionSheets = Data<Connection["contracts"]["listActionSheets"]>;
export type Signing = Data<Connection["contracts"]["listSignings"]>["items"][number];
export type Governance = Data<Connection["directory"]["readGovernance"]>;
export type Headcount = Data<Connection["directory"]["listHeadcounts"]>["items"][number];
export type Meeting = Data<Connection["directory"]["listMeetings"]>["items"][number];
export type Relationship = Data<Connection["directory"]["listRelationships"]>["items"][number];
export type MissionStatement = Data<Connection["registry"]["listMissionStatements"]>["items"][number];
export type CptsMissions = Data<Connection["prevention"]["listMissions"]>;
export type Action = Data<Connection["prevention"]["listActions"]>["items"][number];
export type Discrepancy = Data<Connection["registry"]["listDiscrepancies"]>["items"][number];
export type Territory = Data<Connection["registry"]["readTerritory"]>;
export type Explanation = NonNullable<Territory["explanations"]>[number];
export type Commune = Data<Connection["registry"]["readCommune"]>;
export type CommuneHit = Data<Connection["registry"]["searchCommunes"]>["items"][number];
export type Formation = Data<Connection["registry"]["readFormation"]>;
export type Deadline = Data<Connection["contracts"]["listDeadlines"]>["items"][number];
export type Funding = Data<Connection["contracts"]["readFunding"]>;
export type CalendarEntry = Data<Connection["prevention"]["listCptsCalendar"]>["items"][number];
