import { contracts } from "@cpts/api/Contracts";
import { bind } from "@cpts/service-kit/http/bind";
import { openData } from "@cpts/service-kit/http/open-data";
import { Effect } from "effect";
import { findSignings } from "./queries.ts";

export const signingRoutes = [bind(contracts.endpoints.listSignings, openData("signing"), ({ query }) => Effect.map(findSignings(query), (body) => ({ body })))];
