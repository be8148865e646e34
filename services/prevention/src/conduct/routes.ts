import { prevention } from "@cpts/api/Prevention";
import { Problem } from "@cpts/api/Problem";
import type { Actor, Resource } from "@cpts/domain/Access";
import type { CptsId } from "@cpts/domain/Cpts";
import type { ActionId } from "@cpts/domain/PreventionAction";
import { bind } from "@cpts/service-kit/http/bind";
import { nameOfCpts } from "@cpts/service-kit/known/cpts";
import { placesOfCpts } from "@cpts/service-kit/known/places";
import { Effect } from "effect";
import { actionResource } from "../actions/sight.ts";
import { read } from "../database/tables.ts";
import { listProposals, propose } from "../evaluation/proposals.ts";
import { evaluate } from "../evaluation/queries.ts";
import { stateConduct, stepAction } from "./commands.ts";
import { findConduct } from "./queries.ts";

const endpoints = prevention.endpoints;

const shown = (id: ActionId) => Effect.map(findConduct(id), (conduct) => ({ body: conduct, version: conduct.version }));

/** How an action is carried out is for those of the CPTS and its agencies, though the action be published. */
const inside = ({ params }: { readonly params: { readonly id: ActionId } }) =>
  Effect.map(actionResource(params.id, true), (resource): Resource => ({ ...resource, kind: "action-conduct", visibility: "cpts" }));

const ofCpts = ({ actor, params }: { readonly actor: Actor; readonly params: { readonly id: CptsId } }) =>
  Effect.gen(function* () {
    if (actor.role !== "anonymous" && (yield* read((db) => nameOfCpts(db, params.id))) === undefined) return yield* new Problem({ type: "not-found" });
    const resource: Resource = { kind: "evaluation", cptsId: params.id, visibility: "cpts", ...(yield* placesOfCpts(params.id)) };
    return resource;
  });

export const conductRoutes = [
  bind(endpoints.readConduct, inside, ({ params }) => shown(params.id)),
  bind(endpoints.stateConduct, inside, ({ body, ifMatch, params }) => Effect.andThen(stateConduct(params.id, body, ifMatch), shown(params.id))),
  bind(endpoints.stepAction, inside, ({ body, params }) => Effect.andThen(stepAction(params.id, body), shown(params.id))),
  bind(endpoints.readEvaluation, ofCpts, ({ params, query }) => Effect.map(evaluate(params.id, query), (body) => ({ body }))),
  bind(endpoints.proposeIndicators, ofCpts, ({ body, params }) => Effect.map(propose(params.id, body.from, body.to), (found) => ({ body: found }))),
  bind(endpoints.listProposals, ofCpts, ({ params, query }) => Effect.map(listProposals(params.id, query), (body) => ({ body }))),
];
