/**
 * Who comes to receive the public of a session: professionals of the directory, first come first served, then waiting for
 * their turn.
 *
 * @example
 * ```ts
 * import * as SessionSignUp from "@cpts/domain/SessionSignUp";
 *
 * SessionSignUp.stateOfNewcomer(2, 2); // => "waiting"
 * SessionSignUp.stateOfNewcomer(null, 500); // => "confirmed"
 * ```
 */
import { Schema } from "effect";
import { ProfessionalId } from "./Professional.ts";

/** `confirmed`: has a place. `waiting`: comes when a place is free. `withdrawn`: does not come after all. */
export const SignUpState = Schema.Literals(["confirmed", "waiting", "withdrawn"]).annotate({ title: "SignUpState", description: "Where a sign-up stands" });

/** Where a sign-up stands. */
export type SignUpState = typeof SignUpState.Type;

/** A sign-up; the lowest `number` that waits is next. */
export const SignUp = Schema.Struct({ professionalId: ProfessionalId, number: Schema.Int, state: SignUpState }).annotate({
  identifier: "SessionSignUp",
  title: "SignUp",
  description: "A professional of a session",
});

/** A sign-up. */
export type SignUp = typeof SignUp.Type;

/** A newcomer has a place while there is one (`null`: always), else waits. */
export const stateOfNewcomer = (capacity: number | null, confirmed: number): "confirmed" | "waiting" => (capacity === null || confirmed < capacity ? "confirmed" : "waiting");

/** Who of those waiting now has a place, in their turn: after a withdrawal, or a greater capacity. */
export const promoted = (signUps: ReadonlyArray<SignUp>, capacity: number | null): ReadonlyArray<ProfessionalId> => {
  const waiting = signUps.filter(({ state }) => state === "waiting").toSorted((a, b) => a.number - b.number);
  const confirmed = signUps.filter(({ state }) => state === "confirmed").length;
  return waiting.slice(0, capacity === null ? waiting.length : Math.max(0, capacity - confirmed)).map(({ professionalId }) => professionalId);
};
