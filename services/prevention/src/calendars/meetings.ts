import { directory } from "@cpts/api/Directory";
import { jsonOf } from "@cpts/api/EventType";
import { writes, type Projection } from "@cpts/service-kit/subscriptions/projection";
import { build } from "../database/tables.ts";

const { meetingRecorded } = directory.events;

/** The meetings, as far as a calendar is concerned. */
export const knownMeetings: Projection = {
  name: "meetings",
  source: directory.name,
  tables: ["known_meeting"],
  handlers: writes(meetingRecorded, (data, { aggregateversion: version }) => {
    const { commune, cptsId, heldOn, meetingId: id, time } = jsonOf(meetingRecorded, data);
    const content = { cpts_id: cptsId, held_on: heldOn, time, commune, version };
    return [build.insertInto("known_meeting").values({ id, ...content }).onConflict((conflict) => conflict.column("id").doUpdateSet(content)).compile()];
  }),
};
