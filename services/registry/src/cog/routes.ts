import { registry } from "@cpts/api/Registry";
import { bind } from "@cpts/service-kit/http/bind";
import { openData } from "@cpts/service-kit/http/open-data";
import { platform } from "@cpts/service-kit/operations/platform";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { cptsResource } from "../cpts/queries.ts";
import { answered, shown } from "../territory/answered.ts";
import { acceptProposal, refuseProposal } from "./decisions.ts";
import { importMovements } from "./import.ts";
import { listProposals } from "./proposals.ts";

const { acceptCogProposal, importCogMovements, listCogProposals, refuseCogProposal } = registry.endpoints;

export const cogRoutes = [
  // All of it in one transaction of its own; the same file again changes nothing.
  bind(importCogMovements, platform, ({ incoming }) => Effect.map(importMovements(incoming), (body) => ({ body })), { ownTransactions: true }),
  bind(listCogProposals, openData("territory"), ({ query }) =>
    Effect.gen(function* () {
      return { body: yield* listProposals({ ...query, limit: query.limit ?? 50 }, yield* today) };
    }),
  ),
  bind(
    acceptCogProposal,
    ({ params }) => cptsResource(params.id),
    ({ body, params }) =>
      Effect.gen(function* () {
        const validFrom = yield* acceptProposal(params.id, Number(params.version), body);
        return yield* answered(yield* shown(params.id, validFrom, yield* today));
      }),
  ),
  bind(
    refuseCogProposal,
    ({ params }) => cptsResource(params.id),
    ({ body, params }) => Effect.map(refuseProposal(params.id, Number(params.version), body), (proposal) => ({ body: proposal })),
  ),
];
