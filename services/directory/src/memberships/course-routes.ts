import { directory } from "@cpts/api/Directory";
import type { Actor } from "@cpts/domain/Access";
import type { CptsId } from "@cpts/domain/Cpts";
import type { MembershipId } from "@cpts/domain/Membership";
import { soleRow } from "@cpts/service-kit/database/statement";
import { bind } from "@cpts/service-kit/http/bind";
import { openData } from "@cpts/service-kit/http/open-data";
import { cptsResource } from "@cpts/service-kit/known/cpts";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { correctMembership, endMembership } from "./corrections.ts";
import { historyOf } from "./history.ts";
import { cptsOfMembership, findRequest, lockMembership } from "./lock.ts";
import { findMembership, readBack } from "./queries.ts";
import { acceptRequest, listRequests, readRequest, refuseRequest, requestMembership } from "./requests.ts";

const { endpoints } = directory;

/** What is recorded of a membership or a request is for those who keep its CPTS. */
const kept = (kind: string, cptsId: string, actor: Actor, visibility: "cpts" | "board") =>
  // Only ids of CPTS were stored.
  cptsResource({ kind, id: cptsId as CptsId, actor, visibility, path: ["cptsId"] });

const ofMembership = ({ actor, params }: { readonly actor: Actor; readonly params: { readonly id: MembershipId } }) =>
  Effect.flatMap(lockMembership(params.id), (row) => kept("membership", row.cpts_id, actor, "cpts"));

const ofRequest = ({ actor, params }: { readonly actor: Actor; readonly params: Parameters<typeof readRequest> extends [infer Id] ? { readonly id: Id } : never }) =>
  Effect.flatMap(findRequest(params.id), (row) => kept("membership", row.cpts_id, actor, "board"));

const shown = (id: MembershipId, actor: Actor) =>
  Effect.map(Effect.flatMap(today, (now) => readBack(id, actor, now)), (rows) => {
    const body = soleRow(rows);
    return { body, version: body.version };
  });

const versioned = <Body extends { readonly version: number }>(body: Body) => ({ body, version: body.version });

export const membershipCourseRoutes = [
  bind(
    endpoints.requestMembership,
    ({ actor, body }) => cptsResource({ kind: "membership", id: body.cptsId, actor, visibility: "board", path: ["cptsId"] }),
    ({ actor, body }) => Effect.map(Effect.flatMap(requestMembership(body, actor), readRequest), versioned),
  ),
  // Everyone may ask: only the board is told.
  bind(endpoints.listMembershipRequests, openData("membership"), ({ actor, query }) => Effect.map(listRequests({ ...query, limit: query.limit ?? 50 }, actor), (body) => ({ body }))),
  bind(endpoints.acceptMembership, ofRequest, ({ actor, body, params }) => Effect.flatMap(acceptRequest(params.id, body, actor), (id) => shown(id, actor))),
  bind(endpoints.refuseMembership, ofRequest, ({ body, params }) => Effect.map(Effect.andThen(refuseRequest(params.id, body), readRequest(params.id)), versioned)),
  bind(endpoints.readMembership, openData("membership"), ({ actor, params, query }) =>
    Effect.gen(function* () {
      return versioned(yield* findMembership(params.id, actor, query.asOf ?? (yield* today)));
    }),
  ),
  bind(endpoints.correctMembership, ofMembership, ({ actor, body, ifMatch, params }) => Effect.andThen(correctMembership(params.id, body, ifMatch), shown(params.id, actor))),
  bind(endpoints.endMembership, ofMembership, ({ actor, body, params }) => Effect.andThen(endMembership(params.id, body), shown(params.id, actor))),
  bind(endpoints.readMembershipHistory, ({ actor, params }) => Effect.flatMap(cptsOfMembership(params.id), (cptsId) => kept("membership", cptsId, actor, "board")), ({ params }) => Effect.map(historyOf(params.id), (body) => ({ body }))),
];
