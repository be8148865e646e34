/**
 * National identifications made of a prefix and another number: IDNPS of professionals, IDNST of structures.
 *
 * The two prefix tables differ (3 is FINESS in one, SIRET in the other), hence two codecs that share nothing.
 *
 * @example
 * ```ts
 * import * as NationalId from "@cpts/domain/NationalId";
 * import { Schema } from "effect";
 *
 * Schema.decodeUnknownSync(NationalId.Idnps)("819990000001"); // => { _tag: "Rpps", rpps: "19990000001" }
 * Schema.decodeUnknownSync(NationalId.Idnst)("1380000018"); // => { _tag: "Finess", finess: "380000018" }
 * ```
 */
import { Schema, SchemaTransformation } from "effect";
import { Finess } from "./Finess.ts";
import { Rpps } from "./Rpps.ts";
import { Siren } from "./Siren.ts";
import { Siret } from "./Siret.ts";

/** ADELI: nine characters, the departement first. Closed to new professionals since 3 June 2024: history only. Issue: `adeli.format`. */
export const Adeli = Schema.String.annotate({
  title: "Adeli",
  description: "ADELI number, 9 characters (history only)",
  examples: ["37Z000001"],
}).pipe(Schema.check(Schema.isPattern(/^(?:\d{2}|2[AB])[0-9A-Z]\d{6}$/u, { message: "adeli.format" })), Schema.brand("Adeli"));

/** ADELI number. */
export type Adeli = typeof Adeli.Type;

const InternalId = Schema.String.annotate({ title: "InternalId", description: "Number given by the structure itself" }).pipe(
  Schema.check(Schema.isPattern(/^[!-~]{1,60}$/u, { message: "internal-id.format" })),
);

const OfficeId = Schema.String.annotate({ title: "OfficeId", description: "Number of a professional office" }).pipe(
  Schema.check(Schema.isPattern(/^[0-9A-Z]{1,20}$/u, { message: "office-id.format" })),
);

/** A professional, by one of the seven forms of the IDNPS. */
export const ProfessionalIdentity = Schema.Union([
  Schema.TaggedStruct("Rpps", { rpps: Rpps }),
  Schema.TaggedStruct("Adeli", { adeli: Adeli }),
  Schema.TaggedStruct("AdeliOffice", { office: OfficeId, internalId: InternalId }),
  Schema.TaggedStruct("Finess", { finess: Finess, internalId: InternalId }),
  Schema.TaggedStruct("Siren", { siren: Siren, internalId: InternalId }),
  Schema.TaggedStruct("Siret", { siret: Siret, internalId: InternalId }),
  Schema.TaggedStruct("RppsOffice", { office: OfficeId, internalId: InternalId }),
]).annotate({ title: "ProfessionalIdentity", description: "A professional, by one of the seven forms of the IDNPS" });

/** A professional, by one of the seven forms of the IDNPS. */
export type ProfessionalIdentity = typeof ProfessionalIdentity.Type;

/** The number, and after the first `/` the internal one. */
const splitInternal = (rest: string) => {
  const slash = rest.indexOf("/");
  return { number: rest.slice(0, slash), internalId: rest.slice(slash + 1) };
};

type ProfessionalWire = (typeof ProfessionalIdentity)["Encoded"];

const readProfessional = (text: string): ProfessionalWire => {
  const rest = text.slice(1);
  const { internalId, number } = splitInternal(rest);
  switch (text.charAt(0)) {
    case "8":
      return { _tag: "Rpps", rpps: rest };
    case "1":
      return { _tag: "AdeliOffice", office: number, internalId };
    case "3":
      return { _tag: "Finess", finess: number, internalId };
    case "4":
      return { _tag: "Siren", siren: number, internalId };
    case "5":
      return { _tag: "Siret", siret: number, internalId };
    case "6":
      return { _tag: "RppsOffice", office: number, internalId };
    default:
      return { _tag: "Adeli", adeli: rest };
  }
};

const writeProfessional = (identity: ProfessionalWire): string => {
  switch (identity._tag) {
    case "Rpps":
      return `8${identity.rpps}`;
    case "Adeli":
      return `0${identity.adeli}`;
    case "AdeliOffice":
      return `1${identity.office}/${identity.internalId}`;
    case "Finess":
      return `3${identity.finess}/${identity.internalId}`;
    case "Siren":
      return `4${identity.siren}/${identity.internalId}`;
    case "Siret":
      return `5${identity.siret}/${identity.internalId}`;
    case "RppsOffice":
      return `6${identity.office}/${identity.internalId}`;
  }
};

/**
 * Identification nationale du professionnel, read and written (ANS, `PSIdNat`: 0 ADELI, 1 ADELI office, 3 FINESS, 4 SIREN,
 * 5 SIRET, 6 RPPS office, 8 RPPS; all but 0 and 8 followed by `/` and an internal number). FHIR system
 * `urn:oid:1.2.250.1.71.4.2.1`. Issues: `idnps.format`, and those of the number inside (`siren.luhn`...).
 */
export const Idnps = Schema.String.annotate({
  title: "Idnps",
  description: "National identification of a professional: prefix and number",
  examples: ["819990000001"],
}).pipe(
  Schema.check(Schema.isPattern(/^(?:[08][0-9A-Z]{9,11}|[13456][0-9A-Z]{1,20}\/[!-~]{1,60})$/u, { message: "idnps.format" })),
  Schema.decodeTo(ProfessionalIdentity, SchemaTransformation.transform({ decode: readProfessional, encode: writeProfessional })),
);

/** `rang` of an RPPS or ADELI practice: the number of one place where a professional works. */
const RppsRang = Schema.String.annotate({ title: "RppsRang", description: "Number of a practice in RPPS, 14 digits" }).pipe(
  Schema.check(Schema.isPattern(/^\d{14}$/u, { message: "rpps-rang.format" })),
);

/** A structure, by one of the five forms of the IDNST. */
export const StructureIdentity = Schema.Union([
  Schema.TaggedStruct("AdeliOffice", { office: OfficeId }),
  Schema.TaggedStruct("Finess", { finess: Finess }),
  Schema.TaggedStruct("Siren", { siren: Siren }),
  Schema.TaggedStruct("Siret", { siret: Siret }),
  Schema.TaggedStruct("RppsRang", { rang: RppsRang }),
]).annotate({ title: "StructureIdentity", description: "A structure, by one of the five forms of the IDNST" });

/** A structure, by one of the five forms of the IDNST. */
export type StructureIdentity = typeof StructureIdentity.Type;

type StructureWire = (typeof StructureIdentity)["Encoded"];

const readStructure = (text: string): StructureWire => {
  const rest = text.slice(1);
  switch (text.charAt(0)) {
    case "1":
      return { _tag: "Finess", finess: rest };
    case "2":
      return { _tag: "Siren", siren: rest };
    case "3":
      return { _tag: "Siret", siret: rest };
    case "4":
      return { _tag: "RppsRang", rang: rest };
    default:
      return { _tag: "AdeliOffice", office: rest };
  }
};

const writeStructure = (identity: StructureWire): string => {
  switch (identity._tag) {
    case "AdeliOffice":
      return `0${identity.office}`;
    case "Finess":
      return `1${identity.finess}`;
    case "Siren":
      return `2${identity.siren}`;
    case "Siret":
      return `3${identity.siret}`;
    case "RppsRang":
      return `4${identity.rang}`;
  }
};

/**
 * Identification nationale de structure, read and written (ANS, `StructIdNat`: 0 ADELI office, 1 FINESS, 2 SIREN,
 * 3 SIRET, 4 RPPS rang). FHIR system `urn:oid:1.2.250.1.71.4.2.2`. Technical numbers without prefix are refused:
 * nothing tells them from the others. Issues: `idnst.format`, and those of the number inside.
 */
export const Idnst = Schema.String.annotate({
  title: "Idnst",
  description: "National identification of a structure: prefix and number",
  examples: ["1380000018"],
}).pipe(
  Schema.check(Schema.isPattern(/^[0-4][0-9A-Z]{1,20}$/u, { message: "idnst.format" })),
  Schema.decodeTo(StructureIdentity, SchemaTransformation.transform({ decode: readStructure, encode: writeStructure })),
);

/** The identity to publish when a structure has several numbers: FINESS before SIRET before rang (ANS, questions on the SAS). */
export const preferredStructureIdentity = (known: {
  readonly finess: Finess | null;
  readonly siret: Siret | null;
  readonly rang: string | null;
}): StructureIdentity | null => {
  if (known.finess !== null) return { _tag: "Finess", finess: known.finess };
  if (known.siret !== null) return { _tag: "Siret", siret: known.siret };
  return known.rang === null ? null : { _tag: "RppsRang", rang: known.rang };
};
