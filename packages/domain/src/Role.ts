/**
 * Who acts on the platform.
 *
 * @example
 * ```ts
 * import * as Role from "@cpts/domain/Role";
 *
 * Role.roleLabels.find((row) => row.code === "ars-officer")?.en; // => "officer of a regional health agency"
 * ```
 */
import { Schema } from "effect";

/** The roles of the platform. A role says nothing of the territory: see `Actor` in Access. */
export const Role = Schema.Literals([
  "coordinator",
  "board-member",
  "professional",
  "ars-officer",
  "cpam-officer",
  "urps-referent",
  "service-account",
  "platform-admin",
  "anonymous",
]).annotate({ title: "Role", description: "Who acts on the platform" });

/** A role of the platform. */
export type Role = typeof Role.Type;

/** French and English labels of the roles. */
export const roleLabels: ReadonlyArray<{ readonly code: Role; readonly fr: string; readonly en: string }> = [
  { code: "coordinator", fr: "coordinateur de CPTS", en: "coordinator of a CPTS" },
  { code: "board-member", fr: "membre du bureau ou du conseil", en: "board member" },
  { code: "professional", fr: "professionnel", en: "professional" },
  { code: "ars-officer", fr: "agent de l'ARS", en: "officer of a regional health agency" },
  { code: "cpam-officer", fr: "agent de la caisse (CPAM, MSA ou CGSS)", en: "officer of the health insurance fund" },
  { code: "urps-referent", fr: "référent URPS", en: "referent of a regional union of professionals" },
  { code: "service-account", fr: "compte de service", en: "service account" },
  { code: "platform-admin", fr: "administrateur de la plateforme", en: "platform administrator" },
  { code: "anonymous", fr: "visiteur non identifié", en: "anonymous visitor" },
];
