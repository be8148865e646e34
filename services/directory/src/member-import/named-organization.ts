import type { MemberField } from "@cpts/api/MemberImports";
import { Finess } from "@cpts/domain/Finess";
import { Siren } from "@cpts/domain/Siren";
import { Siret } from "@cpts/domain/Siret";
import { entryOf, memberRoles, searchKey } from "@cpts/reference-data";
import { withoutSpaces } from "@cpts/documents/spreadsheets/cells";
import { Schema } from "effect";
import { organizationKindOf } from "./organization-kinds.ts";
import { occupationOf } from "./words.ts";

const [isFiness, isSiren, isSiret] = [Schema.is(Finess), Schema.is(Siren), Schema.is(Siret)];

/** The official numbers of an organization in a row. `unclear`: nine digits below a title that does not say whether they are a SIREN or a FINESS number. */
export interface RowNumbers {
  readonly siren: string | null;
  readonly siret: string | null;
  readonly finess: string | null;
  readonly unclear: string | null;
}

/** An organization that a row names instead of a person. */
export interface NamedOrganization {
  /** Empty where the row holds nothing but a number. */
  readonly name: string;
  readonly nameKey: string;
  readonly kind: string | null;
  readonly numbers: RowNumbers;
  /** False where a family name without a given one might as well be a person of whom that is missing. */
  readonly isCertain: boolean;
}

type Cells = (field: MemberField) => string;

/** A number of an establishment or of its legal unit. */
export const sirenOrSiretOf = (text: string): string | null => {
  const digits = withoutSpaces(text);
  return isSiret(digits) || isSiren(digits) ? digits : null;
};

export const finessOf = (text: string): string | null => {
  const number = withoutSpaces(text).toUpperCase();
  return isFiness(number) ? number : null;
};

const numbersOf = (of: Cells, name: string): RowNumbers => {
  const [digits, written] = [sirenOrSiretOf(of("siret")), withoutSpaces(name).toUpperCase()];
  return {
    siren: digits !== null && isSiren(digits) ? digits : null,
    siret: digits !== null && isSiret(digits) ? digits : isSiret(written) ? written : null,
    finess: finessOf(of("finess")) ?? (isFiness(written) && !/^\d{9}$/u.test(written) ? written : null),
    unclear: /^\d{9}$/u.test(written) ? written : null,
  };
};

/** Every number that a row tells of a structure, of whatever system. */
export const allNumbers = ({ finess, siren, siret, unclear }: RowNumbers): ReadonlyArray<string> => [finess, siren, siret, unclear].filter((one) => one !== null);

/** The numbers of the structure of a row, be it the member or whom a person belongs through. */
export const structureNumbers = (of: Cells): RowNumbers => numbersOf(of, of("structure"));

/** An organization where the row names one and nobody: its name stands under a structure, or where a person's would. */
export const organizationIn = (of: Cells): NamedOrganization | null => {
  if (of("rpps") !== "") return null;
  const occupation = occupationOf(of("profession"));
  const kind = organizationKindOf(of("structureKind")) ?? organizationKindOf(of("profession"));
  const isOfOrganizations = organizationKindOf(of("profession")) !== null || entryOf(memberRoles, occupation?.role ?? "")?.of === "organization";
  if (occupation !== null && !isOfOrganizations && entryOf(memberRoles, occupation.role ?? "")?.of !== "both") return null;
  const [family, full] = [of("familyName"), of("fullName")];
  const named = (name: string, isCertain: boolean): NamedOrganization => {
    const numbers = numbersOf(of, name);
    const isNumber = numbers.unclear !== null || withoutSpaces(name) === numbers.siret || withoutSpaces(name).toUpperCase() === numbers.finess;
    return { name: isNumber ? "" : name.slice(0, 200), nameKey: isNumber ? "" : searchKey(name), kind, numbers, isCertain };
  };
  if (of("givenName") !== "") return null;
  const structure = of("structure");
  if (family === "" && full === "") return structure === "" && of("siret") === "" && of("finess") === "" ? null : named(structure, true);
  if (structure !== "") return null;
  const isCertain = kind !== null || isOfOrganizations || of("finess") !== "";
  // One cell for the whole name is a person's, unless something else says that it is not.
  return family !== "" || isCertain ? named(family === "" ? full : family, isCertain) : null;
};
