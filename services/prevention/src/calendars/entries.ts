import { loadCommunes } from "@cpts/reference-data";
import { statement } from "@cpts/service-kit/database/statement";
import { Effect } from "effect";
import { read } from "../database/tables.ts";
import { titleOfDeadline } from "./deadlines.ts";
import type { StampedEntry } from "./ical.ts";
import { entryKinds, signingDay, sources, stampText, type EntryKind, type Stamps } from "./stamps.ts";

/** An entry with the stamp it was read at. */
export interface ReadEntry {
  readonly stamp: string;
  readonly entry: StampedEntry;
}

interface Row {
  readonly stamp: string;
  readonly id: string;
  /** Of a deadline its kind, of which words are made. */
  readonly title: string;
  readonly address: string | null;
  readonly commune: string | null;
  readonly start: string;
  readonly end: string | null;
  readonly isCancelled: boolean;
  readonly sequence: number;
  readonly missions: ReadonlyArray<string>;
  readonly metOn: string | null;
}

// In the hour that comes twice a local time means the first (RFC 5545, section 3.3.5): the instant says it whole.
const moment = (end: "start" | "end", at: string): string =>
  `case when s.${end}_occurrence is null then s.${end}_date || 'T' || s.${end}_time else to_char(s.${at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') end`;
// Each state that an action goes to may cancel it, and what of it is still to come.
const steps = "coalesce(json_array_length(c.history), 0)";
const nothingDue = "'{}'::text[] as missions, null as \"metOn\"";

const lastsUntil = "((m.held_on || ' ' || m.time)::timestamp at time zone 'Europe/Paris' + m.duration_minutes * interval '1 minute')";
const clockAt = (instant: string): string => `(${instant} at time zone 'Europe/Paris')`;
// By the clock of then, which may have changed meanwhile; where an hour sooner or later shows the same, as an instant.
const endOfMeeting = `case when ${clockAt(lastsUntil)} in (${clockAt(`(${lastsUntil} - interval '1 hour')`)}, ${clockAt(`(${lastsUntil} + interval '1 hour')`)})
    then to_char(${lastsUntil} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') else to_char(${clockAt(lastsUntil)}, 'YYYY-MM-DD"T"HH24:MI') end`;

const columns: Readonly<Record<EntryKind, string>> = {
  session: `s.id, a.title, s.address, s.commune, ${moment("start", "starts_at")} as start, ${moment("end", "ends_at")} as "end",
    s.state in ('cancelled', 'postponed') or (s.state = 'planned' and coalesce(c.progress = 'cancelled', false)) as "isCancelled", s.sequence + ${steps} as sequence, ${nothingDue}`,
  action: `a.id, a.title, a.place as address, null as commune, a.period->>'from' as start, case when length(a.period->>'to') = 10 then a.period->>'to' end as "end",
    coalesce(c.progress in ('cancelled', 'postponed'), false) as "isCancelled", a.version - 1 + ${steps} as sequence, ${nothingDue}`,
  // Titles are words that people typed: the directory keeps them.
  meeting: `m.id, 'Réunion' as title, case when m.is_remote then 'À distance' end as address, m.commune, m.held_on || coalesce('T' || m.time, '') as start,
    case when m.time is not null and m.duration_minutes > 0 then ${endOfMeeting} end as "end",
    m.is_cancelled as "isCancelled", m.version - 1 as sequence, ${nothingDue}`,
  deadline: `d.id, d.kind as title, null as address, null as commune, d.on_day as start, null as "end", d.is_withdrawn as "isCancelled", d.version - 1 as sequence, d.missions, d.met_on as "metOn"`,
  signing: `k.id, case when k.state = 'signed' then 'Signature du contrat' else 'Signature prévue du contrat' end as title, null as address, null as commune,
    ${signingDay} || case when k.state <> 'signed' and k.announced->>'time' is not null then 'T' || (k.announced->>'time') else '' end as start, null as "end",
    k.state <> 'signed' and not k.is_announced as "isCancelled", k.version - 1 as sequence, ${nothingDue}`,
};

const byIds = (kind: EntryKind) => statement<[ids: ReadonlyArray<string>], Row>(`select ${stampText(kind)} as stamp, ${columns[kind]} from ${sources[kind].from} where ${sources[kind].id} = any($1::uuid[])`);
const statements = { session: byIds("session"), action: byIds("action"), meeting: byIds("meeting"), deadline: byIds("deadline"), signing: byIds("signing") };

/** A UUID of version 7 says when it was made (RFC 9562, section 5.7); another one says nothing. */
const madeAt = (id: string): number => (id[14] === "7" ? Math.floor(Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16) / 1_000) : 946_684_800);

/** The id in `<id>:<stamp>`. */
export const idOfStamp = (stamp: string): string => stamp.slice(0, 36);

/** Reads the entries of these stamps as they are now; one that is gone is not among them. */
export const entriesOf = (kind: EntryKind, stamps: ReadonlyArray<string>) =>
  Effect.gen(function* () {
    if (stamps.length === 0) return [];
    const communes = yield* Effect.promise(loadCommunes);
    const rows = yield* read((db) => statements[kind](db, stamps.map(idOfStamp)));
    return rows.map(({ address, commune, id, metOn, missions, stamp, title, ...entry }): ReadEntry => {
      const nom = commune === null ? null : (communes.territorial(commune)?.nom ?? commune);
      const place = [address, nom].filter((part) => part !== null).join(", ") || null;
      return { stamp, entry: { ...entry, kind, title: kind === "deadline" ? titleOfDeadline(title, missions, metOn) : title, uid: `${kind}-${id}@cpts`, place, keptAt: madeAt(id) } };
    });
  });

/** All the entries of a calendar, the newest first. */
export const allEntries = (stamps: Stamps) =>
  Effect.map(
    Effect.forEach(entryKinds, (kind) => entriesOf(kind, stamps[kind].map(({ stamp }) => stamp))),
    (kinds) => kinds.flatMap((entries) => entries.map(({ entry }) => entry)).toSorted((one, other) => (one.start > other.start ? -1 : one.start < other.start ? 1 : one.uid < other.uid ? -1 : 1)),
  );
