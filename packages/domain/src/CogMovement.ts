/**
 * What happens to communes: they merge, divide, change their code or their name. From movements and the communes of today follow the
 * communes of any day in the past.
 *
 * @example
 * ```ts
 * import * as CogMovement from "@cpts/domain/CogMovement";
 * import { Schema } from "effect";
 *
 * const movement = Schema.decodeUnknownSync(CogMovement.CogMovement);
 * const merger = movement({ kind: "merged", on: "2016-01-01", from: [{ code: "41151", nom: "Montrichard" }, { code: "41023", nom: "Bourré" }], to: [{ code: "41151", nom: "Montrichard Val de Cher" }] });
 * const history = CogMovement.historyOf([merger], (code) => (code === "41151" ? "Montrichard Val de Cher" : null));
 * history.nameOn("41151", "2015-12-31"); // => "Montrichard"
 * history.nameOn("41023", "2016-01-01"); // => null
 * history.whereOn("41023", "2016-01-01"); // => "41151"
 * history.whereOn("41023", "2015-12-31"); // => "41023"
 * ```
 */
import { Schema } from "effect";
import { CommuneCode } from "./Cog.ts";
import { LocalDate } from "./LocalDate.ts";

/** What happened: several communes became one, one gave others back, was divided, has another code, or another name only. */
export const CogMovementKind = Schema.Literals(["merged", "restored", "split", "code-changed", "renamed"]).annotate({
  title: "CogMovementKind",
  description: "What happened to the communes",
});

/** What happened. */
export type CogMovementKind = typeof CogMovementKind.Type;

/** A commune by its code and the name it had or has. */
export const CogPlace = Schema.Struct({ code: CommuneCode, nom: Schema.String }).annotate({ identifier: "CogPlace", title: "CogPlace", description: "A commune by code and name" });

/** A commune by its code and its name. */
export type CogPlace = typeof CogPlace.Type;

/** From its day on, the communes `from` are the communes `to`. A code on both sides is one commune before and after. */
export const CogMovement = Schema.Struct({
  kind: CogMovementKind,
  on: LocalDate.annotate({ description: "First day of what came of it; 1 January of the first edition that holds it, where no file gives the day" }),
  from: Schema.Array(CogPlace),
  to: Schema.Array(CogPlace),
}).annotate({ identifier: "CogMovement", title: "CogMovement", description: "Communes that merged, divided, changed their code or their name" });

/** From its day on, the communes `from` are the communes `to`. */
export type CogMovement = typeof CogMovement.Type;

/** What is needed of a movement; codes are any texts here. */
export interface Movement {
  readonly on: string;
  readonly from: ReadonlyArray<{ readonly code: string; readonly nom: string }>;
  readonly to: ReadonlyArray<{ readonly code: string; readonly nom: string }>;
}

/** The communes of the past, as far as the movements reach. */
export interface CogHistory {
  /** The name a commune had on a day; null where no commune had the code. */
  readonly nameOn: (code: string, day: string) => string | null;
  /**
   * The commune that held the place on a day: itself, the one it had merged into, or the one it was given back by since; null where
   * nobody knows. Of several the first that the movement names.
   */
  readonly whereOn: (code: string, day: string) => string | null;
}

const inOrder = (a: Movement, b: Movement): number => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0);

/** No chain of movements of one place is longer: it ends there rather than turn in circles over a damaged file. */
const longestChain = 50;

/** The history that movements tell of the communes of today. Asking costs the movements of the codes concerned only. */
export const historyOf = (movements: ReadonlyArray<Movement>, nameToday: (code: string) => string | null): CogHistory => {
  const byCode = new Map<string, Array<Movement>>();
  for (const movement of movements.toSorted(inOrder)) {
    for (const code of new Set([...movement.from, ...movement.to].map((place) => place.code))) {
      const known = byCode.get(code);
      if (known === undefined) byCode.set(code, [movement]);
      else known.push(movement);
    }
  }
  const of = (code: string): ReadonlyArray<Movement> => byCode.get(code) ?? [];
  const nameOn = (code: string, day: string): string | null => {
    // The first thing that happened to it afterwards says what it was until then.
    const next = of(code).find(({ on }) => on > day);
    return next === undefined ? nameToday(code) : (next.from.find((place) => place.code === code)?.nom ?? null);
  };
  const step = (code: string, day: string): string | undefined => {
    const gone = of(code).findLast(({ from, on }) => on <= day && from.some((place) => place.code === code));
    const made = of(code).find(({ on, to }) => on > day && to.some((place) => place.code === code));
    return (gone?.to ?? made?.from ?? []).find((place) => place.code !== code)?.code;
  };
  const whereOn = (code: string, day: string): string | null => {
    let at: string | undefined = code;
    for (let steps = 0; at !== undefined && steps < longestChain; steps += 1) {
      if (nameOn(at, day) !== null) return at;
      at = step(at, day);
    }
    return null;
  };
  return { nameOn, whereOn };
};
