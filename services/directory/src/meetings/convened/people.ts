import type { SeatView } from "@cpts/api/ConvenedMeetingViews";
import { Problem, type FieldFault } from "@cpts/api/Problem";
import type { Actor } from "@cpts/domain/Access";
import type { LocalDate } from "@cpts/domain/LocalDate";
import type { MeetingId } from "@cpts/domain/Meeting";
import { isCertain } from "@cpts/service-kit/time/dated-rows";
import { Effect } from "effect";
import { sql } from "kysely";
import { read, write } from "../../database/tables.ts";
import { isVisible, sightOf } from "../../professionals/sight.ts";

type Seat = typeof SeatView.Encoded;

/** Someone who is named by a request, and where. */
export interface NamedAt {
  readonly id: string;
  readonly path: FieldFault["path"];
}

const unknown = ({ path }: NamedAt): FieldFault => ({ in: "body", path, code: "unknown-professional", message: { fr: "aucune personne n'est connue ici sous cet identifiant", en: "nobody is known here by this identity" } });

/** Fails with `unknown-reference` at everyone whom the actor may not name: neither seen by them nor kept by their CPTS. */
export const requirePeople = (named: ReadonlyArray<NamedAt>, actor: Actor) =>
  Effect.gen(function* () {
    if (named.length === 0) return;
    const seen = yield* sightOf(actor);
    const kept = yield* sightOf(actor, "professional.register");
    const found = yield* read(
      async (db) =>
        (
          await sql<{ readonly id: string }>`
            select p.id from professional p join professional_identity i on i.professional_id = p.id
            where p.id in (select unnest(${named.map(({ id }) => id)}::uuid[])) and (${kept.everywhere >= 0} or p.cpts_id = any(${[...kept.throughCpts.keys()]}::uuid[]) or ${isVisible(seen)})`.execute(db)
        ).rows,
    );
    const known = new Set(found.map(({ id }) => id));
    const faults = named.filter(({ id }) => !known.has(id)).map(unknown);
    if (faults.length > 0) return yield* new Problem({ type: "unknown-reference", retryAfterSeconds: 1, faults });
  });

/** Someone who is invited, with the college they are said to sit for. */
interface Invited {
  readonly professionalId: string;
  readonly college?: string;
  readonly votes?: boolean;
}

/** A standing guest of a body has no vote there. */
const votesBySeat = (bodyId: string | null, day: LocalDate) =>
  sql`not exists (select from body_seat b where b.body_id = ${bodyId} and b.professional_id = said.id and b.part = 'guest' and not b.withdrawn and ${isCertain(day)})`;

/** Seats those who are invited; where no college is said, that of their membership on the day. Whoever is no longer invited and not noted leaves. */
export const seat = ({ bodyId, cptsId, day, id: meetingId }: { readonly id: string; readonly cptsId: string | null; readonly bodyId: string | null; readonly day: LocalDate }, invited: ReadonlyArray<Invited>) =>
  write(async (db) => {
    const ids = invited.map(({ professionalId }) => professionalId);
    await sql`delete from meeting_seat where meeting_id = ${meetingId} and presence is null and professional_id <> all(${ids}::uuid[])`.execute(db);
    await sql`update meeting_seat set invited = false where meeting_id = ${meetingId} and professional_id <> all(${ids}::uuid[])`.execute(db);
    await sql`
      insert into meeting_seat (meeting_id, professional_id, college, invited, votes)
      select ${meetingId}, said.id, coalesce(said.college, (
        select m.college from membership m where m.professional_id = said.id and m.cpts_id = ${cptsId} and ${isCertain(day)} and m.college is not null order by m.id limit 1)), true, coalesce(said.votes, ${votesBySeat(bodyId, day)})
      from unnest(${ids}::uuid[], ${invited.map(({ college }) => college ?? null)}::text[], ${invited.map(({ votes }) => votes ?? null)}::boolean[]) as said (id, college, votes)
      on conflict (meeting_id, professional_id) do update set invited = true, college = excluded.college, votes = excluded.votes`.execute(db);
  });

interface SeatRow {
  readonly professional_id: string;
  readonly name: string | null;
  readonly college: string | null;
  readonly invited: boolean;
  readonly votes: boolean;
  readonly presence: Seat["presence"];
  readonly minutes: number | null;
  readonly proxy_to: string | null;
}

/** Who is invited or came, by name where the actor may see them. */
export const seatsOf = (id: MeetingId | string, actor: Actor) =>
  Effect.gen(function* () {
    const sight = yield* sightOf(actor);
    const rows = yield* read(
      async (db) =>
        (
          await sql<SeatRow>`
            select s.professional_id, case when ${isVisible(sight)} then i.given_name || ' ' || i.family_name end as name, s.college, s.invited, s.votes, s.presence, s.minutes, s.proxy_to
            from meeting_seat s join professional p on p.id = s.professional_id left join professional_identity i on i.professional_id = p.id
            where s.meeting_id = ${id} order by s.college nulls last, i.family_name, s.professional_id`.execute(db)
        ).rows,
    );
    return rows.map((row): Seat => ({ professionalId: row.professional_id, name: row.name, college: row.college, invited: row.invited, votes: row.votes, presence: row.presence, minutes: row.minutes, proxyTo: row.proxy_to }));
  });
