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
  /** What a service answers beside its contract (`/version`, `/openapi.json`). Null when it refuses. */
  readonly readJson: (service: string, path: string, signal: AbortSignal) => Promise<unknown>;
}

/** How long a page waits, in milliseconds: for a service to say how it is, and for all it is made from. */
const patience = { health: 1_500, page: 5_000 };

/** The limit of one page, for all the calls it makes. */
export const deadline = (): AbortSignal => AbortSignal.timeout(patience.page);

/** A service that does not say how it is within this does not answer. */
export const healthDeadline = (): AbortSignal => AbortSignal.timeout(patience.health);

/** Nobody waits behind a page: what fails is told at once, and read again with the next page. */
export const platformOf = (services: ReadonlyArray<ServiceAddress>): Platform => {
  const addresses = new Map(services.map(({ name, url }) => [name, url.replace(/\/+$/u, "")]));
  const { registry, directory } = connect({ urls: Object.fromEntries(addresses), language: "fr", retries: 0, timeoutMs: patience.page });
  return {
    services,
    registry,
    directory,
    readJson: async (service, path, signal) => {
      const answer = await fetch(`${addresses.get(service) ?? ""}${path}`, { signal, headers: { accept: "application/json", "accept-language": "fr" } });
      const text = await answer.text();
      return answer.ok ? JSON.parse(text) : null;
    },
  };
};

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
export type Contract = CptsWithFacts["contracts"][number];
export type Discrepancy = Data<Connection["registry"]["listDiscrepancies"]>["items"][number];
export type Territory = Data<Connection["registry"]["readTerritory"]>;
export type Explanation = NonNullable<Territory["explanations"]>[number];
export type Commune = Data<Connection["registry"]["readCommune"]>;
export type CommuneHit = Data<Connection["registry"]["searchCommunes"]>["items"][number];
