import { contracts } from "@cpts/api/Contracts";
import { keepFile } from "@cpts/service-kit/files/store";
import { bind } from "@cpts/service-kit/http/bind";
import { openData } from "@cpts/service-kit/http/open-data";
import { Effect } from "effect";
import { contractResource } from "../contracts/queries.ts";
import { findAchievement } from "./achievement.ts";
import { addIndicator, changeIndicator, findIndicator, listIndicators } from "./catalogue.ts";
import { observe, validate } from "./observe.ts";
import { findPlan, setPlan } from "./plan.ts";
import { decideProposal, listProposals } from "./proposals.ts";
import { findObservation, findProof, listObservations, ownerOf, ownFigures } from "./queries.ts";

const endpoints = contracts.endpoints;
const open = openData("indicator");

export const indicatorRoutes = [
  bind(endpoints.listIndicators, open, ({ query }) => Effect.map(listIndicators(query), (body) => ({ body }))),
  bind(endpoints.readIndicator, open, ({ params, query }) => findIndicator(params.id, query.atVersion)),
  bind(endpoints.addIndicator, open, ({ body }) => Effect.map(Effect.andThen(addIndicator(body), findIndicator(body.code)), (answer) => ({ ...answer, location: `indicators/${encodeURIComponent(body.code)}` }))),
  bind(endpoints.changeIndicator, open, ({ body, ifMatch, params }) => Effect.andThen(changeIndicator(params.id, body, ifMatch), findIndicator(params.id))),
  bind(endpoints.readIndicatorPlan, openData("indicator"), ({ params }) => findPlan(params.id)),
  bind(endpoints.setIndicatorPlan, contractResource, ({ body, ifMatch, params }) => Effect.andThen(setPlan(params.id, body, ifMatch), findPlan(params.id))),
  bind(endpoints.listObservations, ownFigures, ({ params, query }) => Effect.map(listObservations(params.id, query), (body) => ({ body }))),
  bind(endpoints.addObservation, contractResource, ({ actor, body, callerName, params }) =>
    Effect.gen(function* () {
      const id = yield* observe(params.id, body, { actor, callerName });
      return { ...(yield* findObservation(params.id, id)), location: `observations/${id}` };
    }),
  ),
  bind(endpoints.validateObservation, contractResource, ({ actor, callerName, ifMatch, params }) => Effect.andThen(validate(params.id, params.observation, { actor, callerName }, ifMatch), findObservation(params.id, params.observation))),
  bind(endpoints.addProof, contractResource, ({ params, upload }) =>
    Effect.andThen(
      findObservation(params.id, params.observation),
      Effect.map(keepFile(upload, ownerOf(params.observation)), (body) => ({ body, location: `proofs/${body.id}` })),
    ),
  ),
  bind(endpoints.readProof, ownFigures, ({ params }) => findProof(params.id, params.observation, params.file)),
  bind(endpoints.listProposals, ownFigures, ({ params, query }) => Effect.map(listProposals(params.id, query), (body) => ({ body }))),
  bind(endpoints.decideProposal, contractResource, ({ actor, body, callerName, params }) => Effect.map(decideProposal(params.id, params.proposal, body, { actor, callerName }), (answer) => ({ body: answer }))),
  bind(endpoints.readAchievement, ownFigures, ({ params, query }) => Effect.map(findAchievement(params.id, query.year, query.explain === "true"), (body) => ({ body }))),
];
