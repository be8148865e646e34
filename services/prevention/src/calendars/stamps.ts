import type { CptsId } from "@cpts/domain/Cpts";
import { statement } from "@cpts/service-kit/database/statement";
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
export const sources: Readonly<Record<EntryKind, { readonly from: string; readonly stamp: string }>> = {
  session: { from: "session s join action a on a.id = s.action_id left join action_conduct c on c.action_id = a.id", stamp: "s.id || ':' || concat_ws('.', s.version, a.version, c.version)" },
  action: { from: "action a left join action_conduct c on c.action_id = a.id", stamp: "a.id || ':' || concat_ws('.', a.version, c.version)" },
  meeting: { from: "known_meeting m", stamp: "m.id || ':' || m.version" },
  deadline: { from: "known_deadline d", stamp: "d.id || ':' || d.version" },
  signing: { from: "known_contract k", stamp: "k.id || ':' || k.signed_on" },
};

/** More than any CPTS has; a national calendar holds the newest. */
const most = 20_000;
const newest: Readonly<Record<EntryKind, string>> = { session: "s.starts_at desc, s.id", action: "a.from_earliest desc, a.id", meeting: "m.held_on desc, m.id", deadline: "d.on_day desc, d.id", signing: "k.signed_on desc, k.id" };

const listOf = (kind: EntryKind, where: string | undefined): string =>
  where === undefined ? `'' as ${kind}` : `coalesce((select string_agg(stamp, ' ') from (select ${sources[kind].stamp} as stamp from ${sources[kind].from} where ${where} order by ${newest[kind]} limit ${most}) e), '') as ${kind}`;

type Lists = Readonly<Record<EntryKind, string>>;
const select = (wheres: Readonly<Partial<Record<EntryKind, string>>>): string => `select ${entryKinds.map((kind) => listOf(kind, wheres[kind])).join(", ")}`;

const about = (parameter: string): string => `(a.mission = ${parameter}::text or c.statement->>'theme' = ${parameter}::text)`;
// What has no day stands in no calendar.
const hasDay = (text: string): string => `length(${text}) = 10`;

const ofCpts = statement<[cpts: string, theme: string | null, inside: boolean], Lists>(
  select({
    session: `s.cpts_id = $1 and ($3::boolean or s.is_public) and ($2::text is null or ${about("$2")})`,
    action: `a.cpts_id = $1 and ($3::boolean or a.state = 'published') and ($2::text is null or ${about("$2")}) and ${hasDay("a.period->>'from'")}`,
    meeting: `m.cpts_id = $1 and $3::boolean and $2::text is null and ${hasDay("m.held_on")}`,
    deadline: "d.cpts_id = $1 and ($2::text is null or $2::text = any(d.missions))",
    signing: `k.cpts_id = $1 and $2::text is null and k.state = 'signed' and ${hasDay("k.signed_on")}`,
  }),
);
const ofTheme = statement<[theme: string], Lists>(
  select({ session: `s.is_public and ${about("$1")}`, action: `a.state = 'published' and ${about("$1")} and ${hasDay("a.period->>'from'")}` }),
);
const ofPerson = statement<[cpts: string, professional: string], Lists>(
  select({
    session: "s.cpts_id = $1 and s.id in (select u.session_id from session_sign_up u where u.professional_id = $2 and u.state <> 'withdrawn')",
    meeting: `m.cpts_id = $1 and ${hasDay("m.held_on")}`,
  }),
);

const listsOf = (of: CalendarOf) =>
  read((db) => {
    switch (of._tag) {
      case "OfCpts":
        return ofCpts(db, of.cptsId, of.theme, of.inside);
      case "OfTheme":
        return ofTheme(db, of.theme);
      case "OfPerson":
        return ofPerson(db, of.cptsId, of.professionalId);
    }
  });

const split = (list: string | undefined): ReadonlyArray<string> => (list === undefined || list === "" ? [] : list.split(" "));

/** What a calendar holds now, and a text that names this state: two states never have the same. */
export const stampsOf = (of: CalendarOf) =>
  Effect.map(listsOf(of), ([row]) => {
    // One text for each kind, in their order.
    const stamps = Object.fromEntries(entryKinds.map((kind) => [kind, split(row?.[kind])])) as unknown as Stamps;
    return { stamps, state: entryKinds.map((kind) => row?.[kind] ?? "").join(";") };
  });
