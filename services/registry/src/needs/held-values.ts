import { Effect } from "effect";
import { read } from "../database/tables.ts";
import { valuesStatement, type Edition, type StoredValue } from "./stored.ts";

/** The values of an edition in memory, by code. */
export type HeldValues = ReadonlyMap<string, Pick<StoredValue, "value" | "class" | "weight">>;

/** An edition of all communes is about 5 MB. */
const mostHeld = 12;
const held = new Map<string, HeldValues>();

/** The values of an edition: of one version they do not change, so those that were asked for last are kept. */
export const valuesOf = ({ id, version }: Pick<Edition, "id" | "version">) =>
  Effect.gen(function* () {
    const key = `${id} ${version}`;
    const known = held.get(key);
    const values = known ?? new Map((yield* read((db) => valuesStatement(db, id))).map(({ class: name, code, value, weight }) => [code, { class: name, value, weight }] as const));
    held.delete(key);
    held.set(key, values);
    for (const oldest of held.keys()) if (held.size > mostHeld) held.delete(oldest);
    return values;
  });
