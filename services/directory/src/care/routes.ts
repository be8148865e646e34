import { directory } from "@cpts/api/Directory";
import type { Actor } from "@cpts/domain/Access";
import type { CptsId } from "@cpts/domain/Cpts";
import { soleRow } from "@cpts/service-kit/database/statement";
import { bind } from "@cpts/service-kit/http/bind";
import { openData } from "@cpts/service-kit/http/open-data";
import { cptsResource } from "@cpts/service-kit/known/cpts";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { knownCpts, ofCptsInPath } from "../governance/of-cpts.ts";
import { correctCount, endParticipation, lockCount, lockParticipation, recordCount, recordParticipation } from "./commands.ts";
import { proposeCare } from "./proposals.ts";
import { listCounts, listParticipations, readCount, readParticipation } from "./queries.ts";
import { careYearOf } from "./year.ts";

const { endpoints } = directory;

/** Participation in care is kept by the people of its CPTS. */
const ofCpts = (id: string, actor: Actor) =>
  // Only ids of CPTS were stored.
  cptsResource({ kind: "care", id: id as CptsId, actor, visibility: "cpts", path: ["cptsId"] });

const shownParticipation = (id: string, actor: Actor) =>
  Effect.map(Effect.flatMap(today, (now) => readParticipation(id, actor, now)), (rows) => {
    const body = soleRow(rows);
    return { body, version: body.version };
  });

const shownCount = (id: string) =>
  Effect.map(readCount(id), (rows) => {
    const body = soleRow(rows);
    return { body, version: body.version };
  });

export const careRoutes = [
  bind(endpoints.recordParticipation, ({ actor, body }) => ofCpts(body.cptsId, actor), ({ actor, body }) => Effect.flatMap(recordParticipation(body, actor), (id) => shownParticipation(id, actor))),
  // Everyone may ask: who takes part is told to those of the CPTS.
  bind(endpoints.listParticipations, openData("care"), ({ actor, query }) =>
    Effect.gen(function* () {
      return { body: yield* listParticipations({ ...query, limit: query.limit ?? 50 }, actor, query.asOf ?? (yield* today)) };
    }),
  ),
  bind(
    endpoints.endParticipation,
    ({ actor, params }) => Effect.flatMap(lockParticipation(params.id), (row) => ofCpts(row.cpts_id, actor)),
    ({ actor, body, params }) => Effect.andThen(endParticipation(params.id, body), shownParticipation(params.id, actor)),
  ),
  bind(endpoints.recordCareCount, ({ actor, body }) => ofCpts(body.cptsId, actor), ({ actor, body }) => Effect.flatMap(recordCount(body, actor), shownCount)),
  bind(
    endpoints.correctCareCount,
    ({ actor, params }) => Effect.flatMap(lockCount(params.id), (row) => ofCpts(row.cpts_id, actor)),
    ({ body, ifMatch, params }) => Effect.andThen(correctCount(params.id, body, ifMatch), shownCount(params.id)),
  ),
  bind(endpoints.listCareCounts, openData("care"), ({ actor, query }) => Effect.map(listCounts({ ...query, limit: query.limit ?? 50 }, actor), (body) => ({ body }))),
  bind(endpoints.readCareYear, openData("care"), ({ actor, params, query }) =>
    Effect.gen(function* () {
      yield* knownCpts(params.id);
      const now = yield* today;
      return { body: yield* careYearOf(params.id, { year: query.year ?? Number(now.slice(0, 4)), asOf: query.asOf ?? now, explain: query.explain === "true" }, actor) };
    }),
  ),
  bind(endpoints.proposeCareIndicator, ofCptsInPath("care"), ({ body, params }) => Effect.map(proposeCare(params.id, body), (answer) => ({ body: answer }))),
];
