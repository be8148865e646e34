/**
 * What `cpts list` and `cpts get` can ask for: read from the contracts of the services, so that an endpoint of a new service
 * is here without a line of code.
 *
 * A thing is called by the last word of its path (`communes`, `territory`), with or without the plural; by its whole path
 * (`cpts/territory`); or with its service before it (`directory/territory`), which is needed where all services have it.
 *
 * @example
 * ```ts
 * import { findThing, lists, records } from "./catalogue.ts"
 *
 * findThing(lists, "communes", 0).endpoint.path // => "/v1/communes"
 * findThing(records, "commune", 1).parameters // => ["code"]
 * findThing(records, "directory/territory", 1).service // => "directory"
 * ```
 *
 * @since 0.1.0
 */
import { type Codec, type Endpoint, onlyStreams } from "@cpts/api/Endpoint";
import { services } from "@cpts/api/Services";
import { usageError } from "./refusal.ts";

/** Something that can be asked for. */
export interface Thing {
  readonly service: string;
  /** Name of the call in the client of its service. */
  readonly method: string;
  readonly endpoint: Endpoint;
  /** The words of its path: `["cpts", "territory"]`. */
  readonly words: ReadonlyArray<string>;
  /** Names of the parameters of its path, in order. */
  readonly parameters: ReadonlyArray<string>;
  /** Names of its query parameters. */
  readonly query: ReadonlyArray<string>;
}

/** The fields of a struct, by name; none where the schema is no struct. */
export const fieldsOf = (schema: Codec): Readonly<Record<string, Codec>> =>
  // A struct has its fields beside what every schema has.
  "fields" in schema ? (schema.fields as Readonly<Record<string, Codec>>) : {};

const segmentsOf = (path: string): ReadonlyArray<string> => path.split("/").slice(2);

const all: ReadonlyArray<Thing> = Object.entries(services).flatMap(([service, { endpoints }]) =>
  Object.entries<Endpoint>(endpoints)
    .filter(([, endpoint]) => endpoint.method === "GET" && endpoint.id !== "events.read" && !onlyStreams(endpoint))
    .map(([method, endpoint]) => ({
      service,
      method,
      endpoint,
      words: segmentsOf(endpoint.path).filter((segment) => !segment.startsWith("{")),
      parameters: segmentsOf(endpoint.path).flatMap((segment) => /^\{(\w+)\}$/u.exec(segment)?.[1] ?? []),
      query: Object.keys(fieldsOf(endpoint.query)),
    })),
);

const isList = ({ endpoint }: Thing): boolean => "items" in fieldsOf(endpoint.response);

/** Everything that answers items. */
export const lists: ReadonlyArray<Thing> = all.filter(isList);

/** Everything that is found by what its path names, or is one of its kind. */
export const records: ReadonlyArray<Thing> = all.filter((thing) => thing.parameters.length > 0 || !isList(thing));

/** Every query parameter of everything. */
export const queryNames: ReadonlySet<string> = new Set(all.flatMap(({ query }) => query));

const singular = (word: string): string => word.toLowerCase().replace(/s$/u, "");

/** What every service has in the same words is nobody's own: its service has to be named. */
const isOfEveryService = ({ endpoint }: Thing): boolean => all.filter((other) => other.endpoint === endpoint).length > 1;

const isCalled = (thing: Thing, name: string): boolean => {
  const asked = name.split("/").map(singular);
  const own = thing.words.map(singular);
  const ends = (words: ReadonlyArray<string>): boolean => words.length === 1 ? words[0] === own.at(-1) : words.join("/") === own.join("/");
  const [first, ...rest] = asked;
  if (rest.length > 0 && first === singular(thing.service) && (ends(rest) || rest.join("/") === own.join("/"))) return true;
  return !isOfEveryService(thing) && ends(asked);
};

/** The shortest name that finds this thing among those. */
export const nameOf = (things: ReadonlyArray<Thing>, thing: Thing): string => {
  const [whole, last] = [thing.words.join("/"), thing.words.at(-1) ?? ""];
  const names = [last, whole, `${thing.service}/${last}`, `${thing.service}/${whole}`];
  return names.find((name) => candidates(things, name, thing.parameters.length)[0] === thing) ?? `${thing.service}/${whole}`;
};

/** Those of that name with so many parameters, the best first: the shortest path, then the order of the services, in which the owner comes first. */
const candidates = (things: ReadonlyArray<Thing>, name: string, count: number): ReadonlyArray<Thing> =>
  things.filter((thing) => thing.parameters.length === count && isCalled(thing, name)).toSorted((a, b) => a.words.length - b.words.length);

/** Finds a thing by its name and the number of words that follow it. Throws a usage error that names what there is. */
export const findThing = (things: ReadonlyArray<Thing>, name: string, count: number): Thing => {
  const [found] = candidates(things, name, count);
  if (found !== undefined) return found;
  const called = things.filter((thing) => isCalled(thing, name));
  if (called.length > 0) {
    const forms = [...new Set(called.map((thing) => [name, ...thing.parameters.map((parameter) => `<${parameter}>`)].join(" ")))].join(", ");
    throw usageError(`Attendu : ${forms}`, `Expected: ${forms}`);
  }
  const names = [...new Set(things.map((thing) => nameOf(things, thing)))].toSorted().join(", ");
  throw usageError(`« ${name} » n'existe pas. Il y a : ${names}`, `There is no "${name}". There are: ${names}`);
};
