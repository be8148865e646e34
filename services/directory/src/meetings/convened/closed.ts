import type { directory } from "@cpts/api/Directory";
import { statement } from "@cpts/service-kit/database/statement";
import { pagesById } from "@cpts/service-kit/http/pages-by-id";
import { Effect } from "effect";
import { read } from "../../database/tables.ts";

type Closed = (typeof directory.events.meetingAttendanceClosed.payload)["Encoded"];
type Row = Omit<Closed, "meetingId"> & { readonly id: string };

const closed = statement<[after: string, limit: number], Row>(`
  select m.id, m.cpts_id as "cptsId", m.day as "on", m.body_id as "bodyId", a.duration_minutes as "durationMinutes", a.attendees
  from convened_meeting m join meeting_attendance a on a.meeting_id = m.id and a.number = m.attendance_number
  where m.id > $1 order by m.id limit $2`);

/** The list of attendance that stands of every meeting where one was closed. */
export const listClosedAttendances = pagesById("attendances", (after, limit) => read((db) => closed(db, after, limit)), (rows) => Effect.succeed(rows.map(({ id, ...row }): Closed => ({ meetingId: id, ...row }))));
