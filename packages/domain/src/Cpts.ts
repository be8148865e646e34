/**
 * A CPTS: a community of health professionals responsible for a territory (art. L. 1434-12 CSP).
 *
 * @example
 * ```ts
 * import * as Cpts from "@cpts/domain/Cpts";
 * import { Schema } from "effect";
 *
 * const registration = Schema.decodeUnknownSync(Cpts.CptsRegistration)({
 *   name: "  CPTS Asclépios ",
 *   legalForm: "association-1901",
 * });
 * registration.name; // => "CPTS Asclépios"
 * ```
 */
import { Schema } from "effect";
import { Attachment, Initiator, PublicContacts, Seat } from "./CptsDetails.ts";
import { CptsStatus } from "./CptsStatus.ts";
import { Finess } from "./Finess.ts";
import { freeText } from "./FreeText.ts";
import { platformId } from "./internal/platformId.ts";
import { withoutNir } from "./internal/withoutNir.ts";
import { openCode } from "./OpenCode.ts";
import { PartialDate } from "./PartialDate.ts";
import { Rna } from "./Rna.ts";
import { Siren } from "./Siren.ts";
import { Siret } from "./Siret.ts";
import { Provenance } from "./Source.ts";
import { TerritoryChange } from "./Territory.ts";
import { WebAddress } from "./WebAddress.ts";

export {
  CptsAction,
  cptsActions,
  CptsStatus,
  cptsStatuses,
  transition,
  TransitionNotAllowed,
  TransitionRoleNotAllowed,
  transitions,
  transitionsFrom,
  type Transition,
} from "./CptsStatus.ts";

/** Identity of a CPTS on the platform: a UUID, lower case (RFC 9562). Issue: `cpts-id.format`. */
export const CptsId = platformId("CptsId", "Identity of a CPTS on the platform", { message: "cpts-id.format" }).pipe(Schema.brand("CptsId"));

/** Identity of a CPTS on the platform. */
export type CptsId = typeof CptsId.Type;

/** Legal forms met; the agreement imposes none ("la plus adaptée"), the association is the usual one. Labels: `@cpts/reference-data`. */
export const legalFormCodes = ["association-1901", "association-local-law", "gcs", "gcsms", "sisa", "gie"] as const;

/** Legal form of a CPTS or of its host, an open list. */
export const LegalForm = openCode(legalFormCodes, {
  title: "LegalForm",
  description: "Legal form of the CPTS or of its host",
});

/** Legal form of a CPTS. */
export type LegalForm = typeof LegalForm.Type;

const siretOfOtherSiren = (identifiers: { readonly siren?: string | null; readonly siret?: string | null }) => {
  const { siren, siret } = identifiers;
  if (typeof siren !== "string" || typeof siret !== "string" || siret.startsWith(siren)) return true;
  return { path: ["siret"], issue: "cpts-identifiers.siret-of-other-siren" };
};

/** Official numbers, `null` when there is none or it is not known. Issue: `cpts-identifiers.siret-of-other-siren` at `siret`. */
export const CptsIdentifiers = Schema.Struct({
  rna: Schema.NullOr(Rna),
  siren: Schema.NullOr(Siren),
  siret: Schema.NullOr(Siret),
  finess: Schema.NullOr(Finess),
})
  .annotate({ title: "CptsIdentifiers", description: "Official numbers of a CPTS" })
  .pipe(Schema.check(Schema.makeFilter(siretOfOtherSiren, { identifier: "CptsIdentifiers" })));

/** Official numbers, `null` when there is none or it is not known. */
export type CptsIdentifiers = typeof CptsIdentifiers.Type;

/** Official numbers as entered: an absent key is unknown (or unchanged), `null` clears it. */
export const CptsIdentifiersInput = Schema.Struct({
  rna: Schema.optionalKey(Schema.NullOr(Rna)),
  siren: Schema.optionalKey(Schema.NullOr(Siren)),
  siret: Schema.optionalKey(Schema.NullOr(Siret)),
  finess: Schema.optionalKey(Schema.NullOr(Finess)),
})
  .annotate({ title: "CptsIdentifiersInput", description: "Official numbers of a CPTS, as entered" })
  .pipe(Schema.check(Schema.makeFilter(siretOfOtherSiren, { identifier: "CptsIdentifiersInput" })));

/** Official numbers as entered. */
export type CptsIdentifiersInput = typeof CptsIdentifiersInput.Type;

/**
 * The number of the CPTS in someone else's system. Issues: `external-id.system`, `external-id.value`,
 * `free-text.social-security-number`.
 */
export const ExternalId = Schema.Struct({
  system: Schema.String.annotate({ title: "System", description: "The system that gave the number: a URI or a short code", examples: ["urn:oid:1.2.250.1.71.4.2.2"] }).pipe(
    Schema.check(Schema.isPattern(/^[!-~]{1,200}$/u, { message: "external-id.system" }), withoutNir),
  ),
  value: Schema.String.annotate({ title: "Value", description: "The number in that system" }).pipe(
    Schema.check(Schema.isPattern(/^[!-~]{1,100}$/u, { message: "external-id.value" }), withoutNir),
  ),
}).annotate({ identifier: "ExternalId", title: "ExternalId", description: "The number of the CPTS in another system" });

/** The number of the CPTS in someone else's system. */
export type ExternalId = typeof ExternalId.Type;

const repeatedExternalIds = (ids: ReadonlyArray<ExternalId>) => {
  const seen = new Set<string>();
  return ids.flatMap(({ system, value }, index) => {
    const key = `${system} ${value}`;
    if (seen.has(key)) return [{ path: [index], issue: "external-id.repeated" }];
    seen.add(key);
    return [];
  });
};

/** At most 50, each once. Issues: `external-id.too-many`, `external-id.repeated`. */
export const ExternalIds = Schema.Array(ExternalId).annotate({ title: "ExternalIds", description: "Numbers of the CPTS in other systems" }).pipe(
  Schema.check(Schema.isMaxLength(50, { message: "external-id.too-many" }), Schema.makeFilter(repeatedExternalIds)),
);

const name = freeText({ max: 200, title: "Name", description: "Name of the CPTS" });
const shortName = freeText({ max: 60, title: "ShortName", description: "Short name or acronym" });

const foundedOn = PartialDate.annotate({ description: "When the association was founded, as far as it is known" });

/** What may be known of a CPTS beyond its names and numbers. */
const details = { seat: Seat, attachment: Attachment, initiator: Initiator, contacts: PublicContacts, foundedOn };

/** The details as a CPTS has them, each absent where it is not known. */
const known = {
  seat: Schema.optionalKey(details.seat),
  attachment: Schema.optionalKey(details.attachment),
  initiator: Schema.optionalKey(details.initiator),
  contacts: Schema.optionalKey(details.contacts),
  foundedOn: Schema.optionalKey(details.foundedOn),
};

/** A CPTS as the registry keeps it; an absent detail is not known. Territory and declared facts are kept beside it, with their dates. `version` counts changes from 1. */
export const Cpts = Schema.Struct({
  id: CptsId,
  name,
  shortName: Schema.NullOr(shortName),
  status: CptsStatus,
  legalForm: Schema.NullOr(LegalForm),
  identifiers: CptsIdentifiers,
  externalIds: ExternalIds,
  website: Schema.NullOr(WebAddress),
  provenance: Provenance,
  ...known,
  mergedInto: Schema.optionalKey(CptsId),
  version: Schema.Int.annotate({ description: "Counts the changes, from 1" }).pipe(
    Schema.check(Schema.isGreaterThanOrEqualTo(1, { message: "version.range" })),
  ),
}).annotate({ identifier: "Cpts", title: "Cpts", description: "A communauté professionnelle territoriale de santé" });

/** A CPTS as the registry keeps it. */
export type Cpts = typeof Cpts.Type;

/** What it takes to register a CPTS: a name. `status` is `emergence` and `provenance` `declared` unless said. */
export const CptsRegistration = Schema.Struct({
  name,
  shortName: Schema.optionalKey(shortName),
  status: Schema.optionalKey(CptsStatus),
  legalForm: Schema.optionalKey(LegalForm),
  identifiers: Schema.optionalKey(CptsIdentifiersInput),
  externalIds: Schema.optionalKey(ExternalIds),
  website: Schema.optionalKey(WebAddress),
  provenance: Schema.optionalKey(Provenance),
  ...known,
  territory: Schema.optionalKey(TerritoryChange),
}).annotate({ identifier: "CptsRegistration", title: "CptsRegistration", description: "What it takes to register a CPTS" });

/** What it takes to register a CPTS. */
export type CptsRegistration = typeof CptsRegistration.Type;

/**
 * What to change: absent keys stay, `null` clears (JSON merge patch, RFC 7396). The status changes by its own actions.
 * Issue: `cpts-patch.empty`.
 */
export const CptsPatch = Schema.Struct({
  name: Schema.optionalKey(name),
  shortName: Schema.optionalKey(Schema.NullOr(shortName)),
  legalForm: Schema.optionalKey(Schema.NullOr(LegalForm)),
  identifiers: Schema.optionalKey(CptsIdentifiersInput),
  externalIds: Schema.optionalKey(ExternalIds),
  website: Schema.optionalKey(Schema.NullOr(WebAddress)),
  provenance: Schema.optionalKey(Provenance),
  seat: Schema.optionalKey(Schema.NullOr(details.seat)),
  attachment: Schema.optionalKey(Schema.NullOr(details.attachment)),
  initiator: Schema.optionalKey(Schema.NullOr(details.initiator)),
  contacts: Schema.optionalKey(Schema.NullOr(details.contacts)),
  foundedOn: Schema.optionalKey(Schema.NullOr(details.foundedOn)),
})
  .annotate({ title: "CptsPatch", description: "What to change in a CPTS" })
  .pipe(Schema.check(Schema.makeFilter((patch: object) => Object.keys(patch).length > 0 || "cpts-patch.empty", { identifier: "CptsPatch" })));

/** What to change in a CPTS. */
export type CptsPatch = typeof CptsPatch.Type;

type Details = { readonly [Name in keyof typeof details]?: (typeof details)[Name]["Type"] | null };
type Known = { readonly [Name in keyof typeof details]?: (typeof details)[Name]["Type"] };

/** The details that are there, and no key for the others. */
const detailsOf = (from: Details): Known =>
  // What is filtered out is what the type does not have.
  Object.fromEntries(Object.keys(details).flatMap((field) => (from[field as keyof Details] == null ? [] : [[field, from[field as keyof Details]]]))) as Known;

/** The CPTS a registration makes. The identity comes from outside: the domain draws no number. */
export const register = (id: CptsId, registration: CptsRegistration): Cpts => ({
  id,
  name: registration.name,
  shortName: registration.shortName ?? null,
  status: registration.status ?? "emergence",
  legalForm: registration.legalForm ?? null,
  identifiers: { rna: null, siren: null, siret: null, finess: null, ...registration.identifiers },
  externalIds: registration.externalIds ?? [],
  website: registration.website ?? null,
  provenance: registration.provenance ?? { status: "declared" },
  ...detailsOf(registration),
  version: 1,
});

/** The CPTS after a patch, one version later. The SIRET and the SIREN may now disagree: decode the result to know. */
export const applyPatch = (cpts: Cpts, patch: CptsPatch): Cpts => {
  const { attachment, contacts, foundedOn: founded, initiator, seat, ...rest } = patch;
  const { attachment: _attachment, contacts: _contacts, foundedOn: _founded, initiator: _initiator, seat: _seat, ...kept } = cpts;
  const given = { seat, attachment, initiator, contacts, foundedOn: founded };
  return {
    ...kept,
    ...rest,
    identifiers: { ...cpts.identifiers, ...patch.identifiers },
    ...detailsOf({ ...detailsOf(cpts), ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) }),
    version: cpts.version + 1,
  };
};
