import type { Problem } from "@cpts/api/Problem";
import type { Actor } from "@cpts/domain/Access";
import type { CptsId } from "@cpts/domain/Cpts";
import { misplaced, type NewTransition, type TakeOver } from "@cpts/domain/CptsHistory";
import { transition, transitionsFrom, type CptsAction, type CptsStatus } from "@cpts/domain/CptsStatus";
import { missingFor, type Dossier } from "@cpts/domain/Formation";
import { fromLocalDate, type PartialDate } from "@cpts/domain/PartialDate";
import type { Role } from "@cpts/domain/Role";
import type { Source } from "@cpts/domain/Source";
import { startBounds, type Dated, type StartBounds } from "@cpts/domain/Validity";
import { today } from "@cpts/service-kit/time/today";
import { Effect, Result } from "effect";
import { cptsNotFound } from "../cpts/queries.ts";
import { lockCpts } from "../cpts/lock.ts";
import { hasTerritory } from "./dossier.ts";
import { elsewhere } from "./elsewhere.ts";
import { endTerritory } from "./end-territory.ts";
import { hasOwnSteps, lacking, misdated, notAllowed, notInYourName, notYours, takenElsewhere } from "./refusals.ts";
import { keepStep, stepsOf } from "./steps.ts";

/** Who takes a step. */
export interface Caller {
  readonly actor: Actor;
  readonly callerName: string;
}

/** A step that was asked for. */
export interface AskedStep {
  readonly action: CptsAction;
  readonly on: PartialDate | null;
  readonly by: Role;
  readonly evidence: Source | null;
  readonly recordedBy: string | null;
  /** Where its date stands in the request. */
  readonly path: ReadonlyArray<string>;
  /** It was taken before the last one, which is undone by it. */
  readonly replacesLast?: boolean;
}

/** A submission is the step of the CPTS, also where the agency records what came on paper. */
export const inTheNameOfCpts = ({ role }: Actor): Role => (role === "board-member" || role === "service-account" ? role : "coordinator");

/** In whose name somebody acts: a person in the own role, a service account in that of whom it writes for. */
export const actingRole = ({ role }: Actor, by: Role | undefined) =>
  by === undefined || by === role || role === "service-account" ? Effect.succeed(by ?? role) : Effect.fail(notInYourName);

/** A service account that names nobody writes what its scope allows. */
const nextStatus = (from: CptsStatus, action: CptsAction, role: Role): Effect.Effect<CptsStatus, Problem> => {
  const step = transitionsFrom(from).find((row) => row.action === action);
  if (step !== undefined && role === "service-account") return Effect.succeed(step.to);
  const outcome = transition(from, action, role);
  if (Result.isSuccess(outcome)) return Effect.succeed(outcome.success);
  return Effect.fail(outcome.failure._tag === "TransitionNotAllowed" ? notAllowed(outcome.failure) : notYours(outcome.failure));
};

const bounded = (on: PartialDate | null, now: Dated["latest"]): Dated => ({ start: on, ...startBounds(on, now) });

const checkDate = (previous: (StartBounds & { readonly start: PartialDate | null }) | undefined, next: Dated, now: Dated["latest"], path: ReadonlyArray<string | number>) => {
  const why = misplaced(previous ?? { earliest: null, latest: now }, next, now);
  return why === null ? Effect.void : Effect.fail(misdated(why, path, previous?.start ?? null));
};

/** Fails for a date that is yet to come. */
export const checkStepDate = (on: PartialDate, path: ReadonlyArray<string>) => Effect.flatMap(today, (now) => checkDate(undefined, bounded(on, now), now, path));

/** Takes a CPTS through a step: the table, what must be there before, the date. Answers the version that it made. */
export const passStep = (cptsId: CptsId, { action, by, evidence, on, path, recordedBy, replacesLast = false }: AskedStep) =>
  Effect.gen(function* () {
    const row = yield* lockCpts(cptsId);
    const steps = yield* stepsOf(cptsId);
    // Written by this service, from this list.
    const from = row.status as CptsStatus;
    const to = yield* nextStatus(from, action, by);
    const dossier: Dossier = { status: from, reached: steps.map((step) => step.to), legalForm: row.legal_form, hasTerritory: yield* hasTerritory(cptsId), hasEvidence: evidence !== null };
    const missing = missingFor(action, dossier);
    if (missing.length > 0) return yield* lacking(action, missing);
    const now = yield* today;
    const dated = bounded(on ?? fromLocalDate(now), now);
    yield* checkDate(steps.at(replacesLast ? -2 : -1), dated, now, path);
    return yield* keepStep(cptsId, from, { action, to, dated, by, evidence, recordedBy });
  });

/** The step that made a version. */
export const takenStep = (cptsId: CptsId, number: number) =>
  Effect.flatMap(stepsOf(cptsId), (steps) => {
    const taken = steps.find(({ view }) => view.number === number);
    return taken === undefined ? Effect.fail(cptsNotFound) : Effect.succeed(taken.view);
  });

/** Takes a step that needs nothing but its date and its proof. */
export const takeStep = (cptsId: CptsId, { action, by, evidence, on }: NewTransition, { actor, callerName }: Caller) =>
  Effect.gen(function* () {
    const path = elsewhere[action];
    if (path !== undefined) return yield* takenElsewhere(action, path);
    const role = yield* actingRole(actor, by);
    const number = yield* passStep(cptsId, { action, on: on ?? null, by: role, evidence: evidence ?? null, recordedBy: callerName, path: ["on"] });
    // What is no more covers nothing.
    if (action === "dissolve") yield* endTerritory(cptsId, on ?? fromLocalDate(yield* today));
    return yield* takenStep(cptsId, number);
  });

/** States the past of a CPTS that already runs. Nothing is played again: no table and no requirement is asked about it. */
export const takeOver = (cptsId: CptsId, { steps }: TakeOver, { actor, callerName }: Caller) =>
  Effect.gen(function* () {
    const row = yield* lockCpts(cptsId);
    const known = yield* stepsOf(cptsId);
    if (known.length > 1) return yield* hasOwnSteps;
    const now = yield* today;
    // Written by this service, from this list.
    let from = row.status as CptsStatus;
    for (const [index, { on, source, to }] of steps.entries()) {
      const dated = bounded(on ?? null, now);
      yield* checkDate(undefined, dated, now, ["steps", index, "on"]);
      yield* keepStep(cptsId, from, { action: "take-over", to, dated, by: actor.role, evidence: source, recordedBy: callerName });
      from = to;
    }
  });
