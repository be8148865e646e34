import type { ImportReason } from "@cpts/api/MemberImports";
import { breachOfRole, searchKey } from "@cpts/reference-data";
import { statement } from "@cpts/service-kit/database/statement";
import { withoutSpaces } from "@cpts/documents/spreadsheets/cells";
import { Effect } from "effect";
import { read } from "../database/tables.ts";
import { quoted } from "../memberships/frame.ts";
import type { MemberRow } from "./read-row.ts";

type Reason = typeof ImportReason.Encoded;

interface Found {
  readonly id: string;
  readonly name: string;
  readonly short_name: string | null;
  readonly numbers: ReadonlyArray<string>;
}

/** By name, or by a number: its own, or those that FINESS has of it. */
const organizations = statement<[keys: ReadonlyArray<string>, numbers: ReadonlyArray<string>], Found>(`
  select o.id, o.name, o.short_name, array_remove(array[o.siren, o.siret, o.finess, s.siret, s.legal_entity], null) as numbers
  from organization o left join finess_structure s on s.finess = o.finess
  where o.merged_into is null
    and (exists (select from unnest($1::text[]) as key where strpos(o.name_key, key) > 0) or array[o.siren, o.siret, o.finess, s.siret, s.legal_entity] && $2::text[])
  order by o.id`);

const fault = (code: string, fr: string, en: string): Reason => ({ code, field: "structure", fr, en });
const none = (text: string): Reason => fault("unknown-structure", `« ${text} » : aucune organisation de ce nom ou de ce numéro n'est connue ici ; faites-la connaître, puis relisez l'aperçu`, `"${text}": no organization of this name or number is known here; make it known, then read the preview again`);
const several = (text: string): Reason => fault("several-structures", `« ${text} » : plusieurs organisations portent ce nom ; donnez le SIRET ou le FINESS`, `"${text}": several organizations have this name; give the SIRET or FINESS number`);

const numberIn = (text: string): string => withoutSpaces(text).toUpperCase();

/** Only names that are equal are taken: whoever is nearly called so may be somebody else. */
const meant = (text: string, found: ReadonlyArray<Found>): ReadonlyArray<Found> => {
  const numbered = found.filter(({ numbers }) => numbers.includes(numberIn(text)));
  return numbered.length > 0 ? numbered : found.filter(({ name, short_name: short }) => [name, short ?? ""].some((one) => searchKey(one) === searchKey(text)));
};

/** What the frame of their role asks of a row that names no structure (reference-data, `RoleFrames`). */
const frameFault = ({ role, structure }: MemberRow): ReadonlyArray<Reason> => {
  const breach = role === null ? null : breachOfRole({ role, holder: "person", hasStructure: structure !== null });
  if (breach === null) return [];
  const frame = quoted(breach.role);
  return [fault(breach.code, `dites par quelle structure cette personne est membre. ${frame.fr}`, `say through which structure they belong. ${frame.en}`)];
};

/** The rows with the organizations that they name; what names none, or several, is a fault of its row. */
export const withStructures = (rows: ReadonlyArray<MemberRow>) =>
  Effect.gen(function* () {
    const texts = [...new Set(rows.flatMap(({ structure }) => (structure === null ? [] : [structure])))];
    const found = texts.length === 0 ? [] : yield* read((db) => organizations(db, texts.map(searchKey).filter((key) => key !== ""), texts.map(numberIn)));
    return rows.map((row): MemberRow => {
      const { faults, structure } = row;
      if (structure === null) return { ...row, faults: [...faults, ...frameFault(row)] };
      const [only, ...others] = meant(structure, found);
      if (only === undefined) return { ...row, faults: [...faults, none(structure)] };
      return others.length > 0 ? { ...row, faults: [...faults, several(structure)] } : { ...row, throughId: only.id };
    });
  });
