import { directory } from "@cpts/api/Directory";
import type { Resource } from "@cpts/domain/Access";
import { bind } from "@cpts/service-kit/http/bind";
import { openData } from "@cpts/service-kit/http/open-data";
import { cptsResource } from "@cpts/service-kit/known/cpts";
import { Effect } from "effect";
import { registerProfessional } from "./commands.ts";
import { findProfessional } from "./queries.ts";
import { resolveNumbers } from "./resolve.ts";
import { listDepartures, searchProfessionals } from "./search.ts";

const { endpoints } = directory;

/** Of nobody's CPTS: for those who may write everywhere. */
const ofNoCpts: Effect.Effect<Resource> = Effect.succeed({ kind: "professional", visibility: "private" });

export const professionalRoutes = [
  bind(
    endpoints.registerProfessional,
    ({ actor, body }) => (body.cptsId === undefined ? ofNoCpts : cptsResource({ kind: "professional", id: body.cptsId, actor, visibility: "cpts", path: ["cptsId"] })),
    ({ body }) => Effect.map(registerProfessional(body), (professional) => ({ body: professional, version: professional.version, location: `professionals/${professional.id}` })),
  ),
  // Everyone may ask: each is given whom they may see, and whom they may not is not there.
  bind(endpoints.readProfessional, openData("professional"), ({ actor, params }) =>
    Effect.map(findProfessional(params.id, actor), (professional) => ({ body: professional, version: professional.version, ...(professional.register === undefined ? {} : { variant: professional.register.changedAt }) })),
  ),
  // Asks by POST for the length of what is asked: nothing is written, and nothing is kept of the answer.
  bind(endpoints.resolveRpps, openData("membership"), ({ actor, body }) => Effect.map(resolveNumbers(body, actor), (answer) => ({ body: answer })), { ownTransactions: true }),
  bind(endpoints.listDepartures, openData("professional"), ({ query }) => Effect.map(listDepartures({ ...query, limit: query.limit ?? 50 }), (body) => ({ body }))),
  bind(endpoints.listProfessionals, openData("professional"), ({ actor, query }) =>
    Effect.map(searchProfessionals({ ...query, limit: query.limit ?? 50 }, actor), (body) => ({ body })),
  ),
];
