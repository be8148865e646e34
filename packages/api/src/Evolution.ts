/**
 * How events may change, and what would break a subscriber that was written before.
 *
 * Events are in logs for ever, and whoever reads them may be older or newer than who wrote them. So:
 *
 * **Within a version** one may add an optional field, add a code to a list, and loosen or tighten the checks of a value:
 * readers apply no checks, leave out unknown fields and take unknown codes (`EventReader.ts`). One may not remove a field,
 * make an optional one required or a required one optional, add a required one, change a type, the meaning or the unit of
 * a value, take a code away, rename or remove a type of event.
 *
 * **A new version** (`v2`) may do all that, with an upcaster that reads the events of the version before as its own
 * (`eventType({ ..., version: 2, upcasts: { from: v1, upcast } })`). It stays in the catalogue beside the version before,
 * whose events remain in the log.
 *
 * **Two versions side by side**, while subscribers move: the writer records both in one transaction, v2 first, and gives v1
 * an optional field (an allowed change) that says so; the upcaster of v2 answers `null` to such events, which readers of v2
 * then pass over, and readers of v1 see no difference.
 *
 * **A subscriber** asks for the newest version that it knows and is given old events as such; of an unknown type or of a
 * newer version it is told with the envelope only (`decodeEvent` gives an `UnknownEvent`), passes over it and counts it.
 * When it is taught the new version it begins again from the first event, or from a snapshot.
 *
 * The JSON Schema of every version is frozen in `frozen/`, and a test compares today's with it. `pnpm --filter @cpts/api
 * freeze` writes those of new versions and of allowed changes, and refuses what would break a subscriber. The words about a
 * number hold its unit: to reword them, `freeze --reworded`.
 *
 * @example
 * ```ts
 * import { Schema } from "effect"
 * import { breakingChanges, frozenSchemaOf } from "@cpts/api/Evolution"
 *
 * const before = frozenSchemaOf(Schema.Struct({ count: Schema.Int, note: Schema.optionalKey(Schema.String) }))
 * const after = frozenSchemaOf(Schema.Struct({ count: Schema.String }))
 * const changes = breakingChanges("cpts.registry.thing.done.v1", before, after)
 * changes.map(({ path, rule }) => `${path} ${rule}`) // => ["/count type-changed", "/note field-removed"]
 * ```
 *
 * @since 0.1.0
 */
import { parseType } from "@cpts/domain/EventEnvelope";
import { Schema } from "effect";
import type { Codec } from "./Endpoint.ts";
import type { EventType } from "./EventType.ts";
import { type JsonSchema, structureChanges, type StructureRule } from "./internal/compare-schemas.ts";

/** The JSON Schema of a payload, whole in itself, as it is frozen. */
export type FrozenSchema = JsonSchema;

/** The rules, by what breaks them. */
export type Rule = StructureRule | "event-type-removed" | "upcaster-missing";

/** A change that would break a subscriber. */
export interface BreakingChange {
  readonly type: string;
  readonly rule: Rule;
  /** JSON Pointer of the field; `-` for any element of a list, `*` for any member of a record. */
  readonly path: string;
  readonly was?: string;
  readonly is?: string;
}

/** The JSON Schema of what a writer writes, to be frozen. */
export const frozenSchemaOf = (payload: Codec): FrozenSchema => {
  // What Effect writes is JSON; its type only says "unknown".
  const { definitions, schema } = Schema.toJsonSchemaDocument(payload) as unknown as { readonly schema: JsonSchema; readonly definitions: Readonly<Record<string, JsonSchema>> };
  return JSON.parse(JSON.stringify({ $schema: "https://json-schema.org/draft/2020-12/schema", ...schema, ...(Object.keys(definitions).length === 0 ? {} : { $defs: definitions }) }));
};

/** What changed between the frozen schema of a type of event and today's that would break a subscriber. */
export const breakingChanges = (type: string, frozen: FrozenSchema, today: FrozenSchema): ReadonlyArray<BreakingChange> =>
  structureChanges(frozen, today).map((change) => ({ type, ...change }));

const majorOf = (type: string): number => parseType(type)?.major ?? 0;
const familyOf = (type: string): string => type.replace(/\.v\d+$/u, "");

/** What is wrong with a catalogue as a whole: types of event that are gone, versions that cannot read the one before. */
export const catalogueChanges = (frozenTypes: ReadonlyArray<string>, definitions: ReadonlyArray<EventType>): ReadonlyArray<BreakingChange> => {
  const types = new Set(definitions.map(({ type }) => type));
  const removed = frozenTypes.filter((type) => !types.has(type)).map((type) => ({ type, rule: "event-type-removed", path: "" }) as const);
  const unread = definitions.filter(({ type, upcasts }) => upcasts === null && [...types].some((other) => familyOf(other) === familyOf(type) && majorOf(other) < majorOf(type)));
  return [...removed, ...unread.map(({ type }) => ({ type, rule: "upcaster-missing", path: "" }) as const)];
};

const words: Readonly<Record<Rule, (change: BreakingChange) => string>> = {
  "field-removed": () => "was removed: older subscribers read it, and its past values would be lost to new ones",
  "field-now-required": () => "was optional and is required: older events lack it",
  "field-now-optional": () => "was required and is optional: older subscribers rely on it",
  "new-field-required": () => "is new and required: older events lack it",
  "type-changed": ({ is = "", was = "" }) => `was ${was} and is ${is}: neither older events nor older subscribers fit`,
  "code-removed": ({ was = "" }) => `no longer takes ${was}: older events hold it`,
  "meaning-changed": ({ is = "", was = "" }) => `meant "${was}" and means "${is}": older values would be taken for something else`,
  "event-type-removed": () => "is not in the catalogue any more: its events are in logs for ever (a renamed type is a new one that upcasts the old one)",
  "upcaster-missing": () => "does not read the version before it: give it `upcasts`",
};

/** What to do instead. */
const remedyOf = ({ rule, type }: BreakingChange): string => {
  if (rule === "event-type-removed") return "Put its definition back.";
  if (rule === "upcaster-missing") return "See `Evolution.ts`.";
  const next = `Undo it, or publish ${familyOf(type)}.v${majorOf(type) + 1} with an upcaster from this version.`;
  return rule === "meaning-changed" ? `${next} If only words changed: \`pnpm --filter @cpts/api freeze --reworded\`.` : next;
};

/** A breaking change in words: which rule, where, and what to do. */
export const sentenceOf = (change: BreakingChange): string =>
  `${change.rule}: ${change.type}${change.path === "" ? "" : ` ${change.path}`} ${words[change.rule](change)}. ${remedyOf(change)}`;
