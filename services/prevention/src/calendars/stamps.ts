import type { CptsId } from "@cpts/domain/Cpts";
import { statement } from "@cpts/service-kit/database/statement";
import { Effect } from "effect";
import { read } from "../database/tables.ts";

/** Whose calendar: of a CPTS, with what is not public or without, and with what is for its board or without; of everyone about one theme; of one person. */
export type CalendarOf =
  | { readonly _tag: "OfCpts"; readonly cptsId: CptsId; readonly theme: string | null; readonly inside: boolean; readonly board: boolean }
  | { readonly _tag: "OfTheme"; readonly theme: string }
  | { readonly _tag: "OfPerson"; readonly cptsId: CptsId; readonly professionalId: string };

/** What a calendar holds. */
export const entryKinds = ["session", "action", "meeting", "deadline", "signing"] as const;
export type EntryKind = (typeof entryKinds)[number];

/** The entries of a calendar by kind, each as `<id>:<stamp>`, another text having another stamp, with the part of the calendar it is in. */
export type Stamps = Readonly<Record<EntryKind, ReadonlyArray<{ readonly part: number; readonly stamp: string }>>>;

/** What an entry is read from, and what its text is a function of beside its id. */
export const sources: Readonly<Record<EntryKind, { readonly from: string; readonly id: string; readonly stamp: ReadonlyArray<string> }>> = {
  session: { from: "session s join action a on a.id = s.action_id left join action_conduct c on c.action_id = a.id", id: "s.id", stamp: ["s.version", "a.version", "c.version"] },
  action: { from: "action a left join action_conduct c on c.action_id = a.id", id: "a.id", stamp: ["a.version", "c.version"] },
  meeting: { from: "known_meeting m", id: "m.id", stamp: ["m.version"] },
  deadline: { from: "known_deadline d", id: "d.id", stamp: ["d.version"] },
  signing: { from: "known_contract k", id: "k.id", stamp: ["k.version"] },
};

/** `<id>:<stamp>` as a statement writes it. */
export const stampText = (kind: EntryKind): string => `${sources[kind].id} || ':' || concat_ws('.', ${sources[kind].stamp.join(", ")})`;

/** The day of a signature: the one it was on, or is to be on, where that is known to the day. */
export const signingDay = "case when k.state = 'signed' and length(k.signed_on) = 10 then k.signed_on when length(k.announced->>'on') = 10 then k.announced->>'on' end";

/** A national calendar holds the newest. */
const most = 20_000;

type Wheres = Readonly<Partial<Record<EntryKind, string>>>;

// Calendars are long and little of one changes: each kind is cut into parts by the last byte of ids, which is random.
const partsOfKind = 64;
const allParts = Array.from({ length: entryKinds.length * partsOfKind }, (_, part) => part);
const partOf = (kind: EntryKind): string => `${entryKinds.indexOf(kind) * partsOfKind} + get_byte(uuid_send(${sources[kind].id}), 15) % ${partsOfKind}`;

const eachKind = (wheres: Wheres, selectOf: (kind: EntryKind, where: string) => string): string =>
  entryKinds.flatMap((kind) => (wheres[kind] === undefined ? [] : [selectOf(kind, wheres[kind])])).join(" union all ");

const listsIn = (wheres: Wheres, parts: string): string =>
  eachKind(wheres, (kind, where) => `select '${kind}' as kind, ${partOf(kind)} as part, ${stampText(kind)} as stamp from ${sources[kind].from} where ${where} and ${partOf(kind)} = any(${parts}::integer[])`);

// How many, and the hashes of ids and stamps over one another: ids differ, so that no two hashes cancel out.
const stateIn = (wheres: Wheres): string =>
  eachKind(wheres, (kind, where) => {
    const hashed = [sources[kind].id, ...sources[kind].stamp].join(", ");
    return `select ${partOf(kind)} as part, count(*) || '.' || bit_xor(hash_record_extended(row(${hashed}), 0)) as state from ${sources[kind].from} where ${where} group by 1`;
  });

const about = (parameter: string): string => `(a.mission = ${parameter}::text or c.statement->>'theme' = ${parameter}::text)`;
// What has no day stands in no calendar.
const hasDay = (text: string): string => `length(${text}) = 10`;

// Of whom it is not known that they sit there, nobody is told when a body meets behind closed doors.
const isOfBoard = "m.visibility is not distinct from 'board'";

const ofCpts: Wheres = {
  session: `s.cpts_id = $1 and ($3::boolean or s.is_public) and ($2::text is null or ${about("$2")})`,
  action: `a.cpts_id = $1 and ($3::boolean or a.state = 'published') and ($2::text is null or ${about("$2")}) and ${hasDay("a.period->>'from'")}`,
  meeting: `m.cpts_id = $1 and $3::boolean and ($4::boolean or not ${isOfBoard}) and $2::text is null and ${hasDay("m.held_on")}`,
  deadline: "d.cpts_id = $1 and ($2::text is null or $2::text = any(d.missions))",
  signing: `k.cpts_id = $1 and $2::text is null and ${signingDay} is not null`,
};
const newestOfTheme = `select s.id from ${sources.session.from} where s.is_public and ${about("$1")} order by s.starts_at desc, s.id desc limit ${most}`;
const ofTheme: Wheres = { session: `s.id in (${newestOfTheme})`, action: `a.state = 'published' and ${about("$1")} and ${hasDay("a.period->>'from'")}` };
const ofPerson: Wheres = {
  session: "s.cpts_id = $1 and s.id in (select u.session_id from session_sign_up u where u.professional_id = $2 and u.state <> 'withdrawn')",
  meeting: `m.cpts_id = $1 and not ${isOfBoard} and ${hasDay("m.held_on")}`,
};

type OfCpts = [cpts: string, theme: string | null, inside: boolean, board: boolean];
type OfTheme = [theme: string];
type OfPerson = [cpts: string, professional: string];
type Parts = [parts: ReadonlyArray<number>];
interface State {
  readonly part: number;
  readonly state: string;
}
interface Stamp {
  readonly kind: EntryKind;
  readonly part: number;
  readonly stamp: string;
}

const lists = {
  ofCpts: statement<[...OfCpts, ...Parts], Stamp>(listsIn(ofCpts, "$5")),
  ofTheme: statement<[...OfTheme, ...Parts], Stamp>(listsIn(ofTheme, "$2")),
  ofPerson: statement<[...OfPerson, ...Parts], Stamp>(listsIn(ofPerson, "$3")),
};
const states = { ofCpts: statement<OfCpts, State>(stateIn(ofCpts)), ofTheme: statement<OfTheme, State>(stateIn(ofTheme)), ofPerson: statement<OfPerson, State>(stateIn(ofPerson)) };

const stateRows = (of: CalendarOf) =>
  read((db) => {
    if (of._tag === "OfCpts") return states.ofCpts(db, of.cptsId, of.theme, of.inside, of.board);
    return of._tag === "OfTheme" ? states.ofTheme(db, of.theme) : states.ofPerson(db, of.cptsId, of.professionalId);
  });

/** The state of a calendar and of each of its parts: another content has another one. */
export interface CalendarState {
  readonly tag: string;
  readonly parts: ReadonlyMap<number, string>;
}

/** Names the state of a calendar, without a list of what it holds. */
export const stateOfCalendar = (of: CalendarOf) =>
  Effect.map(stateRows(of), (rows): CalendarState => {
    const parts = new Map(rows.toSorted((one, other) => one.part - other.part).map(({ part, state }) => [part, state]));
    return { tag: `${Object.values(of).join(";")};${[...parts].join(";")}`, parts };
  });

/** What a calendar holds now, in some of its parts or in all. */
export const stampsOf = (of: CalendarOf, parts: ReadonlyArray<number> = allParts) =>
  Effect.map(
    read((db) => {
      if (of._tag === "OfCpts") return lists.ofCpts(db, of.cptsId, of.theme, of.inside, of.board, parts);
      return of._tag === "OfTheme" ? lists.ofTheme(db, of.theme, parts) : lists.ofPerson(db, of.cptsId, of.professionalId, parts);
    }),
    (rows): Stamps => {
      const found: Record<EntryKind, Array<Stamp>> = { session: [], action: [], meeting: [], deadline: [], signing: [] };
      for (const row of rows) found[row.kind].push(row);
      return found;
    },
  );
