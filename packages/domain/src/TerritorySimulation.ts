/**
 * What a territory would become: changes tried on territories that stay as they are.
 *
 * @example
 * ```ts
 * import * as TerritorySimulation from "@cpts/domain/TerritorySimulation";
 *
 * const held = new Map([["a", { communes: ["37003", "37027"], parts: [] }], ["b", { communes: [], parts: [] }]]);
 * const { after } = TerritorySimulation.simulate(held, [{ kind: "move", from: "a", to: "b", communes: ["37027"] }]);
 * after.get("b")?.communes; // => ["37027"]
 * ```
 */
import { Schema } from "effect";
import { CommuneCode } from "./Cog.ts";
import { freeText } from "./FreeText.ts";
import { LocalDate } from "./LocalDate.ts";
import { CommunePart, partKey } from "./Territory.ts";

/** More changes than anybody tries at once. Issue: `simulation.too-many`. */
export const mostChanges = 100;

/** The id of a CPTS, or `new-...` for one that there is not yet. Issue: `simulated-cpts-id.format`. */
export const SimulatedCptsId = Schema.String.annotate({ title: "SimulatedCptsId", description: "Id of a CPTS, or `new-` and a name of your choice for one that there is not yet" }).pipe(
  Schema.check(Schema.isPattern(/^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|new-[0-9a-z-]{1,32})$/u, { message: "simulated-cpts-id.format" })),
);

const places = {
  communes: Schema.optionalKey(Schema.Array(CommuneCode).pipe(Schema.check(Schema.isMaxLength(2000, { message: "territory.too-large" })))),
  parts: Schema.optionalKey(Schema.Array(CommunePart).pipe(Schema.check(Schema.isMaxLength(2000, { message: "territory.too-large" })))),
};

/** One change to try: communes and parts added, taken away or moved, a CPTS created, or merged into another. */
export const SimulatedChange = Schema.Union([
  Schema.Struct({ kind: Schema.Literal("add"), cpts: SimulatedCptsId, ...places }),
  Schema.Struct({ kind: Schema.Literal("remove"), cpts: SimulatedCptsId, ...places }),
  Schema.Struct({ kind: Schema.Literal("move"), from: SimulatedCptsId, to: SimulatedCptsId, ...places }),
  Schema.Struct({ kind: Schema.Literal("create"), cpts: SimulatedCptsId, name: Schema.optionalKey(freeText({ max: 200 })), ...places }),
  Schema.Struct({ kind: Schema.Literal("merge"), cpts: Schema.Array(SimulatedCptsId).pipe(Schema.check(Schema.isMinLength(1), Schema.isMaxLength(20))), into: SimulatedCptsId }),
]).annotate({ title: "SimulatedChange", description: "One change of territory to try" });

/** One change to try. */
export type SimulatedChange = typeof SimulatedChange.Type;

/** Changes tried one after the other, on the territories of a day. */
export const TerritorySimulation = Schema.Struct({
  asOf: Schema.optionalKey(LocalDate),
  changes: Schema.Array(SimulatedChange).pipe(Schema.check(Schema.isMinLength(1, { message: "simulation.too-many" }), Schema.isMaxLength(mostChanges, { message: "simulation.too-many" }))),
  reason: Schema.optionalKey(freeText({ max: 1000, title: "Reason", description: "Why parts count more inhabitants than their commune: with it they are tried all the same" })),
}).annotate({ identifier: "TerritorySimulation", title: "TerritorySimulation", description: "Changes of territory to try, one after the other; nothing is kept" });

/** Changes tried one after the other. */
export type TerritorySimulation = typeof TerritorySimulation.Type;

/** What a CPTS holds: communes, arrondissements and parts of communes. */
export interface HeldTerritory {
  readonly communes: ReadonlyArray<string>;
  readonly parts: ReadonlyArray<CommunePart>;
}

/** What cannot be tried, and where in the changes. */
export type SimulationProblem = {
  readonly _tag: "UnknownCpts" | "EndedCpts" | "AlreadyThere" | "NotHeld" | "AlreadyHeld" | "SameCpts";
  readonly path: ReadonlyArray<string | number>;
  readonly value: string;
};

interface Editing {
  readonly communes: Set<string>;
  readonly parts: Map<string, CommunePart>;
}

interface Places {
  readonly communes?: ReadonlyArray<string>;
  readonly parts?: ReadonlyArray<CommunePart>;
}

type Path = ReadonlyArray<string | number>;

const put = (territory: Editing, { communes = [], parts = [] }: Places, path: Path): ReadonlyArray<SimulationProblem> => {
  const problems: Array<SimulationProblem> = [];
  for (const [index, code] of communes.entries()) {
    if (territory.communes.has(code)) problems.push({ _tag: "AlreadyHeld", path: [...path, "communes", index], value: code });
    territory.communes.add(code);
  }
  for (const [index, part] of parts.entries()) {
    if (territory.parts.has(partKey(part))) problems.push({ _tag: "AlreadyHeld", path: [...path, "parts", index], value: part.name });
    territory.parts.set(partKey(part), part);
  }
  return problems;
};

const take = (territory: Editing, { communes = [], parts = [] }: Places, path: Path): ReadonlyArray<SimulationProblem> => [
  ...communes.flatMap((code, index): ReadonlyArray<SimulationProblem> => (territory.communes.delete(code) ? [] : [{ _tag: "NotHeld", path: [...path, "communes", index], value: code }])),
  ...parts.flatMap((part, index): ReadonlyArray<SimulationProblem> => (territory.parts.delete(partKey(part)) ? [] : [{ _tag: "NotHeld", path: [...path, "parts", index], value: part.name }])),
];

interface World {
  readonly known: Map<string, Editing>;
  readonly ended: ReadonlySet<string>;
}

const apply = ({ ended, known }: World, change: SimulatedChange, path: Path): ReadonlyArray<SimulationProblem> => {
  const missing = (id: string, ...at: Path): ReadonlyArray<SimulationProblem> => {
    if (ended.has(id)) return [{ _tag: "EndedCpts", path: [...path, ...at], value: id }];
    return known.has(id) ? [] : [{ _tag: "UnknownCpts", path: [...path, ...at], value: id }];
  };
  const isHere = (id: string): boolean => known.has(id) && !ended.has(id);
  const of = (id: string): Editing => known.get(id) ?? { communes: new Set(), parts: new Map() };
  switch (change.kind) {
    case "add":
      return [...missing(change.cpts, "cpts"), ...put(of(change.cpts), change, path)];
    case "remove":
      return [...missing(change.cpts, "cpts"), ...(isHere(change.cpts) ? take(of(change.cpts), change, path) : [])];
    case "move":
      if (change.from === change.to) return [{ _tag: "SameCpts", path: [...path, "to"], value: change.to }];
      return [...missing(change.from, "from"), ...missing(change.to, "to"), ...(isHere(change.from) ? take(of(change.from), change, path) : []), ...put(of(change.to), change, path)];
    case "create": {
      if (known.has(change.cpts)) return [{ _tag: "AlreadyThere", path: [...path, "cpts"], value: change.cpts }];
      const made: Editing = { communes: new Set(), parts: new Map() };
      known.set(change.cpts, made);
      return put(made, change, path);
    }
    case "merge": {
      const faults = [...change.cpts.flatMap((id, index) => missing(id, "cpts", index)), ...missing(change.into, "into")];
      const same = change.cpts.indexOf(change.into);
      if (same !== -1) return [{ _tag: "SameCpts", path: [...path, "cpts", same], value: change.into }];
      for (const id of change.cpts) {
        const { communes, parts } = of(id);
        // What both held is held once: that is what a merger is for.
        for (const code of communes) of(change.into).communes.add(code);
        for (const [key, part] of parts) of(change.into).parts.set(key, part);
        communes.clear();
        parts.clear();
      }
      return faults;
    }
  }
};

/** Where the changes give a commune or a part to a CPTS: the last place that does, as a path in the request; `null` where none does. */
export const placeOfGift = (changes: ReadonlyArray<SimulatedChange>, cpts: string, what: { readonly commune: string } | { readonly part: string }): ReadonlyArray<string | number> | null => {
  for (const [index, change] of [...changes.entries()].toReversed()) {
    const receiver = change.kind === "move" ? change.to : change.kind === "add" || change.kind === "create" ? change.cpts : null;
    if (receiver !== cpts || change.kind === "merge") continue;
    const at = "commune" in what ? (change.communes ?? []).findIndex((code) => code === what.commune) : (change.parts ?? []).findIndex((part) => partKey(part) === what.part);
    if (at !== -1) return ["changes", index, "commune" in what ? "communes" : "parts", at];
  }
  return null;
};

/** The CPTS that changes name. */
export const cptsOfChanges = (changes: ReadonlyArray<SimulatedChange>): ReadonlyArray<string> => [
  ...new Set(changes.flatMap((change) => (change.kind === "merge" ? [...change.cpts, change.into] : change.kind === "move" ? [change.from, change.to] : [change.cpts]))),
];

/**
 * Tries the changes in their order; `held` stays as it is. `after` holds every CPTS of `held` and those created. Those of `ended` are
 * no more on the day (dissolved, or merged into another): nothing is given to them nor taken from them.
 */
export const simulate = (
  held: ReadonlyMap<string, HeldTerritory>,
  changes: ReadonlyArray<SimulatedChange>,
  ended: ReadonlySet<string> = new Set(),
): { readonly after: ReadonlyMap<string, HeldTerritory>; readonly problems: ReadonlyArray<SimulationProblem> } => {
  const known = new Map([...held].map(([id, { communes, parts }]): [string, Editing] => [id, { communes: new Set(communes), parts: new Map(parts.map((part) => [partKey(part), part])) }]));
  const problems = changes.flatMap((change, index) => apply({ ended, known }, change, ["changes", index]));
  return { problems, after: new Map([...known].map(([id, { communes, parts }]) => [id, { communes: [...communes].toSorted(), parts: [...parts.values()] }])) };
};
