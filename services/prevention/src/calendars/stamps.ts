import type { CptsId } from "@cpts/domain/Cpts";
import { statement, type Statement } from "@cpts/service-kit/database/statement";
import { Effect } from "effect";
import { read } from "../database/tables.ts";

/** Whose calendar: of a CPTS, with what is not public or without; of everyone about one theme; of one person. */
export type CalendarOf =
  | { readonly _tag: "OfCpts"; readonly cptsId: CptsId; readonly theme: string | null; readonly inside: boolean }
  | { readonly _tag: "OfTheme"; readonly theme: string }
  | { readonly _tag: "OfPerson"; readonly cptsId: CptsId; readonly professionalId: string };

/** What a calendar holds. */
export const entryKinds = ["session", "action", "meeting", "deadline", "signing"] as const;
export type EntryKind = (typeof entryKinds)[number];

/** The entries of a calendar by kind, each as `<id>:<stamp>`: another text has another stamp. */
export type Stamps = Readonly<Record<EntryKind, ReadonlyArray<string>>>;

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

/** More than any CPTS has; a national calendar holds the newest. */
const most = 20_000;
const newest: Readonly<Record<EntryKind, string>> = { session: "s.starts_at desc, s.id desc", action: "a.from_earliest desc, a.id", meeting: "m.held_on desc, m.id", deadline: "d.on_day desc, d.id", signing: `${signingDay} desc, k.id` };

type Wheres = Readonly<Partial<Record<EntryKind, string>>>;

const listOf = (kind: EntryKind, where: string | undefined): string =>
  where === undefined ? `'' as ${kind}` : `coalesce((select string_agg(stamp, ' ') from (select ${stampText(kind)} as stamp from ${sources[kind].from} where ${where} order by ${newest[kind]} limit ${most}) e), '') as ${kind}`;

// How many, and the hashes of ids and stamps over one another: ids differ, so that no two hashes cancel out.
const stateOf = (kind: EntryKind, where: string | undefined): string =>
  where === undefined ? "''" : `(select count(*) || '.' || coalesce(bit_xor(hash_record_extended(row(${[sources[kind].id, ...sources[kind].stamp].join(", ")}), 0)), 0) from ${sources[kind].from} where ${where})`;

type Lists = Readonly<Record<EntryKind, string>>;
const listsIn = (wheres: Wheres): string => `select ${entryKinds.map((kind) => listOf(kind, wheres[kind])).join(", ")}`;
const stateIn = (wheres: Wheres): string => `select concat_ws(';', ${entryKinds.map((kind) => stateOf(kind, wheres[kind])).join(", ")}) as state`;

const about = (parameter: string): string => `(a.mission = ${parameter}::text or c.statement->>'theme' = ${parameter}::text)`;
// What has no day stands in no calendar.
const hasDay = (text: string): string => `length(${text}) = 10`;

const ofCpts: Wheres = {
  session: `s.cpts_id = $1 and ($3::boolean or s.is_public) and ($2::text is null or ${about("$2")})`,
  action: `a.cpts_id = $1 and ($3::boolean or a.state = 'published') and ($2::text is null or ${about("$2")}) and ${hasDay("a.period->>'from'")}`,
  meeting: `m.cpts_id = $1 and $3::boolean and $2::text is null and ${hasDay("m.held_on")}`,
  deadline: "d.cpts_id = $1 and ($2::text is null or $2::text = any(d.missions))",
  signing: `k.cpts_id = $1 and $2::text is null and ${signingDay} is not null`,
};
const ofTheme: Wheres = { session: `s.is_public and ${about("$1")}`, action: `a.state = 'published' and ${about("$1")} and ${hasDay("a.period->>'from'")}` };
const ofPerson: Wheres = {
  session: "s.cpts_id = $1 and s.id in (select u.session_id from session_sign_up u where u.professional_id = $2 and u.state <> 'withdrawn')",
  meeting: `m.cpts_id = $1 and ${hasDay("m.held_on")}`,
};

type OfCpts = [cpts: string, theme: string | null, inside: boolean];
type OfPerson = [cpts: string, professional: string];
interface State {
  readonly state: string;
}

const lists = { ofCpts: statement<OfCpts, Lists>(listsIn(ofCpts)), ofTheme: statement<[theme: string], Lists>(listsIn(ofTheme)), ofPerson: statement<OfPerson, Lists>(listsIn(ofPerson)) };
const states = { ofCpts: statement<OfCpts, State>(stateIn(ofCpts)), ofTheme: statement<[theme: string], State>(stateIn(ofTheme)), ofPerson: statement<OfPerson, State>(stateIn(ofPerson)) };

interface Questions<Row> {
  readonly ofCpts: Statement<OfCpts, Row>;
  readonly ofTheme: Statement<[theme: string], Row>;
  readonly ofPerson: Statement<OfPerson, Row>;
}

const ask = <Row>(questions: Questions<Row>, of: CalendarOf) =>
  read((db) => {
    switch (of._tag) {
      case "OfCpts":
        return questions.ofCpts(db, of.cptsId, of.theme, of.inside);
      case "OfTheme":
        return questions.ofTheme(db, of.theme);
      case "OfPerson":
        return questions.ofPerson(db, of.cptsId, of.professionalId);
    }
  });

const split = (list: string | undefined): ReadonlyArray<string> => (list === undefined || list === "" ? [] : list.split(" "));

/** Names the state of a calendar, without a list of what it holds: another content has another one. */
export const stateOfCalendar = (of: CalendarOf) => Effect.map(ask(states, of), ([row]) => `${Object.values(of).join(";")};${row?.state ?? ""}`);

/** What a calendar holds now. */
export const stampsOf = (of: CalendarOf) =>
  // One text for each kind, in their order.
  Effect.map(ask(lists, of), ([row]) => Object.fromEntries(entryKinds.map((kind) => [kind, split(row?.[kind])])) as unknown as Stamps);
