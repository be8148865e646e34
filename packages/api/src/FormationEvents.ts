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
import { CptsStatusChanged } from "@cpts/domain/RegistryEvents";
import { eventType } from "./EventType.ts";

const cptsId = "0198c0de-0000-7000-8000-000000000001";

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
};
