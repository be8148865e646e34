import type { AttendanceView, ConvenedMeetingView } from "@cpts/api/ConvenedMeetingViews";
import type { Actor, Visibility } from "@cpts/domain/Access";
import type { MeetingId } from "@cpts/domain/Meeting";
import { checkVote, hasTooManyVoices } from "@cpts/domain/MeetingOutcome";
import { quorumOf } from "@cpts/domain/MeetingQuorum";
import { filesOf } from "@cpts/service-kit/files/store";
import { keyCursor } from "@cpts/service-kit/http/page-cursor";
import { Effect } from "effect";
import { sql, type RawBuilder, type Selectable } from "kysely";
import { read, type DirectoryTables } from "../../database/tables.ts";
import { rankOf, sightOf, type Sight } from "../../professionals/sight.ts";
import { attendancesOf } from "./attendance.ts";
import { explainQuorum, explainVote } from "./explanations.ts";
import { decisionsOf, followUpOf, followUpsOf } from "./outcomes.ts";
import { seatsOf } from "./people.ts";
import { findMeeting, itemOf, statedOf, versionsOf, type MeetingRow } from "./stored.ts";

export const filesOfMeeting = (id: string) => ({ kind: "meeting", id });

/** Who came is for the members of the CPTS at most, whoever may see that there is a meeting. */
export const insideOf = (visibility: string): Visibility => (visibility === "board" ? "board" : "cpts");

const rankIn = (row: MeetingRow, { everywhere, throughCpts }: Sight): number => Math.max(everywhere, row.cpts_id === null ? -1 : (throughCpts.get(row.cpts_id) ?? -1));

/** A meeting as the actor may see it. */
export const shownMeeting = (id: MeetingId, actor: Actor) =>
  Effect.gen(function* () {
    const row = yield* findMeeting(id);
    const { agenda, quorum = null } = statedOf(row);
    const isInside = rankIn(row, yield* sightOf(actor, "meeting.read")) >= rankOf(insideOf(row.visibility));
    const shown = isInside
      ? {
          invited: yield* seatsOf(id, actor),
          decisions: yield* decisionsOf(id),
          followUps: yield* followUpsOf(id),
          files: (yield* filesOf(filesOfMeeting(id))).map(({ id: file, name, sha256, size, type }) => ({ id: file, name, sha256, size, type })),
        }
      : { invited: null, decisions: null, followUps: null, files: null };
    const view: typeof ConvenedMeetingView.Encoded = { ...itemOf(row), agenda, quorum, attendanceNumber: row.attendance_number, ...shown };
    return view;
  });

/** How a meeting and its attendance were written. */
export const historyOfMeeting = (id: MeetingId) => Effect.all({ versions: versionsOf(id), attendances: attendancesOf(id) });

/** Who took part, whether the meeting could decide, and whether its votes agree with what was recorded. */
export const shownAttendance = (id: MeetingId, actor: Actor, withExplanations: boolean) =>
  Effect.gen(function* () {
    const row = yield* findMeeting(id);
    const { quorum: rules = null } = statedOf(row);
    const seats = yield* seatsOf(id, actor);
    const closed = (yield* attendancesOf(id)).at(-1) ?? null;
    const quorum = quorumOf(rules, seats.filter(({ invited, votes }) => invited && votes).map(({ college, presence, professionalId }) => ({ id: professionalId, college, presence })));
    const voters = closed === null ? null : seats.filter(({ presence, votes }) => votes && (presence === "present" || presence === "represented")).length;
    const decisions = (yield* decisionsOf(id)).filter(({ replacedBy }) => replacedBy === null);
    const checked = decisions.map((decision) => {
      const { majority, number, outcome, votes } = decision;
      const isTooMany = votes !== null && voters !== null && hasTooManyVoices(votes, voters);
      return { decision, shown: { number, check: isTooMany ? ("differs" as const) : checkVote({ outcome, ...(majority === null ? {} : { majority }), ...(votes === null ? {} : { votes }) }, voters) } };
    });
    const view: typeof AttendanceView.Encoded = {
      meetingId: id,
      closed,
      seats,
      quorum: quorum.verdict,
      quorumLines: quorum.lines,
      votes: checked.map(({ shown }) => shown),
      ...(withExplanations ? { explanations: [explainQuorum(rules, quorum), ...checked.map(({ decision, shown }) => explainVote(decision, shown.check, voters))] } : {}),
    };
    return view;
  });

/** True of the rows of `convened_meeting` (under the name `m`) that this sight reaches; `least`: at the rank of those inside. */
const isReached = ({ everywhere, throughCpts }: Sight, inside: boolean): RawBuilder<boolean> => {
  const rank = sql`(array_position(array['public', 'cpts', 'board']::text[], ${inside ? sql`case m.visibility when 'board' then 'board' else 'cpts' end` : sql`m.visibility`}) - 1)`;
  return sql<boolean>`(${rank} <= ${everywhere} or exists (
    select 1 from unnest(${[...throughCpts.keys()]}::uuid[], ${[...throughCpts.values()]}::integer[]) as seen (cpts_id, rank) where seen.cpts_id = m.cpts_id and ${rank} <= seen.rank))`;
};

export interface MeetingQuery {
  readonly cpts?: string;
  readonly body?: string;
  readonly kind?: string;
  readonly state?: string;
  readonly from?: string;
  readonly to?: string;
  readonly cursor?: string;
  readonly limit: number;
}

const pages = keyCursor("convened-meetings");

/** The convened meetings that the actor may see, by day. */
export const listConvenedMeetings = (query: MeetingQuery, actor: Actor) =>
  Effect.gen(function* () {
    const place = yield* pages.read(query.cursor);
    const sight = yield* sightOf(actor, "meeting.read");
    const conditions = [
      isReached(sight, false),
      ...(query.cpts === undefined ? [] : [sql<boolean>`m.cpts_id = ${query.cpts}`]),
      ...(query.body === undefined ? [] : [sql<boolean>`m.body_id = ${query.body}`]),
      ...(query.kind === undefined ? [] : [sql<boolean>`m.kind = ${query.kind}`]),
      ...(query.state === undefined ? [] : [sql<boolean>`m.state = ${query.state}`]),
      ...(query.from === undefined ? [] : [sql<boolean>`m.day >= ${query.from}`]),
      ...(query.to === undefined ? [] : [sql<boolean>`m.day <= ${query.to}`]),
      ...(place === null ? [] : [sql<boolean>`(m.day, m.id) > (${place[0]}, ${place[1]}::uuid)`]),
    ];
    const rows = yield* read(async (db) => (await sql<MeetingRow>`select m.* from convened_meeting m where ${sql.join(conditions, sql` and `)} order by m.day, m.id limit ${query.limit + 1}`.execute(db)).rows);
    const { items, nextCursor } = pages.pageOf(rows, query.limit, ({ day, id }) => [day, id]);
    return { items: items.map(itemOf), nextCursor };
  });

const followUpPages = keyCursor("follow-ups");

/** A follow-up has no id of its own: where a page ends is the meeting with its number. */
const placeOf = (row: { readonly due_on: string | null; readonly number: number }): string => `${row.due_on ?? "9999-12-31"}/${String(row.number).padStart(5, "0")}`;

export interface FollowUpQuery {
  readonly cpts?: string;
  readonly assignee?: string;
  readonly state?: string;
  readonly dueBefore?: string;
  readonly cursor?: string;
  readonly limit: number;
}

/** What is to be done after the meetings whose outcome the actor may see, the nearest due day first. */
export const listFollowUps = (query: FollowUpQuery, actor: Actor) =>
  Effect.gen(function* () {
    const place = yield* followUpPages.read(query.cursor);
    const sight = yield* sightOf(actor, "meeting.read");
    const key = sql<string>`coalesce(f.due_on, '9999-12-31') || '/' || lpad(f.number::text, 5, '0')`;
    const conditions = [
      isReached(sight, true),
      ...(query.cpts === undefined ? [] : [sql<boolean>`m.cpts_id = ${query.cpts}`]),
      ...(query.assignee === undefined ? [] : [sql<boolean>`f.assignee_id = ${query.assignee}`]),
      ...(query.state === undefined ? [] : [sql<boolean>`f.state = ${query.state}`]),
      ...(query.dueBefore === undefined ? [] : [sql<boolean>`f.due_on < ${query.dueBefore}`]),
      ...(place === null ? [] : [sql<boolean>`(${key}, f.meeting_id) > (${place[0]}, ${place[1]}::uuid)`]),
    ];
    type Row = Selectable<DirectoryTables["meeting_follow_up"]>;
    const rows = yield* read(
      async (db) => (await sql<Row>`select f.* from meeting_follow_up f join convened_meeting m on m.id = f.meeting_id where ${sql.join(conditions, sql` and `)} order by ${key}, f.meeting_id limit ${query.limit + 1}`.execute(db)).rows,
    );
    const { items, nextCursor } = followUpPages.pageOf(rows, query.limit, (row) => [placeOf(row), row.meeting_id]);
    return { items: items.map(followUpOf), nextCursor };
  });
