import { pathwayEndpoints as endpoints } from "@cpts/api/Pathways";
import type { Actor } from "@cpts/domain/Access";
import type { PathwayId } from "@cpts/domain/Pathway";
import { bind } from "@cpts/service-kit/http/bind";
import { openData } from "@cpts/service-kit/http/open-data";
import { cptsResource } from "@cpts/service-kit/known/cpts";
import { placesOfCpts } from "@cpts/service-kit/known/places";
import { Effect } from "effect";
import { addDocument, beginPathway, changeDraft, declareInclusions, publishDraft } from "./commands.ts";
import { showInclusions } from "./inclusions.ts";
import { compareVersions, drawVersion, findDocument, findOwner, findPathway, listPathways, listVersions } from "./queries.ts";
import { seesInside } from "../inside.ts";
import { withoutNames } from "../warnings/warning.ts";

const about =
  (writes: boolean) =>
  ({ params }: { readonly params: { readonly id: PathwayId } }) =>
    Effect.gen(function* () {
      const { cptsId, isPublished } = yield* findOwner(params.id);
      const places = isPublished && !writes ? {} : yield* placesOfCpts(cptsId);
      return { kind: "pathway", cptsId, visibility: isPublished ? ("public" as const) : ("cpts" as const), ...places };
    });
const [reads, writes] = [about(false), about(true)];

const inclusions = (id: PathwayId, actor: Actor, explained: boolean) =>
  Effect.gen(function* () {
    const { cptsId } = yield* findOwner(id);
    return { body: yield* showInclusions(id, !(yield* seesInside(actor, "pathway.read", cptsId)), explained) };
  });

export const pathwayRoutes = [
  bind(
    endpoints.draftPathway,
    ({ actor, body }) => cptsResource({ kind: "pathway", id: body.cptsId, actor, visibility: "cpts", path: ["cptsId"] }),
    ({ actor, body }) => Effect.flatMap(Effect.flatMap(withoutNames(body), beginPathway), (id) => Effect.map(findPathway(id, actor), (answer) => ({ ...answer, location: `pathways/${id}` }))),
  ),
  bind(endpoints.listPathways, openData("pathway"), ({ actor, query }) => Effect.map(listPathways(query, actor), (body) => ({ body }))),
  bind(endpoints.readPathway, reads, ({ actor, params }) => findPathway(params.id, actor)),
  bind(endpoints.changePathway, writes, ({ actor, body, ifMatch, params }) => Effect.andThen(Effect.flatMap(withoutNames(body), (content) => changeDraft(params.id, content, ifMatch)), findPathway(params.id, actor))),
  bind(endpoints.addPathwayDocument, writes, ({ params, upload }) => Effect.map(addDocument(params.id, upload), (body) => ({ body, location: `files/${body.id}` }))),
  bind(endpoints.readPathwayDocument, reads, ({ actor, params }) => Effect.map(findDocument(params.id, params.file, actor), (file) => ({ file }))),
  bind(endpoints.publishPathway, writes, ({ actor, body, params }) => Effect.andThen(publishDraft(params.id, body), findPathway(params.id, actor))),
  bind(endpoints.listPathwayVersions, reads, ({ params }) => Effect.map(listVersions(params.id), (body) => ({ body }))),
  bind(endpoints.comparePathwayVersions, reads, ({ actor, params, query }) => Effect.map(compareVersions(params.id, query.from, query.to, actor), (body) => ({ body }))),
  bind(endpoints.drawPathway, reads, ({ actor, params, query }) => Effect.map(drawVersion(params.id, query.number, actor), (body) => ({ body }))),
  bind(endpoints.declareInclusions, writes, ({ actor, body, params }) => Effect.andThen(declareInclusions(params.id, body), inclusions(params.id, actor, false))),
  bind(endpoints.listInclusions, reads, ({ actor, params, query }) => inclusions(params.id, actor, query.explain === "true")),
];
