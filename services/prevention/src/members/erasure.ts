import { statement } from "@cpts/service-kit/database/statement";
import { Effect } from "effect";
import type { SessionId } from "@cpts/domain/Session";
import { write } from "../database/tables.ts";
import { promoteWaiting } from "../sessions/sign-ups.ts";

interface Open {
  readonly id: SessionId;
  readonly capacity: number | null;
}

// In the order of their ids: whoever else locks several does the same.
const awaitedAt = statement<[id: string], Open>(
  `select s.id, s.capacity from session s where s.state in ('planned', 'postponed') and exists (select from session_sign_up u where u.session_id = s.id and u.professional_id = $1)
   order by s.id for update`,
);
const mark = statement<[id: string], never>("insert into known_professional (id, profession, erased) values ($1, null, true) on conflict (id) do update set profession = null, erased = true");
const forgetSignUps = statement<[id: string], never>("delete from session_sign_up where professional_id = $1");
const countAttendance = statement<[id: string], never>(
  "update session set attendance_erased = attendance_erased + 1 where id in (select session_id from session_attendance where professional_id = $1)",
);
const forgetAttendance = statement<[id: string], never>("delete from session_attendance where professional_id = $1");
const forgetLead = statement<[id: string], never>(
  `update action_conduct set statement = jsonb_set(statement::jsonb, '{leadId}', 'null')::json, version = version + 1 where statement->>'leadId' = $1::text`,
);

/** Leaves nothing of somebody but counts; the first who waits takes the place. A second time there is nothing left to do. */
export const erasePerson = (id: string) =>
  Effect.gen(function* () {
    const open = yield* write((db) => awaitedAt(db, id));
    for (const forget of [mark, forgetSignUps, countAttendance, forgetAttendance, forgetLead]) yield* write((db) => forget(db, id));
    for (const session of open) yield* promoteWaiting(session);
  });
