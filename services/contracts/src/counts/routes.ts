import type { NewContractCount } from "@cpts/api/ContractCounts";
import { contracts } from "@cpts/api/Contracts";
import type { Resource } from "@cpts/domain/Access";
import { bind } from "@cpts/service-kit/http/bind";
import { openData } from "@cpts/service-kit/http/open-data";
import { Effect } from "effect";
import { regionOfDepartement } from "../places.ts";
import { declareContractCount } from "./commands.ts";
import { findContractCount, listContractCounts } from "./queries.ts";

/** A count is about a region and the departements of it that it names. */
const countResource = ({ body }: { readonly body: NewContractCount }): Effect.Effect<Resource> =>
  Effect.succeed({
    kind: "contract-count",
    visibility: "public",
    regions: [body.region],
    departements: body.counts.map(({ departement }) => departement).filter((code) => regionOfDepartement(code) === body.region),
  });

export const contractCountRoutes = [
  bind(contracts.endpoints.declareContractCount, countResource, ({ body }) => Effect.map(Effect.flatMap(declareContractCount(body), findContractCount), (count) => ({ body: count }))),
  bind(contracts.endpoints.listContractCounts, openData("contract-count"), ({ query }) => Effect.map(listContractCounts(query), (body) => ({ body }))),
];
