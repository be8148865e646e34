import { directory } from "@cpts/api/Directory";
import type { Actor } from "@cpts/domain/Access";
import type { CptsId } from "@cpts/domain/Cpts";
import { bind } from "@cpts/service-kit/http/bind";
import { openData } from "@cpts/service-kit/http/open-data";
import { cptsResource } from "@cpts/service-kit/known/cpts";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { knownCpts } from "../governance/of-cpts.ts";
import { proposeAdhesion } from "./proposals.ts";
import { statisticsOf } from "./queries.ts";
import { supplyOf } from "./supply.ts";

const { endpoints } = directory;

/** How many members of what profession there are is for the people of the CPTS and those who follow it. */
const ofCpts = ({ actor, params }: { readonly actor: Actor; readonly params: { readonly id: CptsId } }) =>
  Effect.andThen(knownCpts(params.id), cptsResource({ kind: "membership", id: params.id, actor, visibility: "cpts", path: ["id"] }));

export const statisticsRoutes = [
  bind(endpoints.readMemberStatistics, ofCpts, ({ params, query }) =>
    Effect.gen(function* () {
      return { body: yield* statisticsOf(params.id, query.asOf ?? (yield* today), query.explain === "true") };
    }),
  ),
  // The register and the territory are open data, and their numbers name nobody.
  bind(endpoints.readSupply, openData("professional"), ({ params, query }) =>
    Effect.gen(function* () {
      yield* knownCpts(params.id);
      return { body: yield* supplyOf(params.id, query.asOf ?? (yield* today), query.explain === "true") };
    }),
  ),
  bind(endpoints.proposeAdhesion, ofCpts, ({ body, params }) => Effect.map(proposeAdhesion(params.id, body), (answer) => ({ body: answer }))),
];
