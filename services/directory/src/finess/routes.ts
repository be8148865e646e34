import { directory } from "@cpts/api/Directory";
import { bind } from "@cpts/service-kit/http/bind";
import { openData } from "@cpts/service-kit/http/open-data";
import { Effect } from "effect";
import { findStructure, listStructures } from "./queries.ts";

const { endpoints } = directory;

export const structureRoutes = [
  bind(endpoints.listStructures, openData("organization"), ({ query }) => Effect.map(listStructures({ ...query, limit: query.limit ?? 50 }), (body) => ({ body }))),
  bind(endpoints.readStructure, openData("organization"), ({ params }) => Effect.map(findStructure(params.finess), (body) => ({ body }))),
];
