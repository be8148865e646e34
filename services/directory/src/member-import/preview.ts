import type { ImportColumn, MemberImportCounts, ImportPreview, RowConfirmation } from "@cpts/api/MemberImports";
import type { Actor } from "@cpts/domain/Access";
import type { CptsId } from "@cpts/domain/Cpts";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { loadCommunes } from "@cpts/reference-data";
import { territoryOn } from "@cpts/service-kit/known/cpts";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import type { Selectable } from "kysely";
import type { DirectoryTables } from "../database/tables.ts";
import { compare, type Judged } from "./compare.ts";
import { findOrganizations } from "./known-organizations.ts";
import { contentOf } from "./stored.ts";
import { findPeople } from "./people.ts";
import { readRow, type Places } from "./read-row.ts";
import { withStructures } from "./structures.ts";

type Row = Selectable<DirectoryTables["member_import"]>;
type Counts = typeof MemberImportCounts.Encoded;

const placesOf = (cptsId: CptsId, on: LocalDate) =>
  Effect.gen(function* () {
    const territory = yield* territoryOn(cptsId, on);
    const communes = yield* Effect.promise(loadCommunes);
    // What the projection of the registry stores.
    const parts = (territory?.parts ?? []) as ReadonlyArray<{ readonly commune: string }>;
    const places: Places = { communes, territory: new Set([...(territory?.communes ?? []), ...parts.map(({ commune }) => commune)]) };
    return places;
  });

/** What applying an import would do now, given what somebody has confirmed. */
export const judged = (row: Row, confirmations: ReadonlyArray<RowConfirmation>, actor: Actor) =>
  Effect.gen(function* () {
    const cells = yield* contentOf(row);
    // What the commands stored.
    const [cptsId, columns] = [row.cpts_id as CptsId, row.columns as ReadonlyArray<typeof ImportColumn.Encoded>];
    const fields = columns.map(({ field }) => field);
    const now = yield* today;
    const places = yield* placesOf(cptsId, now);
    const read = cells.flatMap((line, index) => (line.some((cell, at) => cell !== "" && fields[at] !== null) ? [readRow(row.first_row + index, line, fields, places)] : []));
    const organizations = yield* findOrganizations(read, cptsId, places.territory);
    const rows = yield* withStructures(read, organizations);
    const people = yield* findPeople(rows, cptsId, places.territory, actor);
    return compare(rows, { people, organizations }, confirmations, Number(now.slice(0, 4)));
  });

const isSkipped = ({ action, view }: Judged): boolean => view.outcome === "to-confirm" && action !== null;

/** How many rows become what: one that was left out on purpose is skipped. */
export const countsOf = (all: ReadonlyArray<Judged>): Counts => {
  const count = (test: (one: Judged) => boolean): number => all.filter(test).length;
  return {
    newPeople: count(({ view }) => view.outcome === "new-person"),
    newOrganizations: count(({ view }) => view.outcome === "new-organization"),
    newMembers: count(({ view }) => view.outcome === "new-member"),
    changed: count(({ view }) => view.outcome === "changed"),
    unchanged: count(({ view }) => view.outcome === "unchanged"),
    toConfirm: count((one) => one.view.outcome === "to-confirm" && !isSkipped(one)),
    duplicates: count(({ view }) => view.outcome === "duplicate"),
    faulty: count(({ view }) => view.outcome === "faulty"),
    skipped: count(isSkipped),
  };
};

export const previewOf = (all: ReadonlyArray<Judged>): typeof ImportPreview.Encoded => ({ counts: countsOf(all), rows: all.map(({ view }) => view) });
