import { contracts } from "@cpts/api/Contracts";
import { bind } from "@cpts/service-kit/http/bind";
import { Effect } from "effect";
import { contractResource } from "../contracts/queries.ts";
import { ownFigures } from "../indicators/queries.ts";
import { addReviewFile, closeReview, moveReview, openReview } from "./commands.ts";
import { dossierOf } from "./dossier.ts";
import { listedReviews, listReviewItems } from "./list.ts";
import { findReview, findReviewFile } from "./queries.ts";

const endpoints = contracts.endpoints;

export const reviewRoutes = [
  bind(endpoints.openReview, contractResource, ({ body, params }) =>
    Effect.map(Effect.andThen(openReview(params.id, body.contractYear), findReview(params.id, body.contractYear)), (answer) => ({ ...answer, location: `reviews/${body.contractYear}` })),
  ),
  bind(endpoints.listReviews, listedReviews, ({ query }) => Effect.map(listReviewItems(query), (body) => ({ body }))),
  bind(endpoints.readReview, ownFigures, ({ params }) => findReview(params.id, params.year)),
  bind(endpoints.addReviewFile, contractResource, ({ params, query, upload }) => Effect.map(addReviewFile(params.id, params.year, upload, query), (body) => ({ body, location: `files/${body.id}` }))),
  bind(endpoints.readReviewFile, ownFigures, ({ params }) => findReviewFile(params.id, params.year, params.file)),
  bind(endpoints.readReviewDossier, ownFigures, ({ params }) => Effect.map(dossierOf(params.id, params.year), (archive) => ({ archive }))),
  bind(endpoints.submitReview, contractResource, ({ actor, body, callerName, ifMatch, params }) => Effect.andThen(moveReview(params.id, params.year, "submit", body.note ?? null, { actor, callerName }, ifMatch), findReview(params.id, params.year))),
  bind(endpoints.returnReview, contractResource, ({ actor, body, callerName, ifMatch, params }) => Effect.andThen(moveReview(params.id, params.year, "return", body.note, { actor, callerName }, ifMatch), findReview(params.id, params.year))),
  bind(endpoints.closeReview, contractResource, ({ actor, body, callerName, ifMatch, params }) => Effect.andThen(closeReview(params.id, params.year, body, { actor, callerName }, ifMatch), findReview(params.id, params.year))),
];
