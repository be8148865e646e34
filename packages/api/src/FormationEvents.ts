/**
 * What the registry tells of the formation of a CPTS: its steps, letters of intent and health projects.
 *
 * @example
 * ```ts
 * import { formationEvents } from "@cpts/api/FormationEvents"
 *
 * formationEvents.cptsStatusChanged.type // => "cpts.registry.cpts.status-changed.v1"
 * ```
 *
 * @since 0.1.0
 */
import * as Events from "@cpts/domain/FormationEvents";
import { CptsMerged, CptsStatusChanged } from "@cpts/domain/RegistryEvents";
import { eventType } from "./EventType.ts";

const cptsId = "0198c0de-0000-7000-8000-000000000001";
const letter = { cptsId, letterId: "0198c0de-0000-7000-8000-000000000004", version: 1 };
const project = { cptsId, projectId: "0198c0de-0000-7000-8000-000000000005", version: 1 };

/** The events of the registry about the formation of a CPTS. */
export const formationEvents = {
  cptsStatusChanged: eventType({
    service: "registry",
    aggregate: "cpts",
    event: "status-changed",
    version: 1,
    payload: CptsStatusChanged,
    summary: { fr: "Une CPTS franchit une étape, ou un document dit qu'elle l'a franchie", en: "A CPTS takes a step, or a document states that it did" },
    example: { cptsId, action: "open-aci-negotiation", from: "project-validated", to: "aci-negotiation", on: "2026-03" },
  }),
  cptsMerged: eventType({
    service: "registry",
    aggregate: "cpts",
    event: "merged",
    version: 1,
    payload: CptsMerged,
    summary: { fr: "Une CPTS est absorbée par une autre", en: "A CPTS becomes part of another one" },
    example: { cptsId, into: "0198c0de-0000-7000-8000-000000000006", on: "2026-01-01" },
  }),
  letterSubmitted: eventType({
    service: "registry",
    aggregate: "letter-of-intent",
    event: "submitted",
    version: 1,
    payload: Events.LetterSubmitted,
    summary: { fr: "Une lettre d'intention est déposée", en: "A letter of intent is handed in" },
    example: { ...letter, on: "2026-03" },
  }),
  letterDecided: eventType({
    service: "registry",
    aggregate: "letter-of-intent",
    event: "decided",
    version: 1,
    payload: Events.LetterDecided,
    summary: { fr: "Une lettre d'intention est validée ou rendue", en: "A letter of intent is validated or returned" },
    example: { ...letter, decision: "validated", on: "2026-05-04" },
  }),
  projectSubmitted: eventType({
    service: "registry",
    aggregate: "health-project",
    event: "submitted",
    version: 1,
    payload: Events.HealthProjectSubmitted,
    summary: { fr: "Un projet de santé est déposé", en: "A health project is handed in" },
    example: { ...project, on: "2026-09-30", missions: ["PARCOURS"] },
  }),
  projectOpinionGiven: eventType({
    service: "registry",
    aggregate: "health-project",
    event: "opinion-given",
    version: 1,
    payload: Events.HealthProjectOpinionGiven,
    summary: { fr: "Un avis est donné sur un projet de santé", en: "An opinion is given on a health project" },
    example: { ...project, from: "caisse", verdict: "favourable", on: "2026-10-12" },
  }),
  projectCompleted: eventType({
    service: "registry",
    aggregate: "health-project",
    event: "completed",
    version: 1,
    payload: Events.HealthProjectCompleted,
    summary: { fr: "L'ARS a le dossier complet d'un projet de santé", en: "The agency has the whole of a health project" },
    example: { ...project, on: "2026-10-15" },
  }),
  projectValidated: eventType({
    service: "registry",
    aggregate: "health-project",
    event: "validated",
    version: 1,
    payload: Events.HealthProjectValidated,
    summary: { fr: "Un projet de santé est validé, par décision ou par silence", en: "A health project is validated, by decision or by silence" },
    example: { ...project, on: "2026-12-15", tacit: true },
  }),
  projectRefused: eventType({
    service: "registry",
    aggregate: "health-project",
    event: "refused",
    version: 1,
    payload: Events.HealthProjectRefused,
    summary: { fr: "Un projet de santé est refusé", en: "A health project is refused" },
    example: { ...project, on: "2026-11-20", grounds: ["territory"] },
  }),
};
