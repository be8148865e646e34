/**
 * The professions that a session needs, compared with those who have a place at it. Who waits does not count, nor does somebody
 * whose profession no source tells.
 *
 * @example
 * ```ts
 * import * as SessionStaffing from "@cpts/domain/SessionStaffing";
 *
 * SessionStaffing.staffingOf([{ profession: "60", count: 2 }], ["60", "10", null]); // => [{ profession: "60", needed: 2, signedUp: 1, missing: 1 }]
 * ```
 */
import { Schema } from "effect";
import { Code } from "./OpenCode.ts";
import type { ProfessionNeed } from "./Session.ts";

/** One profession that a session needs, with how many have a place and how many are missing. */
export const ProfessionStaffing = Schema.Struct({ profession: Code, needed: Schema.Int, signedUp: Schema.Int, missing: Schema.Int }).annotate({
  identifier: "ProfessionStaffing",
  title: "ProfessionStaffing",
  description: "A profession that a session needs, and who has signed up",
});

/** One profession that a session needs. */
export type ProfessionStaffing = typeof ProfessionStaffing.Type;

/** Each profession needed, beside the professions of those who have a place (`null`: not known). */
export const staffingOf = (needs: ReadonlyArray<ProfessionNeed>, professions: ReadonlyArray<string | null>): ReadonlyArray<ProfessionStaffing> =>
  needs.map(({ count, profession }) => {
    const signedUp = professions.filter((one) => one === profession).length;
    return { profession, needed: count, signedUp, missing: Math.max(0, count - signedUp) };
  });
