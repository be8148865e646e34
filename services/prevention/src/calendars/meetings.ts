import { directory } from "@cpts/api/Directory";
import { jsonOf } from "@cpts/api/EventType";
import { writes, type Projection } from "@cpts/service-kit/subscriptions/projection";
import { build, type PreventionTables } from "../database/tables.ts";

const { meetingCancelled, meetingChanged, meetingMoved, meetingPlanned, meetingRecorded } = directory.events;

type Content = Omit<PreventionTables["known_meeting"], "id" | "visibility"> & { readonly visibility?: string };

const learn = (id: string, content: Content) => build.insertInto("known_meeting").values({ id, ...content }).onConflict((conflict) => conflict.column("id").doUpdateSet(content)).compile();

interface Convened {
  readonly meetingId: string;
  readonly cptsId: string | null;
  readonly on: string;
  readonly time: string | null;
  readonly durationMinutes: number | null;
  readonly commune: string | null;
  readonly remote: boolean;
  readonly visibility?: string;
}

/** Told by some events only: the others leave it as it was. */
const seenBy = (visibility: string | undefined): { readonly visibility?: string } => (visibility === undefined ? {} : { visibility });

// Held or cancelled by mistake, a meeting is told as planned anew.
const convene = ({ commune, cptsId, durationMinutes, meetingId, on, remote, time, visibility }: Convened, version: number) =>
  learn(meetingId, { cpts_id: cptsId, held_on: on, time, duration_minutes: durationMinutes, commune, is_remote: remote, is_cancelled: false, version, ...seenBy(visibility) });

/** The meetings, as far as a calendar is concerned: those of documents, and those that are convened, moved and cancelled. */
export const knownMeetings: Projection = {
  name: "meetings",
  source: directory.name,
  tables: ["known_meeting"],
  handlers: {
    ...writes(meetingRecorded, (data, { aggregateversion: version }) => {
      const { commune, cptsId, heldOn, meetingId, time } = jsonOf(meetingRecorded, data);
      return [learn(meetingId, { cpts_id: cptsId, held_on: heldOn, time, duration_minutes: null, commune, is_remote: false, is_cancelled: false, version })];
    }),
    ...writes(meetingPlanned, (data, { aggregateversion: version }) => [convene(jsonOf(meetingPlanned, data), version)]),
    ...writes(meetingMoved, (data, { aggregateversion: version }) => [convene(jsonOf(meetingMoved, data), version)]),
    ...writes(meetingChanged, (data, { aggregateversion: version }) => {
      const { meetingId, visibility } = jsonOf(meetingChanged, data);
      return visibility === undefined ? [] : [build.updateTable("known_meeting").set({ visibility, version }).where("id", "=", meetingId).compile()];
    }),
    ...writes(meetingCancelled, (data, { aggregateversion: version }) => {
      const { meetingId } = jsonOf(meetingCancelled, data);
      return [build.updateTable("known_meeting").set({ is_cancelled: true, version }).where("id", "=", meetingId).compile()];
    }),
  },
};
