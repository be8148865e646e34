import type { LifeView, TransitionOfCpts } from "@cpts/api/TransitionEndpoints";
import type { CptsId } from "@cpts/domain/Cpts";
import { statusOn } from "@cpts/domain/CptsHistory";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { statement } from "@cpts/service-kit/database/statement";
import { pagesById } from "@cpts/service-kit/http/pages-by-id";
import { Effect } from "effect";
import { cptsNotFound } from "../cpts/queries.ts";
import { read } from "../database/tables.ts";
import { stepsOf } from "./steps.ts";

/** The steps of a CPTS, and where it stood on a day. */
export const findLife = (cptsId: CptsId, asOf: LocalDate) =>
  Effect.gen(function* () {
    const steps = yield* stepsOf(cptsId);
    if (steps.length === 0) return yield* cptsNotFound;
    const life: typeof LifeView.Encoded = { cptsId, asOf, ...statusOn(steps, asOf), items: steps.map(({ view }) => view) };
    return life;
  });

type Told = typeof TransitionOfCpts.Encoded;

const all = statement<[after: string, limit: number], Told & { readonly id: string }>(
  `select id, cpts_id as "cptsId", number, action, from_status as "from", status as "to", valid_from as "on" from cpts_step where id > $1 order by id limit $2`,
);

/** The steps of every CPTS. */
export const listAllSteps = pagesById(
  "transitions",
  (after, limit) => read((db) => all(db, after, limit)),
  (rows) => Effect.succeed(rows.map(({ action, cptsId, from, number, on, to }): Told => ({ cptsId, number, action, from, to, on }))),
);
