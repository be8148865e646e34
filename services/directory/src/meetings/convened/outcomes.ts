import type { DecisionView, FollowUpView } from "@cpts/api/ConvenedMeetingViews";
import { Problem } from "@cpts/api/Problem";
import type { Actor } from "@cpts/domain/Access";
import type { MeetingId } from "@cpts/domain/Meeting";
import { hasTooManyVoices, NewDecision, type FollowUpChange, type NewFollowUp } from "@cpts/domain/MeetingOutcome";
import { codeOf } from "@cpts/domain/OpenCode";
import { today } from "@cpts/service-kit/time/today";
import { Effect, Schema } from "effect";
import { sql, type Selectable } from "kysely";
import { read, write, type DirectoryTables } from "../../database/tables.ts";
import { requirePeople } from "./people.ts";
import { lockMeeting, requireState, touch } from "./stored.ts";

type Decision = typeof DecisionView.Encoded;
type FollowUp = typeof FollowUpView.Encoded;
type StatedDecision = typeof NewDecision.Encoded;
type FollowUpRow = Selectable<DirectoryTables["meeting_follow_up"]>;

const encodeDecision = Schema.encodeSync(NewDecision);

const fault = (type: "invalid-request" | "unknown-reference", path: ReadonlyArray<string>, code: string, fr: string, en: string): Problem => new Problem({ type, faults: [{ in: "body", path, code, message: { fr, en } }] });

/** The decisions of a meeting in their order, those that were written down wrong too. */
export const decisionsOf = (id: MeetingId) =>
  Effect.map(
    read((db) => db.selectFrom("meeting_decision").selectAll().where("meeting_id", "=", id).orderBy("number").execute()),
    (rows) =>
      rows.map((row): Decision => {
        // Stored through its schema.
        const { majority = null, outcome, replaces = null, text = null, title, votes = null } = row.stated as StatedDecision;
        return { number: row.number, title, text, outcome, majority, votes, replaces, replacedBy: row.replaced_by };
      }),
  );

/** How many voices there are once the attendance is closed: of those who have one, present or represented. */
const votersOf = (id: MeetingId) =>
  write(async (db) => (await sql<{ readonly voters: number }>`select count(*)::int as voters from meeting_seat where meeting_id = ${id} and votes and presence in ('present', 'represented')`.execute(db)).rows[0]?.voters ?? 0);

/** Records a decision, or one in place of another that was written down wrong. */
export const recordDecision = (id: MeetingId, input: NewDecision) =>
  Effect.gen(function* () {
    const row = yield* lockMeeting(id);
    yield* requireState(row, "held");
    if (input.votes !== undefined && row.attendance_number > 0 && hasTooManyVoices(input.votes, yield* votersOf(id)))
      return yield* fault("invalid-request", ["votes"], "too-many-voices", "il y a plus de voix que de personnes présentes ou représentées", "there are more voices than people present or represented");
    const { replaces = null } = input;
    const before = yield* write((db) => db.selectFrom("meeting_decision").select(["number", "replaced_by"]).where("meeting_id", "=", id).execute());
    if (replaces !== null) {
      const replaced = before.find((one) => one.number === replaces);
      if (replaced === undefined) return yield* fault("unknown-reference", ["replaces"], "unknown-decision", "cette réunion n'a pas cette décision", "this meeting has no such decision");
      if (replaced.replaced_by !== null) return yield* fault("invalid-request", ["replaces"], "already-replaced", `la décision ${replaced.replaced_by} la remplace déjà`, `decision ${replaced.replaced_by} already stands in its place`);
    }
    const number = before.length + 1;
    yield* write(async (db) => {
      await db.insertInto("meeting_decision").values({ meeting_id: id, number, stated: JSON.stringify(encodeDecision(input)), replaced_by: null }).execute();
      if (replaces !== null) await db.updateTable("meeting_decision").set({ replaced_by: number }).where("meeting_id", "=", id).where("number", "=", replaces).execute();
    });
    yield* touch(row);
  });

export const followUpOf = (row: FollowUpRow): FollowUp => ({ meetingId: row.meeting_id, number: row.number, what: row.what, assigneeId: row.assignee_id, dueOn: row.due_on, state: row.state, version: row.version });

/** What is to be done after a meeting, in the order in which it was written. */
export const followUpsOf = (id: MeetingId) =>
  Effect.map(
    read((db) => db.selectFrom("meeting_follow_up").selectAll().where("meeting_id", "=", id).orderBy("number").execute()),
    (rows) => rows.map(followUpOf),
  );

const keepFollowUp = (id: MeetingId, number: number, why: string, on: string) =>
  write((db) =>
    sql`insert into meeting_follow_up_version (meeting_id, number, version, why, recorded_on, stated)
      select meeting_id, number, version, ${why}, ${on}, json_build_object('what', what, 'assigneeId', assignee_id, 'dueOn', due_on, 'state', state)
      from meeting_follow_up where meeting_id = ${id} and number = ${number}`.execute(db),
  );

const requireAssignee = (assigneeId: string | null | undefined, actor: Actor) => requirePeople(assigneeId === undefined || assigneeId === null ? [] : [{ id: assigneeId, path: ["assigneeId"] }], actor);

/** Records what is to be done. */
export const recordFollowUp = (id: MeetingId, input: NewFollowUp, actor: Actor) =>
  Effect.gen(function* () {
    const row = yield* lockMeeting(id);
    yield* requireState(row, "planned", "held");
    yield* requireAssignee(input.assigneeId, actor);
    const number = (yield* write((db) => db.selectFrom("meeting_follow_up").select("number").where("meeting_id", "=", id).execute())).length + 1;
    yield* write((db) => db.insertInto("meeting_follow_up").values({ meeting_id: id, number, version: 1, what: input.what, assignee_id: input.assigneeId ?? null, due_on: input.dueOn ?? null, state: "open" }).execute());
    yield* keepFollowUp(id, number, "recorded", yield* today);
    yield* touch(row);
  });

/** Says where it stands, or corrects it; what was written before stays. */
export const changeFollowUp = (id: MeetingId, number: number, change: FollowUpChange, actor: Actor) =>
  Effect.gen(function* () {
    yield* lockMeeting(id);
    const row = yield* write((db) => db.selectFrom("meeting_follow_up").selectAll().where("meeting_id", "=", id).where("number", "=", number).executeTakeFirst());
    if (row === undefined) return yield* new Problem({ type: "not-found", detail: { fr: "Cette réunion n'a pas cette action à suivre.", en: "This meeting has no such follow-up." } });
    yield* requireAssignee(change.assigneeId, actor);
    const next: FollowUpRow = {
      ...row,
      version: row.version + 1,
      what: change.what ?? row.what,
      assignee_id: change.assigneeId === undefined ? row.assignee_id : change.assigneeId,
      due_on: change.dueOn === undefined ? row.due_on : change.dueOn,
      state: change.state === undefined ? row.state : codeOf(change.state),
    };
    yield* write((db) => db.updateTable("meeting_follow_up").set(next).where("meeting_id", "=", id).where("number", "=", number).execute());
    yield* keepFollowUp(id, number, codeOf(change.why), yield* today);
    return followUpOf(next);
  });
