import { crisisEndpoints } from "@cpts/api/Crises";
import type { CrisisLogEntry, CrisisTask, CrisisView } from "@cpts/api/CrisisViews";
import { Problem } from "@cpts/api/Problem";
import type { Actor } from "@cpts/domain/Access";
import type { CptsId } from "@cpts/domain/Cpts";
import type { CrisisId, CrisisTaskId } from "@cpts/domain/Crisis";
import { statement } from "@cpts/service-kit/database/statement";
import { idCursor, pageCursor } from "@cpts/service-kit/http/page-cursor";
import { Effect, Schema } from "effect";
import { read } from "../database/tables.ts";
import { insideSeenBy } from "../inside.ts";

type View = typeof CrisisView.Encoded;

// As JSON writes an instant in UTC, to the millisecond.
const utc = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const task = `json_build_object('id', t.id, 'title', t.title, 'state', t.state, 'assigneeId', t.assignee_id, 'roleId', t.role_id, 'dueAt', ${utc("t.due_at")}, 'version', t.version)`;
const columns = `c.id, c.cpts_id as "cptsId", c.state, c.level, c.theme, c.reason, c.plan_number as "planNumber", ${utc("c.activated_at")} as "activatedAt", ${utc("c.closed_at")} as "closedAt",
  c.report, c.lessons, coalesce((select json_agg(${task} order by t.id) from crisis_task t where t.crisis_id = c.id), '[]') as tasks, c.version`;

const byId = statement<[id: string], View>(`select ${columns} from crisis c where c.id = $1`);
const listed = statement<[after: string | null, limit: number, cpts: string | null, state: string | null, sees: "all" | "some", seen: ReadonlyArray<string>], View>(
  `select ${columns} from crisis c where ($1::uuid is null or c.id < $1::uuid) and ($3::uuid is null or c.cpts_id = $3::uuid) and ($4::text is null or c.state = $4)
    and ($5 = 'all' or c.cpts_id = any($6::uuid[])) order by c.id desc limit $2`,
);
const entries = statement<[id: string, after: number, limit: number], typeof CrisisLogEntry.Encoded>(
  `select number, kind, ${utc("at")} as at, ${utc("recorded_at")} as "recordedAt", by, text, task_id as "taskId" from crisis_log_entry where crisis_id = $1 and number > $2 order by number limit $3`,
);
const withCrisis = statement<[], { readonly cpts_id: CptsId }>("select distinct cpts_id from crisis");

const notFound = new Problem({ type: "not-found" });

/** A crisis, whoever asks: the permission is checked before. */
export const findCrisis = (id: CrisisId) => Effect.flatMap(read((db) => byId(db, id)), ([view]) => (view === undefined ? Effect.fail(notFound) : Effect.succeed(view)));

/** A task of a crisis. */
export const findTask = (id: CrisisId, taskId: CrisisTaskId) =>
  Effect.flatMap(findCrisis(id), ({ tasks }) => {
    const found: typeof CrisisTask.Encoded | undefined = tasks.find((one) => one.id === taskId);
    return found === undefined ? Effect.fail(notFound) : Effect.succeed({ body: found, version: found.version });
  });

const pages = idCursor("crises");

/** Crises that an actor sees, the newest first, a page at a time. */
export const listCrises = (query: (typeof crisisEndpoints.listCrises)["query"]["Type"], actor: Actor) =>
  Effect.gen(function* () {
    const after = yield* pages.read(query.cursor);
    const limit = query.limit ?? 50;
    const seen = yield* insideSeenBy(actor, "crisis.read", query.cpts, read((db) => withCrisis(db)));
    const rows = yield* read((db) => listed(db, after, limit + 1, query.cpts ?? null, query.state ?? null, seen === "all" ? "all" : "some", seen === "all" ? [] : seen));
    return pages.pageOf(rows, limit, ({ id }) => id);
  });

const logPages = pageCursor("crisis-log", Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: 0, maximum: 2_147_483_647 }))));

/** The log of a crisis, in the order in which it was written. */
export const listEntries = (id: CrisisId, query: (typeof crisisEndpoints.listLogEntries)["query"]["Type"]) =>
  Effect.gen(function* () {
    const after = yield* logPages.read(query.cursor);
    const limit = query.limit ?? 100;
    const rows = yield* read((db) => entries(db, id, after ?? 0, limit + 1));
    return logPages.pageOf(rows, limit, ({ number }) => number);
  });

// The log that a report holds is whole: longer than any crisis of a CPTS has been.
const most = 100_000;

/** The whole log of a crisis. */
export const entriesOf = (id: CrisisId) => read((db) => entries(db, id, 0, most));
