import { directory } from "@cpts/api/Directory";
import { jsonOf } from "@cpts/api/EventType";
import { on, type Projection } from "@cpts/service-kit/subscriptions/projection";
import { write } from "../database/tables.ts";

const { meetingRecorded } = directory.events;

/** The meetings, as far as a calendar is concerned. */
export const knownMeetings: Projection = {
  name: "meetings",
  source: directory.name,
  tables: ["known_meeting"],
  handlers: on(meetingRecorded, (data) => {
    const { commune, cptsId, heldOn, meetingId: id, time } = jsonOf(meetingRecorded, data);
    const content = { cpts_id: cptsId, held_on: heldOn, time, commune };
    return write((db) => db.insertInto("known_meeting").values({ id, ...content }).onConflict((conflict) => conflict.column("id").doUpdateSet(content)).execute());
  }),
};
