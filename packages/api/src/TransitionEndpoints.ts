/**
 * The life of a CPTS: the steps that it takes, those of its past as documents state them, and where it stood on a date.
 *
 * @example
 * ```ts
 * import { transitionEndpoints } from "@cpts/api/TransitionEndpoints"
 *
 * transitionEndpoints.takeStep.path // => "/v1/cpts/{id}/transitions"
 * ```
 *
 * @since 0.1.0
 */
import { CptsId } from "@cpts/domain/Cpts";
import { NewMerger, NewTransition, RecordedAction, TakeOver } from "@cpts/domain/CptsHistory";
import { CptsStatus } from "@cpts/domain/CptsStatus";
import { LocalDate } from "@cpts/domain/LocalDate";
import { PartialDate } from "@cpts/domain/PartialDate";
import { Role } from "@cpts/domain/Role";
import { Source } from "@cpts/domain/Source";
import { Schema } from "effect";
import { endpoint } from "./Endpoint.ts";

const told = {
  number: Schema.Int.annotate({ description: "The version of the CPTS that the step made" }),
  action: RecordedAction,
  from: Schema.NullOr(CptsStatus.annotate({ description: "Null for the registration" })),
  to: CptsStatus,
  on: Schema.NullOr(PartialDate.annotate({ description: "As it was said; null where it is not known" })),
};

/** A step of a CPTS. */
export const TransitionView = Schema.Struct({
  ...told,
  by: Schema.NullOr(Role.annotate({ description: "In whose name it was recorded" })),
  evidence: Schema.NullOr(Source),
}).annotate({ identifier: "Transition" });
export type TransitionView = typeof TransitionView.Type;

/** The steps of a CPTS, and where it stood on a date. */
export const LifeView = Schema.Struct({
  cptsId: CptsId,
  asOf: LocalDate,
  status: Schema.NullOr(CptsStatus.annotate({ description: "On that date; null where dates known in part leave several possible, or it was not yet" })),
  possible: Schema.Array(CptsStatus).annotate({ description: "Every status that it may have had on that date" }),
  items: Schema.Array(TransitionView).annotate({ description: "All steps, in the order of their recording" }),
}).annotate({ identifier: "Life" });
export type LifeView = typeof LifeView.Type;

/** A step with its CPTS, as a snapshot gives it. */
export const TransitionOfCpts = Schema.Struct({ cptsId: CptsId, ...told }).annotate({ identifier: "TransitionOfCpts" });

const cptsId = Schema.Struct({ id: CptsId });

/** The endpoints of the registry about the life of a CPTS. */
export const transitionEndpoints = {
  takeStep: endpoint({
    id: "transition.take",
    method: "POST",
    path: "/v1/cpts/{id}/transitions",
    params: cptsId,
    body: NewTransition,
    response: TransitionView,
    status: 201,
    problems: ["invalid-request", "illegal-transition"],
    permission: "cpts.transition",
    summary: { fr: "Faire franchir une étape à une CPTS", en: "Take a CPTS through a step" },
    example: { action: "dissolve", on: "2026-03", evidence: { document: "Procès-verbal de l'assemblée générale" } },
  }),
  takeOver: endpoint({
    id: "transition.take-over",
    method: "POST",
    path: "/v1/cpts/{id}/take-over",
    params: cptsId,
    body: TakeOver,
    response: LifeView,
    status: 201,
    problems: ["invalid-request", "illegal-transition"],
    permission: "cpts.transition",
    summary: { fr: "Reprendre une CPTS qui fonctionne déjà : ses étapes passées, chacune avec sa source", en: "Take over a CPTS that already runs: the steps of its past, each with its source" },
    example: {
      steps: [
        { to: "project-validated", on: "2019", source: { document: "Arrêté de l'ARS" } },
        { to: "active", on: "2020-01", source: { document: "Rapport d'activité 2020" } },
      ],
    },
  }),
  mergeCpts: endpoint({
    id: "transition.merge",
    method: "POST",
    path: "/v1/cpts/{id}/merger",
    params: cptsId,
    body: NewMerger,
    response: TransitionView,
    status: 201,
    problems: ["invalid-request", "illegal-transition", "unknown-reference"],
    permission: "cpts.merge",
    summary: { fr: "Fusionner une CPTS dans une autre, qui lui succède", en: "Merge a CPTS into another, which succeeds it" },
    example: { into: "0198c0de-0000-7000-8000-000000000006", on: "2026-01-01", evidence: { document: "Traité de fusion" } },
  }),
  readLife: endpoint({
    id: "transition.list",
    method: "GET",
    path: "/v1/cpts/{id}/transitions",
    params: cptsId,
    query: Schema.Struct({ asOf: Schema.optionalKey(LocalDate.annotate({ description: "Date the status is about; today in Paris by default" })) }),
    response: LifeView,
    permission: "cpts.read",
    summary: { fr: "Les étapes d'une CPTS, et où elle en était à une date", en: "The steps of a CPTS, and where it stood on a date" },
  }),
};
