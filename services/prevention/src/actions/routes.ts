import { prevention } from "@cpts/api/Prevention";
import type { Resource } from "@cpts/domain/Access";
import type { ActionId } from "@cpts/domain/PreventionAction";
import { bind } from "@cpts/service-kit/http/bind";
import { openData } from "@cpts/service-kit/http/open-data";
import { cptsResource } from "@cpts/service-kit/known/cpts";
import { Effect } from "effect";
import { changeAction, planAction, publishAction } from "./commands.ts";
import { listTemplates } from "./campaigns.ts";
import { addFile, eraseFile, findFile, listFiles } from "./files.ts";
import { findAction, listActions } from "./queries.ts";
import { actionResource } from "./sight.ts";

const endpoints = prevention.endpoints;

const shown = (id: ActionId) => Effect.map(findAction(id), (action) => ({ body: action, version: action.version }));

/** The files of an action are for those who work with it, though it be published. */
const inside = ({ params }: { readonly params: { readonly id: ActionId } }) =>
  Effect.map(actionResource(params.id, true), (resource): Resource => ({ ...resource, kind: "action-conduct", visibility: "cpts" }));

export const actionRoutes = [
  bind(
    endpoints.planAction,
    ({ actor, body }) => cptsResource({ kind: "action", id: body.cptsId, actor, visibility: "cpts", path: ["cptsId"] }),
    // The location is relative to the address of the request, whatever stands before it (RFC 9110 §10.2.2).
    ({ body }) => Effect.flatMap(planAction(body), (id) => Effect.map(shown(id), (answer) => ({ ...answer, location: `actions/${id}` }))),
  ),
  // Everyone lists; what each sees is told row by row.
  bind(endpoints.listActions, openData("action"), ({ actor, query }) => Effect.map(listActions(query, actor), (body) => ({ body }))),
  bind(endpoints.readAction, ({ params }) => actionResource(params.id, false), ({ params }) => shown(params.id)),
  bind(
    endpoints.changeAction,
    ({ params }) => actionResource(params.id, true),
    ({ body, ifMatch, params }) => Effect.andThen(changeAction(params.id, body, ifMatch), shown(params.id)),
  ),
  bind(
    endpoints.publishAction,
    ({ params }) => actionResource(params.id, true),
    ({ body, params }) => Effect.andThen(publishAction(params.id, body), shown(params.id)),
  ),
  bind(endpoints.addActionFile, inside, ({ params, upload }) => Effect.map(addFile(params.id, upload), (body) => ({ body, location: `files/${body.id}` }))),
  bind(endpoints.listActionFiles, inside, ({ params }) => Effect.map(listFiles(params.id), (body) => ({ body }))),
  bind(endpoints.readActionFile, inside, ({ params }) => Effect.map(findFile(params.id, params.file), (file) => ({ file }))),
  bind(endpoints.removeActionFile, inside, ({ params }) => Effect.as(eraseFile(params.id, params.file), { body: {} })),
  bind(endpoints.listTemplates, openData("action"), ({ query }) => Effect.map(listTemplates(query.year), (body) => ({ body }))),
];
