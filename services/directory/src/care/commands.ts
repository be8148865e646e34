import { directory } from "@cpts/api/Directory";
import type { Actor } from "@cpts/domain/Access";
import type { CareCountCorrection, CareCountId, CareCountStatement, ParticipationEnd, ParticipationId, ParticipationStatement } from "@cpts/domain/CareParticipation";
import { parisDateFromInstant } from "@cpts/domain/LocalDate";
import { codeOf } from "@cpts/domain/OpenCode";
import { isBefore, type PartialDate } from "@cpts/domain/PartialDate";
import { Ids } from "@cpts/service-kit/ids";
import { record } from "@cpts/service-kit/events/log/record";
import { today } from "@cpts/service-kit/time/today";
import { Clock, Effect } from "effect";
import { sql } from "kysely";
import { certainlyOverlaps, periodColumns, saidColumns } from "../database/dated.ts";
import { requirePlausible } from "../database/plausible-dates.ts";
import { write } from "../database/tables.ts";
import { requireProfessional } from "../professionals/reference.ts";
import { requireCareFrame } from "./frame.ts";
import { alreadyEnded, countNotFound, participationNotFound, refused, staleCount } from "./refusals.ts";

const { events } = directory;

/** Nobody takes part in one thing twice at a time; what may overlap, by dates that are only partly known, is accepted. */
const isTwice = (input: ParticipationStatement, period: ReturnType<typeof periodColumns>) =>
  write(async (db) => {
    await sql`select pg_advisory_xact_lock(7713, hashtext(${input.professionalId}))`.execute(db);
    const { rows } = await sql`
      select from care_participation
      where cpts_id = ${input.cptsId} and professional_id = ${input.professionalId} and kind = ${codeOf(input.kind)} and ${certainlyOverlaps(period)}`.execute(db);
    return rows.length > 0;
  });

/** Records who takes part in what. The event holds ids, codes and dates. */
export const recordParticipation = (input: ParticipationStatement, actor: Actor) =>
  Effect.gen(function* () {
    yield* requirePlausible({ validFrom: input.validFrom, validTo: input.validTo });
    yield* requireProfessional(input.professionalId, actor, ["professionalId"]);
    yield* requireCareFrame(input.professionalId, input.cptsId, codeOf(input.kind));
    const now = yield* Clock.currentTimeMillis;
    const period = saidColumns(input.validFrom, input.validTo, parisDateFromInstant(now), input.provenance?.source);
    if (yield* isTwice(input, period)) return yield* refused("kind", "already-participates", "cette participation est déjà notée sur cette période", "this participation is already recorded for that time", "already-exists");
    // The platform's ids are UUIDs.
    const id = (yield* (yield* Ids).next) as ParticipationId;
    const { cptsId, professionalId } = input;
    const kind = codeOf(input.kind);
    const row = { id, version: 1, cpts_id: cptsId, professional_id: professionalId, kind, remark: input.remark ?? null, ...period, provenance: JSON.stringify(input.provenance ?? { status: "declared" }) };
    yield* write((db) => db.insertInto("care_participation").values(row).execute());
    const data = { participationId: id, cptsId, professionalId, kind, validFrom: input.validFrom ?? null, validTo: input.validTo ?? null };
    yield* record(events.participationRecorded, { aggregateId: id, aggregateVersion: 1, data, at: now });
    return id;
  });

/** Reads a participation and holds it until the transaction ends. */
export const lockParticipation = (id: ParticipationId) =>
  Effect.flatMap(
    write((db) => db.selectFrom("care_participation").selectAll().where("id", "=", id).forUpdate().executeTakeFirst()),
    (row) => (row === undefined ? Effect.fail(participationNotFound) : Effect.succeed(row)),
  );

/** Ends a participation on a day. */
export const endParticipation = (id: ParticipationId, { on }: ParticipationEnd) =>
  Effect.gen(function* () {
    const row = yield* lockParticipation(id);
    if (row.valid_to !== null) return yield* alreadyEnded;
    yield* requirePlausible({ on });
    // A whole date is a partial one; dates of a row are as the schema took them.
    const [from, until] = [row.valid_from as PartialDate | null, on as string as PartialDate];
    if (from !== null && isBefore(from, until) === "no") return yield* refused("on", "before-start", `la participation commence le ${from}`, `the participation starts on ${from}`);
    const { to_earliest, to_latest, valid_to } = periodColumns(undefined, until, yield* today);
    const version = row.version + 1;
    yield* write((db) => db.updateTable("care_participation").set({ valid_to, to_earliest, to_latest, version }).where("id", "=", id).execute());
    const data = { participationId: id, cptsId: row.cpts_id, on };
    // Ids of a row are the ones that its schema took.
    yield* record(events.participationEnded, { aggregateId: id, aggregateVersion: version, data: data as typeof events.participationEnded.payload.Type });
  });

/** Records the count of a year: one of each measure for the CPTS, and one for each professional. */
export const recordCount = (input: CareCountStatement, actor: Actor) =>
  Effect.gen(function* () {
    const { count, cptsId, professionalId = null, year } = input;
    if (professionalId !== null) yield* requireProfessional(professionalId, actor, ["professionalId"]);
    const thisYear = Number((yield* today).slice(0, 4));
    if (year > thisYear) return yield* refused("year", "not-begun", "cette année n'a pas commencé", "this year has not begun");
    // The platform's ids are UUIDs.
    const id = (yield* (yield* Ids).next) as CareCountId;
    const measure = codeOf(input.measure);
    const isNew = yield* write(async (db) => {
      const { rows } = await sql`insert into care_count (id, version, cpts_id, professional_id, year, measure, count, provenance)
        values (${id}, 1, ${cptsId}, ${professionalId}, ${year}, ${measure}, ${count}, ${JSON.stringify(input.provenance ?? { status: "declared" })}) on conflict do nothing returning 1`.execute(db);
      return rows.length === 1;
    });
    if (!isNew) return yield* refused("measure", "already-counted", "ce décompte est déjà noté pour cette année : corrigez-le", "this count is already recorded for that year: correct it", "already-exists");
    yield* record(events.careCountRecorded, { aggregateId: id, aggregateVersion: 1, data: { countId: id, cptsId, professionalId, year, measure } });
    return id;
  });

/** Reads a count and holds it until the transaction ends. */
export const lockCount = (id: CareCountId) =>
  Effect.flatMap(
    write((db) => db.selectFrom("care_count").selectAll().where("id", "=", id).forUpdate().executeTakeFirst()),
    (row) => (row === undefined ? Effect.fail(countNotFound) : Effect.succeed(row)),
  );

/** A count that was wrong. Saying the same again changes nothing. */
export const correctCount = (id: CareCountId, { count, provenance }: CareCountCorrection, ifMatch: number) =>
  Effect.gen(function* () {
    const row = yield* lockCount(id);
    if (row.version !== ifMatch) return yield* staleCount(row.version);
    const next = provenance === undefined ? JSON.stringify(row.provenance) : JSON.stringify(provenance);
    if (count === row.count && next === JSON.stringify(row.provenance)) return;
    const version = row.version + 1;
    yield* write((db) => db.updateTable("care_count").set({ count, provenance: next, version }).where("id", "=", id).execute());
    const data = { countId: id, cptsId: row.cpts_id, professionalId: row.professional_id, year: row.year, measure: row.measure };
    // Ids of a row are the ones that its schema took.
    yield* record(events.careCountRecorded, { aggregateId: id, aggregateVersion: version, data: data as typeof events.careCountRecorded.payload.Type });
  });
