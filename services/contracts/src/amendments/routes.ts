import { contracts } from "@cpts/api/Contracts";
import { bind } from "@cpts/service-kit/http/bind";
import { openData } from "@cpts/service-kit/http/open-data";
import { Effect } from "effect";
import { contractResource, findContract } from "../contracts/queries.ts";
import { amendContract } from "./amend.ts";
import { findSize } from "../sizes/size.ts";

const { amendContract: amend, readContractSize } = contracts.endpoints;

export const amendmentRoutes = [
  bind(amend, contractResource, ({ body, ifMatch, params }) => Effect.andThen(amendContract(params.id, params.number, body, ifMatch), findContract(params.id))),
  bind(readContractSize, openData("contract"), ({ params, query }) => Effect.map(findSize(params.id, query), (body) => ({ body }))),
];
