/**
 * What the directory tells. People are ids: their names and numbers stay in the directory, which can erase them; names of
 * organizations are public facts.
 *
 * @example
 * ```ts
 * import * as DirectoryEvents from "@cpts/domain/DirectoryEvents";
 *
 * Object.keys(DirectoryEvents.ProfessionalRegistered.fields); // => ["professionalId", "profession"]
 * ```
 */
import { Schema } from "effect";
import { freeText } from "./FreeText.ts";
import { Code } from "./OpenCode.ts";
import { OrganizationId, OrganizationKind } from "./Organization.ts";
import { ProfessionalId } from "./Professional.ts";
import { EventProvenance } from "./RegistryEvents.ts";

/** Someone is known to the directory. */
export const ProfessionalRegistered = Schema.Struct({
  professionalId: ProfessionalId,
  profession: Schema.NullOr(Code).annotate({ description: "Code of the profession (TRE_G15); null when it is not known or there is none" }),
}).annotate({ identifier: "ProfessionalRegistered", title: "ProfessionalRegistered", description: "Someone is known to the directory" });

/** Someone is known to the directory. */
export type ProfessionalRegistered = typeof ProfessionalRegistered.Type;

/** An organization is known to the directory. */
export const OrganizationRegistered = Schema.Struct({
  organizationId: OrganizationId,
  name: freeText({ max: 200, title: "Name", description: "Name of the organization" }),
  kind: OrganizationKind,
  provenance: EventProvenance,
}).annotate({ identifier: "OrganizationRegistered", title: "OrganizationRegistered", description: "An organization is known to the directory" });

/** An organization is known to the directory. */
export type OrganizationRegistered = typeof OrganizationRegistered.Type;
