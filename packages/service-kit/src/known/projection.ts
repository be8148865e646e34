import { jsonOf, type ReadOf } from "@cpts/api/EventType";
import { registry } from "@cpts/api/Registry";
import { DepartementCode } from "@cpts/domain/Cog";
import { parisDateFromInstant, type LocalDate } from "@cpts/domain/LocalDate";
import type { PartialDate } from "@cpts/domain/PartialDate";
import { placeAmong, startBounds, withdrawFrom, type Dated, type Interval, type Newcomer, type Placement } from "@cpts/domain/Validity";
import { Schema } from "effect";
import type { Selectable } from "kysely";
import { statement } from "../database/statement.ts";
import { on, type Projection, writes } from "../subscriptions/projection.ts";
import { endColumns, intervalOf, openColumns, type DatedColumns, type EndColumns } from "../time/dated-rows.ts";
import { numberedRows } from "../time/numbered-rows.ts";
import { build, write } from "./tables.ts";

const { territoryChanged, territoryWithdrawn } = registry.events;
const isDepartement = Schema.is(DepartementCode);

/** The declared property that names the departement a CPTS belongs to. */
const attachment = "attachment-departement";

const rename = (id: string, name: string) =>
  [build.insertInto("known_cpts").values({ id, name }).onConflict((conflict) => conflict.column("id").doUpdateSet({ name })).compile()];

const attach = (cptsId: string, departements: ReadonlyArray<string>) =>
  departements.length === 0
    ? []
    : [
        build
          .insertInto("known_attachment")
          .values(departements.map((departement) => ({ cpts_id: cptsId, departement })))
          .onConflict((conflict) => conflict.doNothing())
          .compile(),
      ];

type Bounds = Selectable<DatedColumns> & { readonly number: number };
const learnedTerritories = statement<[cptsId: string], Bounds>(
  `select number, valid_from, valid_to, from_earliest, from_latest, to_earliest, to_latest from known_territory where cpts_id = $1 order by number`,
);
const { closeGap, makeRoom } = numberedRows("known_territory");

/** Without the one of a number, whose place those behind it take; what was before it, if its number is given, goes on until it ended. */
const removeTerritory = statement<[cptsId: string, number: number, resumed: number | null], never>(
  `with gone as (delete from known_territory where cpts_id = $1 and number = $2 returning valid_to, to_earliest, to_latest)
   update known_territory k set valid_to = gone.valid_to, to_earliest = gone.to_earliest, to_latest = gone.to_latest from gone where k.cpts_id = $1 and k.number = $3`,
);

type Content = readonly [communes: ReadonlyArray<string>, parts: string, prose: string | null, provenance: string, figures: string | null];
type Start = readonly [validFrom: string | null, fromEarliest: string, fromLatest: string];
type End = readonly [validTo: string | null, toEarliest: string, toLatest: string];

/** The one before it, if its number is given, ends where it starts. */
const insertTerritory = statement<[cptsId: string, number: number, ended: number | null, ...Start, ...End, ...Content], never>(
  `with ended as (update known_territory set valid_to = $4, to_earliest = $5, to_latest = $6 where cpts_id = $1 and number = $3)
   insert into known_territory (cpts_id, number, valid_from, from_earliest, from_latest, valid_to, to_earliest, to_latest, communes, parts, prose, provenance, figures)
   values ($1, $2, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
);
const correctTerritory = statement<[cptsId: string, number: number, ...End, ...Content], never>(
  `update known_territory set valid_to = $3, to_earliest = $4, to_latest = $5, communes = $6, parts = $7, prose = $8, provenance = $9, figures = $10
   where cpts_id = $1 and number = $2`,
);

const startOf = (columns: DatedColumns): Start => [columns.valid_from, columns.from_earliest, columns.from_latest];
const endOf = (columns: EndColumns): End => [columns.valid_to, columns.to_earliest, columns.to_latest];

const newcomerOf = (validFrom: PartialDate | null, validTo: PartialDate | null | undefined, today: LocalDate): Newcomer => {
  const dated = (start: PartialDate | null): Dated => ({ start, ...startBounds(start, today) });
  return { ...dated(validFrom), ...(validTo === undefined ? {} : { end: validTo === null ? null : dated(validTo) }) };
};

/** The registry refuses a territory without a certain place; an event of before it did goes behind the others. */
const placeOf = (all: ReadonlyArray<Interval>, newcomer: Newcomer): Exclude<Placement, { readonly _tag: "Clash" }> => {
  const placement = placeAmong(all, newcomer);
  return placement._tag === "Clash" ? { _tag: "Inserts", at: all.length, cuts: true, end: null } : placement;
};

/** Puts a territory where the registry has put it: among those that are known, or instead of the one that starts on the same date. */
const learnTerritory = (data: ReadOf<typeof territoryChanged>, time: string) =>
  write(async (db) => {
    const { cptsId, figures, territory } = jsonOf(territoryChanged, data);
    const newcomer = newcomerOf(data.validFrom, data.validTo, parisDateFromInstant(Date.parse(time)));
    const all = (await learnedTerritories(db, cptsId)).map(intervalOf);
    const { at, end, ...placement } = placeOf(all, newcomer);
    const { communes, parts, prose, provenance } = territory;
    const content: Content = [communes, JSON.stringify(parts), prose, JSON.stringify(provenance), figures === undefined ? null : JSON.stringify(figures)];
    const open = openColumns(newcomer);
    const until = endOf(end === null ? open : endColumns(end));
    const number = at + 1;
    if (placement._tag === "Corrects") {
      await correctTerritory(db, cptsId, number, ...until, ...content);
      return;
    }
    // None waits for the one before it: they are answered in their order.
    await Promise.all([
      ...(at < all.length ? [makeRoom(db, cptsId, number)] : []),
      insertTerritory(db, cptsId, number, placement.cuts ? at : null, ...startOf(open), ...until, ...content),
    ]);
  });

/** Takes out a territory as the registry has taken it out; one that was never learned leaves no trace. */
const unlearnTerritory = ({ cptsId, validFrom }: ReadOf<typeof territoryWithdrawn>) =>
  write(async (db) => {
    const all = await learnedTerritories(db, cptsId);
    const found = withdrawFrom(all.map(intervalOf), validFrom);
    const number = all[found?.at ?? -1]?.number;
    if (found === null || number === undefined) return;
    // None waits for the one before it: they are answered in their order.
    await Promise.all([removeTerritory(db, cptsId, number, found.resumes ? number - 1 : null), closeGap(db, cptsId, number)]);
  });

/** The CPTS and territories of the registry, as its events tell of them, kept by every other service. */
export const territories: Projection = {
  name: "territories",
  source: registry.name,
  tables: ["known_cpts", "known_attachment", "known_territory"],
  handlers: {
    ...writes(registry.events.cptsRegistered, (data) => rename(data.cptsId, data.name)),
    ...writes(registry.events.cptsChanged, (data) => (data.name === undefined ? [] : rename(data.cptsId, data.name))),
    ...on(territoryChanged, (data, event) => learnTerritory(data, event.time)),
    ...on(territoryWithdrawn, unlearnTerritory),
    ...writes(registry.events.factDeclared, (data) =>
      data.property === attachment && data.aggregate.kind === "cpts" && typeof data.value === "object" ? attach(data.aggregate.id, data.value.filter(isDepartement)) : [],
    ),
  },
};
