import type { CptsField } from "@cpts/api/CptsImports";
import type { CptsPatch } from "@cpts/domain/Cpts";
import { legalFormFits, type Seat } from "@cpts/domain/CptsDetails";
import type { CptsStatus } from "@cpts/domain/CptsStatus";
import type { PartialDate } from "@cpts/domain/PartialDate";
import { dateOfCell } from "@cpts/documents/spreadsheets/cells";
import { communesOfCell } from "./communes-of-cell.ts";
import { allOf, cellOf, contradictions, type Entry } from "./entries.ts";
import type { Geography } from "./geography.ts";
import { numberOfCell } from "./identifier-cells.ts";
import { unreadable, refusal, type Cell, type Reason } from "./reasons.ts";
import { territoryOfEntry, type EntryTerritory } from "./territory-of-entry.ts";
import { departementOf, initiatorOf, legalFormOf, stageOf } from "./words.ts";

/** What a file says of a CPTS, as it is understood: what it leaves out is absent. */
export interface ReadEntry {
  readonly entry: Entry;
  readonly cptsId: string | null;
  readonly name: string | null;
  readonly stage: CptsStatus | null;
  /** As a patch is encoded; a registration holds the same fields. */
  readonly fields: Partial<typeof CptsPatch.Encoded>;
  readonly identifiers: Readonly<Record<string, string>>;
  readonly territory: EntryTerritory["territory"];
  readonly validFrom: PartialDate | null;
  readonly reason: string | null;
  readonly population: number | null;
  /** The document that the file names, else the file itself. */
  readonly document: string;
  readonly reasons: ReadonlyArray<Reason>;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u;

const countOfCell = (text: string): number | null => {
  const digits = text.replaceAll(/[\s.\u{A0}\u{202F}]|hab(?:itants)?\.?/giu, "");
  return /^\d{1,8}$/u.test(digits) ? Number(digits) : null;
};

/** An address of the web without its beginning is one of the secure web. */
const websiteOf = (text: string): string => (/^https?:\/\//u.test(text) ? text : `https://${text}`);

/** Reads cells one by one, and keeps why one could not be. */
const reader = (entry: Entry) => {
  const reasons: Array<Reason> = [...contradictions(entry)];
  return {
    reasons,
    tell: (more: ReadonlyArray<Reason>): void => void reasons.push(...more),
    text: (field: CptsField): string | null => cellOf(entry, field)?.text ?? null,
    as: <A>(field: CptsField, parse: (text: string) => A | null, code: string, fr: string, en: string): A | null => {
      const cell = cellOf(entry, field);
      if (cell === null) return null;
      const value = parse(cell.text);
      if (value === null) reasons.push(unreadable(cell, code, fr, en));
      return value;
    },
  };
};

type Reader = ReturnType<typeof reader>;

const present = <A extends object>(values: A): { readonly [K in keyof A]?: NonNullable<A[K]> } =>
  // What is null is left out.
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)) as { readonly [K in keyof A]?: NonNullable<A[K]> };

const numbers = ["siren", "siret", "rna", "finess"] as const;

const identifiersOf = (entry: Entry, { tell }: Reader): Readonly<Record<string, string>> =>
  present(
    Object.fromEntries(
      numbers.map((field) => {
        const cell = cellOf(entry, field);
        if (cell === null) return [field, null];
        const { reasons, value } = numberOfCell({ ...cell, field });
        tell(reasons);
        return [field, value];
      }),
    ),
  ) as Readonly<Record<string, string>>; // present left out what is null

const externalIdsOf = (entry: Entry, { tell }: Reader) => {
  const cells = allOf(entry, "externalIds");
  const lines = [...new Set(cells.flatMap(({ text }) => text.split(/[\n\r;]+/u).map((line) => line.trim()).filter((line) => line !== "")))];
  return lines.flatMap((line) => {
    const bar = line.lastIndexOf("|");
    if (bar > 0) return [{ system: line.slice(0, bar).trim(), value: line.slice(bar + 1).trim() }];
    tell([unreadable({ ...(cells[0] ?? { field: "externalIds", row: entry.row, column: 0 }), text: line }, "external-id", "un autre identifiant s'écrit « système|valeur »", 'another identifier is written "system|value"')]);
    return [];
  });
};

const seatOf = (entry: Entry, { tell }: Reader, geography: Geography, departement: string | null): typeof Seat.Encoded | null => {
  const cell = cellOf(entry, "seat");
  if (cell === null) return null;
  const { found, reasons } = communesOfCell(cell, geography, departement);
  tell(reasons);
  const [one] = found;
  const code = one === undefined ? undefined : (geography.communes.territorial(one.code)?.code ?? geography.communes.resolveCode(one.code)?.code);
  const address = cellOf(entry, "seatAddress")?.text;
  return code === undefined ? null : { commune: code, ...(address === undefined ? {} : { address }) };
};

const legalFormReasons = (entry: Entry, form: string | null, seat: typeof Seat.Encoded | null): ReadonlyArray<Reason> => {
  // The seat was resolved to a commune.
  if (form === null || legalFormFits(form, seat as Seat | null)) return [];
  return [refusal(cellOf(entry, "legalForm"), "legal-form-elsewhere", "une association de droit local a son siège en Moselle ou en Alsace (57, 67, 68)", "an association of local law has its seat in Moselle or Alsace (57, 67, 68)")];
};

/** Reads what a file says of a CPTS. What cannot be read is refused with its cell, and nothing is guessed. */
export const readEntry = (entry: Entry, geography: Geography, fileName: string): ReadEntry => {
  const read = reader(entry);
  const { as, tell, text } = read;
  const document = text("source")?.slice(0, 300) ?? fileName;
  const departement = as("departement", departementOf, "departement", "département non reconnu", "departement not recognised");
  const form = as("legalForm", legalFormOf, "legal-form", "forme juridique non reconnue", "legal form not recognised");
  const seat = seatOf(entry, read, geography, departement);
  const identifiers = identifiersOf(entry, read);
  const externalIds = externalIdsOf(entry, read);
  const contacts = present({ email: text("email"), phone: text("phone") });
  const initiator = as("initiator", initiatorOf, "initiator", "« professionnels » ou « ars »", '"professionals" or "ars"');
  const foundedOn = as("foundedOn", dateOfCell, "date", "date non reconnue", "no date");
  tell(legalFormReasons(entry, form, seat));
  const { reasons: ofTerritory, territory } = territoryOfEntry(entry, geography, fileName);
  tell(ofTerritory);
  return {
    entry,
    cptsId: as("cptsId", (id) => (uuid.test(id.toLowerCase()) ? id.toLowerCase() : null), "cpts-id.format", "un identifiant de CPTS est un UUID", "the id of a CPTS is a UUID"),
    name: text("name"),
    stage: as("stage", stageOf, "stage", "stade non reconnu", "stage not recognised"),
    fields: present({
      name: text("name"),
      shortName: text("shortName"),
      legalForm: form,
      identifiers: Object.keys(identifiers).length === 0 ? null : identifiers,
      externalIds: externalIds.length === 0 ? null : externalIds,
      website: text("website") === null ? null : websiteOf(text("website") ?? ""),
      contacts: Object.keys(contacts).length === 0 ? null : contacts,
      seat,
      attachment: departement === null ? null : { departement, source: { document } },
      initiator,
      foundedOn,
    }),
    identifiers,
    territory,
    validFrom: as("validFrom", dateOfCell, "date", "date non reconnue", "no date"),
    reason: text("reason"),
    population: as("population", countOfCell, "population", "nombre d'habitants non reconnu", "no number of inhabitants"),
    document,
    reasons: read.reasons,
  };
};

/** The cell that a field of the registry comes from. */
export const cellOfPath = ({ entry }: ReadEntry, path: ReadonlyArray<PropertyKey>): Cell | null => {
  const [first, second] = path.map(String);
  const nested: Readonly<Record<string, CptsField>> = { email: "email", phone: "phone", commune: "seat", address: "seatAddress", siren: "siren", siret: "siret", rna: "rna", finess: "finess" };
  const named: Readonly<Record<string, CptsField>> = { attachment: "departement", territory: "communes", validFrom: "validFrom", reason: "reason", facts: "population", status: "stage" };
  const field = nested[second ?? ""] ?? named[first ?? ""] ?? (first as CptsField | undefined); // a field of a CPTS has the name of its column
  return field === undefined ? null : cellOf(entry, field);
};
