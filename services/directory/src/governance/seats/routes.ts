import { directory } from "@cpts/api/Directory";
import { bind } from "@cpts/service-kit/http/bind";
import { openData } from "@cpts/service-kit/http/open-data";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { ofCptsInPath } from "../of-cpts.ts";
import { correctSeat, recordElection, recordSeat } from "./commands.ts";
import { composedBody, listElections, listSeats, readElection, readSeat } from "./queries.ts";

const { endpoints } = directory;
const resource = ofCptsInPath("governance");

export const seatRoutes = [
  bind(endpoints.recordSeat, resource, ({ actor, body, params }) =>
    Effect.gen(function* () {
      const id = yield* recordSeat(params.id, params.body, body);
      return { body: yield* readSeat(id, actor, yield* today) };
    }),
  ),
  bind(endpoints.correctSeat, resource, ({ actor, body, params }) =>
    Effect.gen(function* () {
      yield* correctSeat(params.id, params.body, params.statement, body);
      return { body: yield* readSeat(params.statement, actor, yield* today) };
    }),
  ),
  bind(endpoints.recordElection, resource, ({ actor, body, params }) => Effect.map(Effect.flatMap(recordElection(params.id, params.body, body), (id) => readElection(id, actor)), (view) => ({ body: view }))),
  // Everyone may ask: each is given the names of those whom they may see.
  bind(endpoints.readBody, openData("governance"), ({ actor, params, query }) =>
    Effect.gen(function* () {
      return { body: yield* composedBody(params.id, params.body, actor, query.asOf ?? (yield* today), query.explain === "true") };
    }),
  ),
  bind(endpoints.listSeats, openData("governance"), ({ actor, query }) =>
    Effect.gen(function* () {
      return { body: yield* listSeats({ ...query, limit: query.limit ?? 50 }, actor, query.asOf ?? (yield* today)) };
    }),
  ),
  bind(endpoints.listElections, openData("governance"), ({ actor, query }) => Effect.map(listElections({ ...query, limit: query.limit ?? 50 }, actor), (body) => ({ body }))),
];
