import { prevention } from "@cpts/api/Prevention";
import type { SessionId } from "@cpts/domain/Session";
import { bind } from "@cpts/service-kit/http/bind";
import { openData } from "@cpts/service-kit/http/open-data";
import { pageCursor } from "@cpts/service-kit/http/page-cursor";
import { Effect, Schema } from "effect";
import { actionResource } from "../actions/sight.ts";
import { cancelSession, changeSession, planSession, postponeSession } from "./commands.ts";
import { findSession, listSessions } from "./queries.ts";
import { findResults, recordResults } from "./results.ts";
import { sessionResource } from "./sight.ts";
import { signUp, signUpsAfter, withdraw } from "./sign-ups.ts";

const endpoints = prevention.endpoints;

const written = ({ params }: { readonly params: { readonly id: SessionId } }) => sessionResource(params.id, "written");
const inside = ({ params }: { readonly params: { readonly id: SessionId } }) => sessionResource(params.id, "inside");

const turns = pageCursor("sign-ups", Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: 0, maximum: 2_147_483_647 }))));

export const sessionRoutes = [
  bind(
    endpoints.planSession,
    ({ params }) => actionResource(params.id, true),
    // Relative to the address of the request, whatever stands before it (RFC 9110 §10.2.2).
    ({ actor, body, params }) => Effect.flatMap(planSession(params.id, body), (id) => Effect.map(findSession(id, actor), (answer) => ({ ...answer, location: `../../sessions/${id}` }))),
  ),
  // Everyone lists; what each sees is told row by row.
  bind(endpoints.listSessions, openData("session"), ({ actor, query }) => Effect.map(listSessions(query, actor), (body) => ({ body }))),
  bind(endpoints.readSession, ({ params }) => sessionResource(params.id, "shown"), ({ actor, params }) => findSession(params.id, actor)),
  bind(endpoints.changeSession, written, ({ actor, body, ifMatch, params }) => Effect.andThen(changeSession(params.id, body, ifMatch), findSession(params.id, actor))),
  bind(endpoints.postponeSession, written, ({ actor, body, params }) => Effect.andThen(postponeSession(params.id, body), findSession(params.id, actor))),
  bind(endpoints.cancelSession, written, ({ actor, body, params }) => Effect.andThen(cancelSession(params.id, body), findSession(params.id, actor))),
  bind(endpoints.recordResults, written, ({ body, params }) => Effect.andThen(recordResults(params.id, body), Effect.map(findResults(params.id), (found) => ({ body: found })))),
  bind(endpoints.readResults, inside, ({ params }) => Effect.map(findResults(params.id), (body) => ({ body }))),
  bind(endpoints.signUp, written, ({ body, params }) => Effect.map(signUp(params.id, body), (found) => ({ body: found }))),
  bind(endpoints.withdraw, written, ({ body, params }) => Effect.map(withdraw(params.id, body), (found) => ({ body: found }))),
  bind(endpoints.listSignUps, inside, ({ params, query }) =>
    Effect.gen(function* () {
      const limit = query.limit ?? 50;
      const rows = yield* signUpsAfter(params.id, (yield* turns.read(query.cursor)) ?? 0, limit + 1);
      const { items, nextCursor } = turns.pageOf(rows, limit, ({ number }) => number);
      return { body: { items, nextCursor } };
    }),
  ),
];
