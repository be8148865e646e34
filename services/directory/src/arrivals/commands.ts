import { directory } from "@cpts/api/Directory";
import { Problem } from "@cpts/api/Problem";
import type { Actor } from "@cpts/domain/Access";
import { arrivalTemplates, type ArrivalChange, type ArrivalId, type ArrivalStatement, type ChecklistTick } from "@cpts/domain/Arrival";
import type { CptsId } from "@cpts/domain/Cpts";
import { codeOf } from "@cpts/domain/OpenCode";
import { isBefore, type PartialDate } from "@cpts/domain/PartialDate";
import type { ProfessionalId } from "@cpts/domain/Professional";
import { Ids } from "@cpts/service-kit/ids";
import { record } from "@cpts/service-kit/events/log/record";
import { mayBeInForce } from "@cpts/service-kit/time/dated-rows";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { sql, type Selectable } from "kysely";
import { versionConflictOf } from "../corrections/refusals.ts";
import { read, write, type DirectoryTables } from "../database/tables.ts";
import { requireProfessional } from "../professionals/reference.ts";

const { events } = directory;
type Row = Selectable<DirectoryTables["arrival"]>;

const refused = (path: string, code: string, fr: string, en: string): Problem => new Problem({ type: "invalid-request", faults: [{ in: "body", path: [path], code, message: { fr, en } }] });
const notFound = new Problem({ type: "not-found", detail: { fr: "Cette arrivée n'est pas connue ici.", en: "This arrival is not known here." } });
const stale = versionConflictOf("L'arrivée", "la", "The arrival");

/** A mentor is a member of the CPTS today, as far as is known, and nobody's own. */
const requireMentor = (mentorId: ProfessionalId, of: { readonly cptsId: CptsId; readonly professionalId: string }, actor: Actor) =>
  Effect.gen(function* () {
    if (mentorId === of.professionalId) return yield* refused("mentorId", "own-mentor", "personne n'est son propre référent", "nobody is their own mentor");
    yield* requireProfessional(mentorId, actor, ["mentorId"]);
    const day = yield* today;
    const rows = yield* read(async (db) => (await sql`select from membership where cpts_id = ${of.cptsId} and professional_id = ${mentorId} and ${mayBeInForce(day)} limit 1`.execute(db)).rows);
    if (rows.length === 0) return yield* refused("mentorId", "not-a-member", "le référent doit être membre de la CPTS", "the mentor has to be a member of the CPTS");
  });

/** Reads an arrival and holds it until the transaction ends. */
export const lockArrival = (id: ArrivalId) =>
  Effect.flatMap(
    write((db) => db.selectFrom("arrival").selectAll().where("id", "=", id).forUpdate().executeTakeFirst()),
    (row) => (row === undefined ? Effect.fail(notFound) : Effect.succeed(row)),
  );

const tell = (row: Row, definition: typeof events.arrivalRecorded | typeof events.arrivalChanged) =>
  Effect.gen(function* () {
    const items = yield* write((db) => db.selectFrom("arrival_item").select("code").where("arrival_id", "=", row.id).where("done_on", "is not", null).orderBy("number").execute());
    const data = {
      arrivalId: row.id,
      cptsId: row.cpts_id,
      professionalId: row.professional_id,
      kind: row.kind,
      commune: row.commune,
      expectedOn: row.expected_on,
      arrivedOn: row.arrived_on,
      leftOn: row.left_on,
      mentorId: row.mentor_id,
      done: items.map(({ code }) => code),
    };
    // What a row holds is what its schemas took.
    yield* record(definition, { aggregateId: row.id, aggregateVersion: row.version, data: data as unknown as typeof events.arrivalRecorded.payload.Type });
  });

/** Records who comes. Their list is the one given, else the template of the kind, in French as people of the CPTS read it. */
export const recordArrival = (input: ArrivalStatement, actor: Actor) =>
  Effect.gen(function* () {
    const { cptsId, mentorId, professionalId } = input;
    yield* requireProfessional(professionalId, actor, ["professionalId"]);
    if (mentorId !== undefined) yield* requireMentor(mentorId, input, actor);
    // The platform's ids are UUIDs.
    const id = (yield* (yield* Ids).next) as ArrivalId;
    const kind = codeOf(input.kind);
    const row = {
      id,
      version: 1,
      cpts_id: cptsId,
      professional_id: professionalId,
      kind,
      commune: input.commune ?? null,
      expected_on: input.expectedOn ?? null,
      arrived_on: input.arrivedOn ?? null,
      left_on: input.leftOn ?? null,
      mentor_id: mentorId ?? null,
    };
    const provenance = input.provenance ?? { status: "declared" };
    const items = input.items ?? (arrivalTemplates.find((template) => template.kind === kind)?.items ?? []).map(({ code, fr }) => ({ code, label: fr }));
    yield* write(async (db) => {
      await db.insertInto("arrival").values({ ...row, provenance: JSON.stringify(provenance) }).execute();
      if (items.length > 0) await db.insertInto("arrival_item").values(items.map(({ code, label }, index) => ({ arrival_id: id, number: index + 1, code, label, done_on: null, done_by: null }))).execute();
    });
    yield* tell({ ...row, provenance }, events.arrivalRecorded);
    return id;
  });

const columnsOf = ({ arrivedOn, commune, expectedOn, leftOn, mentorId }: ArrivalChange) => ({
  ...(commune === undefined ? {} : { commune }),
  ...(expectedOn === undefined ? {} : { expected_on: expectedOn }),
  ...(arrivedOn === undefined ? {} : { arrived_on: arrivedOn }),
  ...(leftOn === undefined ? {} : { left_on: leftOn }),
  ...(mentorId === undefined ? {} : { mentor_id: mentorId }),
});

/** Changes dates, place or mentor. Saying the same again changes nothing. */
export const changeArrival = (id: ArrivalId, change: ArrivalChange, ifMatch: number, actor: Actor) =>
  Effect.gen(function* () {
    const row = yield* lockArrival(id);
    if (row.version !== ifMatch) return yield* stale(row.version);
    const next = { ...row, ...columnsOf(change), version: row.version + 1 };
    if (Object.entries(columnsOf(change)).every(([column, value]) => row[column as keyof Row] === value)) return;
    // Ids and dates of a row are the ones that its schema took.
    if (typeof change.mentorId === "string") yield* requireMentor(change.mentorId, { cptsId: row.cpts_id as CptsId, professionalId: row.professional_id }, actor);
    const [arrived, left] = [next.arrived_on, next.left_on] as ReadonlyArray<PartialDate | null>;
    if (arrived !== null && arrived !== undefined && left !== null && left !== undefined && isBefore(arrived, left) === "no") return yield* refused("leftOn", "period.empty", "le départ doit suivre l'arrivée", "they leave after they come");
    yield* write((db) => db.updateTable("arrival").set({ ...columnsOf(change), version: next.version }).where("id", "=", id).execute());
    yield* tell(next, events.arrivalChanged);
  });

/** Ticks something of the list, or takes the tick away. */
export const tickArrival = (id: ArrivalId, { by, item, on }: ChecklistTick, actor: Actor) =>
  Effect.gen(function* () {
    const row = yield* lockArrival(id);
    if (by !== undefined) yield* requireProfessional(by, actor, ["by"]);
    if (on !== null && on > (yield* today)) return yield* refused("on", "in-the-future", "ce jour n'est pas encore venu", "this day has not come yet");
    const { numUpdatedRows } = yield* write((db) => db.updateTable("arrival_item").set({ done_on: on, done_by: on === null ? null : (by ?? null) }).where("arrival_id", "=", id).where("code", "=", item).executeTakeFirstOrThrow());
    if (numUpdatedRows === 0n) return yield* refused("item", "unknown-item", "ce point n'est pas dans la liste de cette arrivée", "this point is not on the list of this arrival");
    const next = { ...row, version: row.version + 1 };
    yield* write((db) => db.updateTable("arrival").set({ version: next.version }).where("id", "=", id).execute());
    yield* tell(next, events.arrivalChanged);
  });
