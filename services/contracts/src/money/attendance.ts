import { directory } from "@cpts/api/Directory";
import { type Projection, writes } from "@cpts/service-kit/subscriptions/projection";
import { build } from "../database/tables.ts";

/** Who was at which meeting: a correction replaces the whole list, whatever order they are heard in. */
export const attendances: Projection = {
  name: "attendances",
  source: directory.name,
  tables: ["known_attendance"],
  handlers: {
    ...writes(directory.events.meetingAttendanceClosed, ({ attendees, bodyId, cptsId, meetingId, on }, { aggregateversion: version }) => {
      const told = { version, cpts_id: cptsId, held_on: on, body_id: bodyId, attendees: JSON.stringify(attendees) };
      return [
        build
          .insertInto("known_attendance")
          .values({ meeting_id: meetingId, ...told })
          .onConflict((conflict) => conflict.column("meeting_id").doUpdateSet(told).where("known_attendance.version", "<", version))
          .compile(),
      ];
    }),
  },
};
