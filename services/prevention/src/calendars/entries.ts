import { statement } from "@cpts/service-kit/database/statement";
import { loadCommunes } from "@cpts/reference-data";
import { Effect } from "effect";
import { read } from "../database/tables.ts";
import type { StampedEntry } from "./ical.ts";

/** Whose calendar: of a CPTS or of everyone, of one mission or all, with what is not public or without, of one person or all. */
export interface CalendarOf {
  readonly cptsId: string | null;
  readonly mission: string | null;
  readonly inside: boolean;
  readonly professionalId: string | null;
}

interface Row {
  readonly kind: string;
  readonly id: string;
  readonly title: string;
  readonly address: string | null;
  readonly commune: string | null;
  readonly start: string;
  readonly end: string | null;
  readonly isCancelled: boolean;
  readonly sequence: number;
}

type Asked = [cpts: string | null, mission: string | null, inside: boolean, professional: string | null];

/** More than any CPTS has; a national calendar holds the newest. */
const most = 20_000;

// In the hour that comes twice a local time means the first (RFC 5545, section 3.3.5): the instant says it whole.
const moment = (end: "start" | "end", at: string): string =>
  `case when s.${end}_occurrence is null then s.${end}_date || 'T' || s.${end}_time else to_char(s.${at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') end`;
const mine = "($4::uuid is null or exists (select from session_sign_up u where u.session_id = s.id and u.professional_id = $4::uuid and u.state <> 'withdrawn'))";

const sessionsFrom = `session s join action a on a.id = s.action_id where ($1::uuid is null or s.cpts_id = $1::uuid) and ($2::text is null or a.mission = $2) and ($3 or s.is_public) and ${mine}`;
const actionsFrom = `action a where $4::uuid is null and ($1::uuid is null or a.cpts_id = $1::uuid) and ($2::text is null or a.mission = $2) and ($3 or a.state = 'published') and length(a.period->>'from') = 10`;
const meetingsFrom = `known_meeting m where m.cpts_id = $1::uuid and $2::text is null and $3 and length(m.held_on) = 10`;
const signingsFrom = `known_contract k where k.cpts_id = $1::uuid and $2::text is null and $4::uuid is null and k.state = 'signed' and length(k.signed_on) = 10`;

const rows = statement<Asked, Row>(`
  select * from (
    select 'session' as kind, s.id, a.title, s.address, s.commune, ${moment("start", "starts_at")} as start, ${moment("end", "ends_at")} as "end", s.state in ('cancelled', 'postponed') as "isCancelled", s.sequence from ${sessionsFrom}
    union all select 'action', a.id, a.title, a.place, null, a.period->>'from', case when length(a.period->>'to') = 10 then a.period->>'to' end, a.state = 'cancelled', a.version - 1 from ${actionsFrom}
    union all select 'meeting', m.id, 'Réunion', null, m.commune, m.held_on || coalesce('T' || m.time, ''), null, false, 0 from ${meetingsFrom}
    union all select 'signing', k.id, 'Signature du contrat', null, null, k.signed_on, null, false, 0 from ${signingsFrom}
  ) entry order by start desc, id limit ${most}`);

// Changes count up in versions; what has none is told apart by its content.
const stamps = statement<Asked, { readonly tag: string }>(`select concat_ws(';',
  (select concat_ws(',', count(*), sum(s.version), sum(a.version)) from ${sessionsFrom}),
  (select concat_ws(',', count(*), sum(a.version)) from ${actionsFrom}),
  (select md5(string_agg(concat_ws(',', m.id, m.held_on, m.time, m.commune), ';' order by m.id)) from ${meetingsFrom}),
  (select md5(string_agg(concat_ws(',', k.id, k.signed_on), ';' order by k.id)) from ${signingsFrom})) as tag`);

const askedOf = ({ cptsId, inside, mission, professionalId }: CalendarOf): Asked => [cptsId, mission, inside, professionalId];

/** Names the state of a calendar, without reading it whole. */
export const tagOf = (of: CalendarOf) => Effect.map(read((db) => stamps(db, ...askedOf(of))), ([row]) => `${askedOf(of).join(";")};${row?.tag ?? ""}`);

/** A UUID of version 7 says when it was made (RFC 9562, section 5.7); another one says nothing. */
const madeAt = (id: string): number => (id[14] === "7" ? Math.floor(Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16) / 1_000) : 946_684_800);

/** The entries of a calendar, the newest first. */
export const entriesOf = (of: CalendarOf) =>
  Effect.gen(function* () {
    const communes = yield* Effect.promise(loadCommunes);
    return (yield* read((db) => rows(db, ...askedOf(of)))).map(({ address, commune, id, ...entry }): StampedEntry => {
      const nom = commune === null ? null : (communes.territorial(commune)?.nom ?? commune);
      return { ...entry, uid: `${entry.kind}-${id}@cpts`, place: [address, nom].filter((part) => part !== null).join(", ") || null, keptAt: madeAt(id) };
    });
  });
