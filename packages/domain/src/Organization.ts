/**
 * A legal entity around the CPTS: agencies, funds, unions, federations, hospitals, pharmacies, associations.
 *
 * @example
 * ```ts
 * import * as Organization from "@cpts/domain/Organization";
 *
 * Organization.organizationKinds.find(({ code }) => code === "ars")?.en; // => "regional health agency (ARS)"
 * ```
 */
import { Schema } from "effect";
import { Competence } from "./Competence.ts";
import { CptsIdentifiersInput, ExternalIds } from "./Cpts.ts";
import { freeText } from "./FreeText.ts";
import { platformId } from "./internal/platformId.ts";
import { openCode } from "./OpenCode.ts";
import { Provenance } from "./Source.ts";
import { WebAddress } from "./WebAddress.ts";

/** Identity of an organization. Issue: `platform-id.format`. */
export const OrganizationId = platformId("OrganizationId", "Identity of an organization on the platform").pipe(Schema.brand("OrganizationId"));

/** Identity of an organization. */
export type OrganizationId = typeof OrganizationId.Type;

/** Kinds met around a CPTS, with their labels. "Caisse" is CPAM, MSA or CGSS; today's DAC were the PTA of 2018. */
export const organizationKinds = [
  { code: "ars", fr: "agence régionale de santé (ARS)", en: "regional health agency (ARS)" },
  { code: "cpam", fr: "caisse primaire d'assurance maladie (CPAM)", en: "health insurance fund (CPAM)" },
  { code: "msa", fr: "caisse de la Mutualité sociale agricole (MSA)", en: "farmers' insurance fund (MSA)" },
  { code: "cgss", fr: "caisse générale de sécurité sociale (CGSS)", en: "overseas social security fund (CGSS)" },
  { code: "urps", fr: "union régionale des professionnels de santé (URPS)", en: "regional union of professionals (URPS)" },
  { code: "federation", fr: "fédération", en: "federation" },
  { code: "union", fr: "syndicat", en: "trade union" },
  { code: "dac", fr: "dispositif d'appui à la coordination (DAC)", en: "coordination support scheme (DAC)" },
  { code: "mda", fr: "maison départementale de l'autonomie ou des personnes handicapées (MDA, MDPH)", en: "departemental house for autonomy or disability (MDA, MDPH)" },
  { code: "hospital", fr: "hôpital ou clinique", en: "hospital or clinic" },
  { code: "msp", fr: "maison de santé pluriprofessionnelle", en: "multi-professional health house" },
  { code: "health-centre", fr: "centre de santé", en: "health centre" },
  { code: "pharmacy", fr: "pharmacie", en: "pharmacy" },
  { code: "medico-social", fr: "établissement médico-social", en: "medico-social establishment" },
  { code: "social", fr: "acteur social", en: "social actor" },
  { code: "local-authority", fr: "collectivité territoriale", en: "local authority" },
  { code: "users-association", fr: "association d'usagers", en: "users' association" },
  { code: "association", fr: "autre association", en: "other association" },
] as const;

/** Kind of an organization, an open list. */
export const OrganizationKind = openCode(
  organizationKinds.map(({ code }) => code),
  { title: "OrganizationKind", description: "Kind of an organization" },
);

/** Kind of an organization. */
export type OrganizationKind = typeof OrganizationKind.Type;

/** What it takes to make an organization known: a name and a kind. `provenance` is `declared` unless said. */
export const OrganizationRegistration = Schema.Struct({
  name: freeText({ max: 200, title: "Name", description: "Name of the organization" }),
  shortName: Schema.optionalKey(freeText({ max: 60, title: "ShortName", description: "Short name or acronym" })),
  kind: OrganizationKind,
  identifiers: Schema.optionalKey(CptsIdentifiersInput),
  competence: Schema.optionalKey(Competence),
  website: Schema.optionalKey(WebAddress),
  provenance: Schema.optionalKey(Provenance),
  externalIds: Schema.optionalKey(ExternalIds),
}).annotate({ identifier: "OrganizationRegistration", title: "OrganizationRegistration", description: "What it takes to make an organization known" });

/** What it takes to make an organization known. */
export type OrganizationRegistration = typeof OrganizationRegistration.Type;
