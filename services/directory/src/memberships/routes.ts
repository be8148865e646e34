import { directory } from "@cpts/api/Directory";
import { soleRow } from "@cpts/service-kit/database/statement";
import { bind } from "@cpts/service-kit/http/bind";
import { openData } from "@cpts/service-kit/http/open-data";
import { cptsResource } from "@cpts/service-kit/known/cpts";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { recordMembership } from "./commands.ts";
import { listMemberships, readBack } from "./queries.ts";

const { endpoints } = directory;

export const membershipRoutes = [
  bind(
    endpoints.recordMembership,
    ({ actor, body }) => cptsResource({ kind: "membership", id: body.cptsId, actor, visibility: "cpts", path: ["cptsId"] }),
    ({ actor, body }) =>
      Effect.gen(function* () {
        const id = yield* recordMembership(body, actor);
        return { body: soleRow(yield* readBack(id, actor, yield* today)) };
      }),
  ),
  // Everyone may ask: the members who are people are given to those of the CPTS.
  bind(endpoints.listMemberships, openData("membership"), ({ actor, query }) =>
    Effect.gen(function* () {
      return { body: yield* listMemberships({ ...query, limit: query.limit ?? 50 }, actor, query.asOf ?? (yield* today)) };
    }),
  ),
];
