import type { ImportReason, MemberField } from "@cpts/api/MemberImports";
import { containsNir } from "@cpts/domain/FreeText";
import { labelOf, memberRoles, professions, searchKey, type Communes } from "@cpts/reference-data";
import { codeOfCell, dateOfCell } from "@cpts/documents/spreadsheets/cells";
import { centsOfCell, namesOf, rppsOfCell } from "./cells.ts";
import { finessOf, organizationIn, sirenOrSiretOf, structureNumbers, type NamedOrganization, type RowNumbers } from "./named-organization.ts";
import { organizationKindOf } from "./organization-kinds.ts";
import { occupationOf } from "./words.ts";

type Reason = typeof ImportReason.Encoded;

/** A row as it is understood. */
export interface MemberRow {
  readonly row: number;
  readonly membershipId: string | null;
  readonly rpps: string | null;
  readonly familyName: string;
  readonly givenName: string;
  readonly nameKey: string;
  readonly profession: string | null;
  readonly role: string | null;
  /** The one commune that is meant, or every one that may be (a postal code serves several). */
  readonly communes: ReadonlyArray<string>;
  readonly validFrom: string | null;
  readonly college: string | null;
  /** The organization through which they belong, as it is written: a name, a SIRET or a FINESS number. */
  readonly structure: string | null;
  readonly structureNumbers: RowNumbers;
  /** The organization that is itself the member; such a row names nobody. */
  readonly organization: NamedOrganization | null;
  readonly throughId: string | null;
  readonly feeCents: number | null;
  readonly feePaidOn: string | null;
  readonly faults: ReadonlyArray<Reason>;
}

/** Where the communes of a row are looked for: first in the territory of the CPTS. */
export interface Places {
  readonly communes: Communes;
  readonly territory: ReadonlySet<string>;
}

const reason = (code: string, field: MemberField | null, fr: string, en: string): Reason => ({ code, field, fr, en });
const unreadable = (field: MemberField, text: string, fr: string, en: string): Reason => reason("unreadable", field, `« ${text} » : ${fr}`, `"${text}": ${en}`);

const near = (codes: ReadonlyArray<string>, territory: ReadonlySet<string>): ReadonlyArray<string> => {
  const inside = codes.filter((code) => territory.has(code));
  return inside.length > 0 ? inside : codes;
};

const namedAs = (name: string, { communes, territory }: Places): ReadonlyArray<string> => {
  const key = searchKey(name.replaceAll(/\bcedex\b.*$/giu, ""));
  if (key === "") return [];
  const inside = [...territory].filter((code) => searchKey(communes.territorial(code)?.nom ?? "") === key);
  return inside.length > 0 ? inside : communes.currentCommunes.filter(({ nom }) => searchKey(nom) === key).map(({ code }) => code);
};

/** The communes that a cell may mean: a code of the COG, a postal code, a name, or both of the last two. */
const communesOfCell = (text: string, places: Places): ReadonlyArray<string> => {
  const { communes, territory } = places;
  const code = codeOfCell(text);
  if (code === null) {
    const both = /^(\d{4,5})\s+(.+)$/u.exec(text);
    const named = namedAs(both?.[2] ?? text, places);
    const served = both === null ? [] : communes.ofPostalCode((both[1] ?? "").padStart(5, "0")).map((one) => one.code);
    const agreeing = named.filter((one) => served.includes(one));
    return agreeing.length > 0 ? agreeing : near(named.length > 0 ? named : served, territory);
  }
  const served = communes.ofPostalCode(code).map((one) => one.code);
  const isCommune = communes.territorial(code) !== null;
  // "37000" is a postal code, "37261" a commune; where it is both, the one in the territory is meant.
  if (isCommune && (served.length === 0 || territory.has(code))) return [code];
  if (served.length > 0) return near(served, territory);
  const now = communes.resolveCode(code)?.code;
  return now === undefined ? [] : [now];
};

const communesOf = (cells: ReadonlyArray<string>, places: Places): { readonly communes: ReadonlyArray<string>; readonly faults: ReadonlyArray<Reason> } => {
  const filled = cells.filter((cell) => cell !== "");
  const found = filled.map((cell) => communesOfCell(cell, places));
  const common = found.reduce<ReadonlyArray<string> | null>((all, some) => (all === null ? some : all.filter((code) => some.includes(code))), null) ?? [];
  if (filled.length === 0 || common.length > 0) return { communes: common, faults: [] };
  return { communes: [], faults: [unreadable("commune", filled.join(" "), "aucune commune de ce nom ou de ce code", "no commune of this name or code")] };
};

const lasting = (text: string, max: number): string | null => (text === "" ? null : text.slice(0, max));

/** What a row says of who belongs. */
const whoOf = (of: (field: MemberField) => string) => {
  const organization = organizationIn(of);
  if (organization !== null) return { organization, familyName: "", givenName: "" };
  const full = namesOf(of("fullName"));
  return { organization, familyName: of("familyName") || full.familyName, givenName: of("givenName") || full.givenName };
};

/** Why nobody is named by a row; null where somebody is. */
const namelessness = ({ familyName, givenName, organization }: ReturnType<typeof whoOf>, of: (field: MemberField) => string): Reason | null => {
  const isNamed = organization !== null || (familyName !== "" && givenName !== "") || of("rpps") !== "" || of("membershipId") !== "";
  return isNamed ? null : reason("nameless", "familyName", "ni nom et prénom, ni numéro RPPS, ni nom d'organisation", "neither family and given name, nor RPPS number, nor name of an organization");
};

/** Reads a row by its columns. What cannot be read is a fault with its reason, and nothing is guessed. */
export const readRow = (row: number, cells: ReadonlyArray<string>, fields: ReadonlyArray<MemberField | null>, places: Places): MemberRow => {
  const all = (field: MemberField) => fields.flatMap((one, index) => (one === field ? [(cells[index] ?? "").trim()] : []));
  const of = (field: MemberField) => all(field)[0] ?? "";
  const faults: Array<Reason> = [];
  const read = <A>(field: MemberField, parse: (text: string) => A | null, fr: string, en: string): A | null => {
    const text = of(field);
    if (text === "") return null;
    const value = parse(text);
    if (value === null) faults.push(unreadable(field, text.slice(0, 60), fr, en));
    return value;
  };
  const who = whoOf(of);
  const { familyName, givenName, organization } = who;
  const rpps = read("rpps", rppsOfCell, "un numéro RPPS a 11 chiffres, dont le premier est 1", "an RPPS number has 11 digits, of which the first is 1");
  const isKind = organization !== null && organizationKindOf(of("profession")) !== null;
  const occupation = isKind ? occupationOf(of("profession")) : read("profession", occupationOf, "profession ou qualité non reconnue", "profession or capacity not recognised");
  if (organization !== null) read("structureKind", organizationKindOf, "type de structure non reconnu", "kind of structure not recognised");
  read("siret", sirenOrSiretOf, "ni SIRET (14 chiffres) ni SIREN (9 chiffres), ou sa clé est fausse", "neither SIRET (14 digits) nor SIREN (9 digits), or its key is wrong");
  read("finess", finessOf, "un numéro FINESS a 9 caractères", "a FINESS number has 9 characters");
  const place = communesOf(all("commune"), places);
  const validFrom = read("validFrom", dateOfCell, "date non reconnue", "no date");
  const feeCents = read("fee", centsOfCell, "montant non reconnu", "no amount");
  const feePaidOn = read("feePaidOn", dateOfCell, "date non reconnue", "no date");
  const nameless = namelessness(who, of);
  if (nameless !== null) faults.push(nameless);
  if (cells.some((cell, index) => fields[index] !== null && containsNir(cell))) faults.push(reason("social-security-number", null, "un numéro de sécurité sociale : aucune donnée de patient ici", "a social-security number: no patient data here"));
  return {
    row,
    membershipId: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u.test(of("membershipId")) ? of("membershipId") : null,
    rpps,
    familyName: familyName.slice(0, 100),
    givenName: givenName.slice(0, 100),
    nameKey: searchKey(`${familyName} ${givenName}`),
    profession: organization === null ? (occupation?.profession ?? null) : null,
    role: occupation?.role ?? null,
    communes: place.communes,
    validFrom,
    college: lasting(of("college"), 200),
    structure: organization === null ? lasting(of("structure") || of("finess") || of("siret"), 200) : null,
    structureNumbers: structureNumbers(of),
    organization,
    throughId: null,
    feeCents,
    feePaidOn,
    faults: [...faults, ...place.faults],
  };
};

/** What a profession or capacity is called, for people. */
export const occupationLabel = (profession: string | null, role: string | null): string | null =>
  profession === null ? (role === null ? null : (labelOf(memberRoles, role) ?? role)) : (labelOf(professions, profession) ?? profession);
