import { cptsFields, type CptsField } from "@cpts/api/CptsImports";
import type { LocalDate } from "@cpts/domain/LocalDate";
import type { CommunePart, OverlapReason } from "@cpts/domain/Territory";
import type { Column, Workbook } from "@cpts/documents/spreadsheets/sheet";
import { Effect } from "effect";
import { listCpts, type ListQuery } from "../cpts/search.ts";
import type { EncodedCpts } from "../cpts/queries.ts";
import { territoriesOn, type TerritoryOnDay } from "./territories-on.ts";
import { titleOf } from "./words.ts";

/** Numbers and codes that a spreadsheet must not compute with. */
const identifiers: ReadonlySet<CptsField> = new Set(["siren", "siret", "rna", "finess", "seat", "departement"]);
const dates: ReadonlySet<CptsField> = new Set(["foundedOn", "validFrom"]);

const columns: ReadonlyArray<Column> = cptsFields.map((key) => ({ key, title: titleOf[key], type: identifiers.has(key) ? "identifier" : dates.has(key) ? "date" : key === "population" ? "number" : "text" }));

/** A cell of a spreadsheet holds 32,767 characters: what is longer goes on in a row below, which the import reads as one. */
const longestCell = 30_000;

const chunked = (lines: ReadonlyArray<string>, separator: string): ReadonlyArray<string> => {
  const cells: Array<string> = [];
  for (const line of lines) {
    const last = cells.at(-1);
    if (last === undefined || last.length + separator.length + line.length > longestCell) cells.push(line);
    else cells[cells.length - 1] = last + separator + line;
  }
  return cells;
};

const textOfPart = ({ code, commune, kind, name, population }: typeof CommunePart.Encoded): string =>
  [commune, kind, name, population?.qualifier === "exactly" || population?.qualifier === "about" ? population.value : "", code ?? ""].join(" | ").replace(/(?: \| )+$/u, "");

const textOfOverlap = ({ commune, reason }: typeof OverlapReason.Encoded): string => `${commune} : ${reason.replaceAll(/\s+/gu, " ")}`;

const scalarsOf = (cpts: EncodedCpts, territory: TerritoryOnDay | undefined): Readonly<Partial<Record<CptsField, string | null>>> => ({
  cptsId: cpts.id,
  name: cpts.name,
  shortName: cpts.shortName,
  stage: cpts.status,
  legalForm: cpts.legalForm,
  ...cpts.identifiers,
  website: cpts.website,
  email: cpts.contacts?.email ?? null,
  phone: cpts.contacts?.phone ?? null,
  seat: cpts.seat?.commune ?? null,
  seatAddress: cpts.seat?.address ?? null,
  departement: cpts.attachment?.departement ?? null,
  initiator: cpts.initiator ?? null,
  foundedOn: cpts.foundedOn ?? null,
  validFrom: territory?.valid_from ?? null,
  prose: territory?.prose ?? null,
});

const rowsOf = (cpts: EncodedCpts, territory: TerritoryOnDay | undefined): ReadonlyArray<ReadonlyArray<string | null>> => {
  const scalars = scalarsOf(cpts, territory);
  const lists: Readonly<Partial<Record<CptsField, ReadonlyArray<string>>>> = {
    externalIds: chunked(cpts.externalIds.map(({ system, value }) => `${system}|${value}`), "\n"),
    communes: chunked(territory?.communes ?? [], " "),
    parts: chunked((territory?.parts ?? []).map(textOfPart), "\n"),
    overlaps: chunked((territory?.overlaps ?? []).map(textOfOverlap), "\n"),
  };
  const height = Math.max(1, ...Object.values(lists).map((cells) => cells.length));
  return Array.from({ length: height }, (_, at) => cptsFields.map((field) => lists[field]?.[at] ?? (at === 0 || field === "cptsId" ? (scalars[field] ?? null) : null)));
};

const pageSize = 500;

/** Every CPTS that is asked for, with its territory of a day, as a table that an import reads again. */
export const exportCpts = (query: Omit<ListQuery, "limit" | "cursor">, day: LocalDate) =>
  Effect.gen(function* () {
    const all: Array<EncodedCpts> = [];
    for (let cursor: string | undefined, isMore = true; isMore; ) {
      const { items, nextCursor } = yield* listCpts({ ...query, ...(cursor === undefined ? {} : { cursor }), limit: pageSize });
      all.push(...items);
      cursor = nextCursor ?? undefined;
      isMore = nextCursor !== null;
    }
    const territories = new Map((yield* territoriesOn(all.map(({ id }) => id), day)).map((territory) => [territory.cpts_id, territory]));
    const rows = all.flatMap((cpts) => rowsOf(cpts, territories.get(cpts.id)));
    const workbook: Workbook = { name: `cpts-${day}`, sheets: [{ key: "cpts", name: "CPTS", columns, rows }] };
    return workbook;
  });
