import { jsonOf, type ReadOf } from "@cpts/api/EventType";
import { registry } from "@cpts/api/Registry";
import { parisDateFromInstant } from "@cpts/domain/LocalDate";
import type { PartialDate } from "@cpts/domain/PartialDate";
import { placeAmong, startBounds, withdrawFrom, type Dated, type Interval, type Newcomer, type Placement } from "@cpts/domain/Validity";
import type { EncodedEvent } from "../subscriptions/projection.ts";
import { statement } from "../database/statement.ts";
import { endColumns, intervalColumns, intervalOf, type DatedColumns, type EndColumns } from "../time/dated-rows.ts";
import { numberedRows } from "../time/numbered-rows.ts";
import { write } from "./tables.ts";

const { territoryChanged, territoryWithdrawn } = registry.events;
type Territory = ReturnType<typeof jsonOf<typeof territoryChanged>>["territory"];

/** A territory that the registry tells of, or that it has taken out. */
export interface TerritoryChange {
  readonly cptsId: string;
  readonly validFrom: PartialDate | null;
  readonly validTo: PartialDate | null | undefined;
  readonly event: EncodedEvent;
  /** Null where it was taken out. */
  readonly content: (Territory & { readonly figures: unknown }) | null;
}

export const changed = (data: ReadOf<typeof territoryChanged>, event: EncodedEvent): TerritoryChange => {
  const { cptsId, figures = null, territory } = jsonOf(territoryChanged, data);
  return { cptsId, validFrom: data.validFrom, validTo: data.validTo, event, content: { ...territory, figures } };
};

export const withdrawn = ({ cptsId, validFrom }: ReadOf<typeof territoryWithdrawn>, event: EncodedEvent): TerritoryChange => ({ cptsId, validFrom, validTo: undefined, event, content: null });

interface Place {
  readonly cpts_id: string;
  readonly number: number;
}

type Row = Place & DatedColumns & NonNullable<TerritoryChange["content"]>;
type Cut = Place & EndColumns;

/** What one change does to the territories of a CPTS. */
type Step =
  /** `room`: those from its number on move up by one. `cut`: the one before ends where it starts. */
  | { readonly _tag: "Put"; readonly room: boolean; readonly row: Row; readonly cut: Cut | null }
  /** Those behind it move down by one; the one before goes on until it ended, where `resumes`. */
  | { readonly _tag: "Removed"; readonly place: Place; readonly resumes: boolean };

const newcomerOf = ({ event, validFrom, validTo }: TerritoryChange): Newcomer => {
  const today = parisDateFromInstant(Date.parse(event.time));
  const dated = (start: PartialDate | null): Dated => ({ start, ...startBounds(start, today) });
  return { ...dated(validFrom), ...(validTo === undefined ? {} : { end: validTo === null ? null : dated(validTo) }) };
};

/** The registry refuses a territory without a certain place; an event of before it did goes behind the others. */
const placeOf = (all: ReadonlyArray<Interval>, newcomer: Newcomer): Exclude<Placement, { readonly _tag: "Clash" }> => {
  const placement = placeAmong(all, newcomer);
  return placement._tag === "Clash" ? { _tag: "Inserts", at: all.length, cuts: true, end: null } : placement;
};

/** Takes one out of `all` as the registry has taken it out; one that was never learned leaves no trace. */
const removed = (all: Array<Interval>, { cptsId, validFrom }: TerritoryChange): Step | null => {
  const found = withdrawFrom(all, validFrom);
  if (found === null) return null;
  const { at, resumes } = found;
  const [gone] = all.splice(at, 1);
  const before = all[at - 1];
  if (resumes && before !== undefined && gone !== undefined) all[at - 1] = { ...before, end: gone.end };
  return { _tag: "Removed", place: { cpts_id: cptsId, number: at + 1 }, resumes };
};

/** Puts one where the registry has put it: among `all`, or instead of the one that starts on the same date. */
const put = (all: Array<Interval>, change: TerritoryChange, content: NonNullable<TerritoryChange["content"]>): Step => {
  const newcomer = newcomerOf(change);
  const { at, end, ...placement } = placeOf(all, newcomer);
  const corrected = placement._tag === "Corrects" ? all[at] : undefined;
  const { earliest, latest, start } = corrected ?? newcomer;
  const one: Interval = { start, earliest, latest, end };
  const room = corrected === undefined && at < all.length;
  all.splice(at, corrected === undefined ? 0 : 1, one);
  const before = placement._tag === "Inserts" && placement.cuts ? all[at - 1] : undefined;
  if (before !== undefined) all[at - 1] = { ...before, end: one };
  const number = at + 1;
  const { communes, parts, prose, provenance, figures } = content;
  return {
    _tag: "Put",
    room,
    row: { cpts_id: change.cptsId, number, ...intervalColumns(one), communes, parts, prose, provenance, figures },
    cut: before === undefined ? null : { cpts_id: change.cptsId, number: at, ...endColumns(one) },
  };
};

/** What changes of one CPTS do, one after the other, to the territories that are known of it. */
const stepsOf = (known: ReadonlyArray<Interval>, changes: ReadonlyArray<TerritoryChange>): ReadonlyArray<Step> => {
  const all = [...known];
  return changes.flatMap((change) => (change.content === null ? removed(all, change) : put(all, change, change.content)) ?? []);
};

const known = statement<[cptsIds: ReadonlyArray<string>], Place & DatedColumns>(
  `select cpts_id, number, valid_from, valid_to, from_earliest, from_latest, to_earliest, to_latest from known_territory where cpts_id = any($1::uuid[]) order by cpts_id, number`,
);

/** The day of its recording moves nothing: one that is corrected keeps the bounds of its start. */
const putRows = statement<[rows: string], never>(
  `insert into known_territory (cpts_id, number, valid_from, from_earliest, from_latest, valid_to, to_earliest, to_latest, communes, parts, prose, provenance, figures)
   select cpts_id, number, valid_from, from_earliest, from_latest, valid_to, to_earliest, to_latest, communes, parts, prose, provenance, figures
   from json_to_recordset($1) as r (cpts_id uuid, number integer, valid_from text, from_earliest date, from_latest date, valid_to text, to_earliest date, to_latest date, communes text[], parts json, prose text, provenance json, figures json)
   on conflict (cpts_id, number) do update set
     valid_to = excluded.valid_to, to_earliest = excluded.to_earliest, to_latest = excluded.to_latest,
     communes = excluded.communes, parts = excluded.parts, prose = excluded.prose, provenance = excluded.provenance, figures = excluded.figures`,
);
const cutRows = statement<[cuts: string], never>(
  `update known_territory k set valid_to = c.valid_to, to_earliest = c.to_earliest, to_latest = c.to_latest
   from json_to_recordset($1) as c (cpts_id uuid, number integer, valid_to text, to_earliest date, to_latest date) where k.cpts_id = c.cpts_id and k.number = c.number`,
);
const removeRow = statement<[cptsId: string, number: number, resumed: number | null], never>(
  `with gone as (delete from known_territory where cpts_id = $1 and number = $2 returning valid_to, to_earliest, to_latest)
   update known_territory k set valid_to = gone.valid_to, to_earliest = gone.to_earliest, to_latest = gone.to_latest from gone where k.cpts_id = $1 and k.number = $3`,
);
const { closeGap, makeRoom } = numberedRows("known_territory");

type Db = Parameters<Parameters<typeof write>[0]>[0];

const sendStep = (db: Db, step: Step): ReadonlyArray<Promise<unknown>> => {
  if (step._tag === "Removed") {
    const { cpts_id, number } = step.place;
    return [removeRow(db, cpts_id, number, step.resumes ? number - 1 : null), closeGap(db, cpts_id, number)];
  }
  const { cut, room, row } = step;
  return [...(room ? [makeRoom(db, row.cpts_id, row.number)] : []), putRows(db, JSON.stringify([row])), ...(cut === null ? [] : [cutRows(db, JSON.stringify([cut]))])];
};

type Put = Extract<Step, { readonly _tag: "Put" }>;

/** Whether nothing moves: rows are only added behind the others, corrected, and cut. */
const arePlain = (steps: ReadonlyArray<Step>): steps is ReadonlyArray<Put> => steps.every((step) => step._tag === "Put" && !step.room);

const nameOf = ({ cpts_id, number }: Place): string => `${cpts_id} ${number}`;

/** What steps come to that move nothing: each row as the last of them leaves it. */
const outcomeOf = (steps: ReadonlyArray<Put>): { readonly rows: ReadonlyArray<Row>; readonly cuts: ReadonlyArray<Cut> } => {
  const rows = new Map<string, Row>();
  const cuts = new Map<string, Cut>();
  for (const { cut, row } of steps) {
    rows.set(nameOf(row), row);
    const before = cut === null ? undefined : rows.get(nameOf(cut));
    if (cut !== null && before !== undefined) rows.set(nameOf(cut), { ...before, ...cut });
    else if (cut !== null) cuts.set(nameOf(cut), cut);
  }
  return { rows: [...rows.values()], cuts: [...cuts.values()] };
};

/** Learns changes of the territories of any CPTS, those of each in their order. */
export const learnTerritories = (changes: ReadonlyArray<TerritoryChange>) =>
  write(async (db) => {
    const byCpts = Map.groupBy(changes, ({ cptsId }) => cptsId);
    const stored = Map.groupBy(await known(db, [...byCpts.keys()]), ({ cpts_id }) => cpts_id);
    const all = [...byCpts].map(([cptsId, of]) => stepsOf((stored.get(cptsId) ?? []).map(intervalOf), of));
    const { cuts, rows } = outcomeOf(all.filter(arePlain).flat());
    // None waits for the one before it: they are answered in their order.
    await Promise.all([
      ...(rows.length === 0 ? [] : [putRows(db, JSON.stringify(rows))]),
      ...(cuts.length === 0 ? [] : [cutRows(db, JSON.stringify(cuts))]),
      ...all.filter((steps) => !arePlain(steps)).flatMap((steps) => steps.flatMap((step) => sendStep(db, step))),
    ]);
  });
