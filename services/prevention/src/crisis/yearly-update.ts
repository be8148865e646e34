import { prevention } from "@cpts/api/Prevention";
import type { CptsId } from "@cpts/domain/Cpts";
import { updateDueOn, type CrisisPlanId } from "@cpts/domain/CrisisPlan";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { clock, type Due } from "@cpts/service-kit/clocks/clock";
import { cancel, schedule } from "@cpts/service-kit/clocks/schedule";
import type { Transaction } from "@cpts/service-kit/database/database";
import { record } from "@cpts/service-kit/events/log/record";
import type { Ids } from "@cpts/service-kit/ids";
import { startOfDayInParis } from "@cpts/service-kit/time/paris-day";
import { Effect } from "effect";
import { write } from "../database/tables.ts";
import { planHeld } from "./plan-rows.ts";

const kind = "crisis-plan.update";

/** Lets a plan be called in on a day; what was to come before is taken back. */
export const remindOn = (id: CrisisPlanId, before: LocalDate | null, day: LocalDate) =>
  Effect.gen(function* () {
    if (before === day) return;
    if (before !== null) yield* cancel({ kind, ref: id, key: before });
    yield* schedule({ kind, ref: id, key: day, at: startOfDayInParis(day) });
  });

const callIn = ({ key, ref }: Due) =>
  Effect.gen(function* () {
    const [row] = yield* write((db) => planHeld(db, ref));
    // Updated while this was on its way.
    if (row === undefined || row.reminder_on !== key || row.published_on === null || row.published_number === null) return;
    // A key is the day that was scheduled; ids are UUIDs.
    const dueOn = key as LocalDate;
    const id = ref as CrisisPlanId;
    const version = row.version + 1;
    const next = updateDueOn(dueOn);
    yield* write((db) => db.updateTable("crisis_plan").set({ reminder_on: next, version }).where("id", "=", id).execute());
    yield* remindOn(id, null, next);
    const data = { planId: id, cptsId: row.cpts_id as CptsId, number: row.published_number, publishedOn: row.published_on, dueOn };
    yield* record(prevention.events.crisisPlanUpdateDue, { aggregateId: id, aggregateVersion: version, data });
  });

/** A plan that was not updated within a year is called in, then every year: once each, late rather than never. */
export const yearlyUpdate = clock<Transaction | Ids>(kind, callIn);
