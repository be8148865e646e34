import { Problem } from "@cpts/api/Problem";
import type { SimulationResult } from "@cpts/api/SimulationViews";
import { isFinal } from "@cpts/domain/CptsStatus";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { checkTerritory, CommunePart, partKey, type TerritoryProblem } from "@cpts/domain/Territory";
import { cptsOfChanges, placeOfGift, simulate, type HeldTerritory, type SimulatedChange, type TerritorySimulation } from "@cpts/domain/TerritorySimulation";
import { Effect, Schema } from "effect";
import { cog } from "../communes/queries.ts";
import { cogSource, populationSource } from "../communes/sources.ts";
import type { HeldVersion } from "../coverage/held.ts";
import { hasBegun, possibleOn, type Territories } from "../coverage/territories.ts";
import { faultOfTerritory, type CommunesOfToday } from "../territory/faults.ts";
import { effectsOf } from "./effects.ts";
import { excessFaults } from "./excess.ts";
import { faultOfSimulation } from "./faults.ts";
import { figuresOfTerritory, type EncodedTerritory } from "./figures.ts";

type Encoded = typeof SimulationResult.Encoded;

const decodeParts = Schema.decodeUnknownSync(Schema.Array(CommunePart));
const encodeParts = Schema.encodeSync(Schema.Array(CommunePart));

/** The territory of a CPTS on a day: the certain one if there is one, else the last that is possible. */
export const territoryOn = (territories: Territories, id: string, day: string): HeldVersion | null => {
  const versions = possibleOn(territories.cpts.get(id) ?? { versions: [], id, name: "", nameKey: "", status: "" }, day);
  return versions.findLast((version) => hasBegun(version, day) && day < version.toEarliest) ?? versions.at(-1) ?? null;
};

const heldOn = (territories: Territories, ids: ReadonlyArray<string>, day: string): ReadonlyMap<string, HeldTerritory> =>
  new Map(
    ids.flatMap((id): ReadonlyArray<readonly [string, HeldTerritory]> => {
      if (!territories.cpts.has(id)) return [];
      const version = territoryOn(territories, id, day);
      return [[id, { communes: [...(version?.communes ?? [])], parts: decodeParts(version?.parts ?? []) }]];
    }),
  );

const encoded = ({ communes, parts }: HeldTerritory): EncodedTerritory => ({ communes, parts: encodeParts(parts) });
const encodedAll = (held: ReadonlyMap<string, HeldTerritory>): ReadonlyMap<string, EncodedTerritory> => new Map([...held].map(([id, territory]) => [id, encoded(territory)]));

/** True of a CPTS that is no more on a day: what stands last is that it holds nothing. */
export const hasEndedOn = (territories: Territories, id: string, day: string): boolean => {
  const cpts = territories.cpts.get(id);
  return cpts !== undefined && isFinal(cpts.status) && territoryOn(territories, id, day) === (cpts.versions.at(-1) ?? null);
};

const givenIn = (problem: TerritoryProblem, { parts }: HeldTerritory): Parameters<typeof placeOfGift>[2] | null => {
  const [list, index] = problem.path;
  const part = list === "parts" && typeof index === "number" ? parts[index] : undefined;
  if (part !== undefined) return { part: partKey(part) };
  return "code" in problem ? { commune: problem.code } : null;
};

/** A rule that is broken by what a change gives is told there, else where the last change that touches the CPTS stands; what it held before was accepted then. */
const placeOf = (changes: ReadonlyArray<SimulatedChange>, id: string, problem: TerritoryProblem, territory: HeldTerritory): ReadonlyArray<string | number> | null => {
  const given = givenIn(problem, territory);
  const place = given === null ? null : placeOfGift(changes, id, given);
  if (place !== null || problem._tag === "UnknownCommune") return place;
  return ["changes", changes.findLastIndex((change) => cptsOfChanges([change]).includes(id))];
};

const refusals = ({ geography }: Territories, changes: ReadonlyArray<SimulatedChange>, after: ReadonlyMap<string, HeldTerritory>) =>
  [...after].flatMap(([id, territory]) => {
    const { communes, parts } = territory;
    if (communes.length + parts.length === 0) return [];
    const codes = communes as Parameters<typeof checkTerritory>[0]["communes"]; // decoded from the request, or kept by the write path
    const today: CommunesOfToday = new Map([...communes, ...parts.map(({ commune }) => commune)].flatMap((code) => {
      const past = geography.former.get(code);
      const now = past === undefined ? undefined : geography.places.get(past.commune);
      return now === undefined ? [] : [[code, { code: now.code, nom: now.nom }] as const];
    }));
    const problems = checkTerritory({ ...(codes === undefined ? {} : { communes: codes }), parts }, { knownCommune: (code) => geography.places.has(code) });
    return problems.flatMap((problem) => {
      const path = placeOf(changes, id, problem, territory);
      return path === null ? [] : [{ ...faultOfTerritory(problem, [], today), path }];
    });
  });

const explanations = (asOf: LocalDate, count: number): Encoded["explanations"] => [
  {
    figure: "cpts",
    rule: {
      fr: "Les changements sont appliqués l'un après l'autre aux territoires du jour ; chaque figure est ensuite calculée comme celle d'un territoire enregistré. Rien n'est enregistré.",
      en: "The changes are applied one after the other to the territories of the day; each figure is then computed as that of a territory that is kept. Nothing is kept.",
    },
    inputs: [{ name: "asOf", value: asOf }, { name: "changes", value: String(count) }],
    sources: [populationSource, cogSource, { name: "/cpts/registry", status: "declared" }],
  },
];

/** What the changes would do, on the territories of a day. */
export const simulateOn = (territories: Territories, { changes, reason }: TerritorySimulation, asOf: LocalDate): Effect.Effect<Encoded, Problem> => {
  const names = new Map(changes.flatMap((change) => (change.kind === "create" ? [[change.cpts, change.name ?? null] as const] : [])));
  const ids = cptsOfChanges(changes);
  const held = heldOn(territories, ids, asOf);
  const { after, problems } = simulate(held, changes, new Set(ids.filter((id) => hasEndedOn(territories, id, asOf))));
  const unknown = problems.filter(({ _tag }) => _tag === "UnknownCpts");
  if (problems.length > 0) return Effect.fail(new Problem({ type: unknown.length === problems.length ? "unknown-reference" : "invalid-request", faults: problems.map((problem) => faultOfSimulation(problem, (id) => territories.cpts.get(id))) }));
  // A count of another year may exceed the series: whoever writes down why is believed, as when the territory is given.
  const faults = [...refusals(territories, changes, after), ...(reason === undefined ? excessFaults(territories.geography, changes, after) : [])];
  if (faults.length > 0) return Effect.fail(new Problem({ type: "invalid-territory", faults }));
  const [was, becomes] = [encodedAll(held), encodedAll(after)];
  const name = (id: string): string | null => territories.cpts.get(id)?.name ?? names.get(id) ?? null;
  const figures = (territory: EncodedTerritory | undefined) => (territory === undefined ? null : figuresOfTerritory(territories.geography, territory));
  return Effect.succeed({
    asOf,
    cog,
    cpts: [...becomes].map(([cptsId, territory]) => ({ cptsId, name: name(cptsId), before: figures(was.get(cptsId)), after: figures(territory) })),
    ...effectsOf(territories, was, becomes, asOf, { name: (id) => name(id) ?? id }),
    explanations: explanations(asOf, changes.length),
  });
};
