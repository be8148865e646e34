import { gzipSync } from "node:zlib";
import type { CommuneNeighbours } from "@cpts/api/Contours";
import { Problem } from "@cpts/api/Problem";
import { registry } from "@cpts/api/Registry";
import { Database } from "@cpts/service-kit/database/database";
import { soleRow } from "@cpts/service-kit/database/statement";
import { bind } from "@cpts/service-kit/http/bind";
import { openData } from "@cpts/service-kit/http/open-data";
import { platform } from "@cpts/service-kit/operations/platform";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { TerritoryIndex } from "../coverage/territory-index.ts";
import { read } from "../database/tables.ts";
import { findTerritory } from "../territory/queries.ts";
import { ContourStore } from "./contour-store.ts";
import { contoursNote, type ContoursRecord } from "./contours.ts";
import { explainCommune } from "./surface.ts";
import { importContours } from "./import.ts";
import { toldStatement, viewOf, wholeStatement } from "./stored.ts";
import { territoryMap } from "./territory-map.ts";

const { importContours: importing, mapTerritory, readContours, readLayer, readNeighbours } = registry.endpoints;

const noSuchContours = new Problem({ type: "not-found", detail: { fr: "Ces contours ne sont pas, ou plus, en service.", en: "These contours are not, or no longer, in use." } });
const noSuchCommune = new Problem({ type: "not-found" });

const drawnFrom = ({ edition, licence, resolution, source }: ContoursRecord) => ({ edition, source, licence, resolution });

const inUse = Effect.flatMap(ContourStore, ({ current }) => current);

export const contourRoutes = [
  bind(
    importing,
    platform,
    ({ incoming, query }) => Effect.map(importContours(incoming, query), (body) => ({ body, location: "contours" })),
    // One at a time, in a transaction of its own; the same file again changes nothing.
    { ownTransactions: true },
  ),
  bind(readContours, openData("commune"), () => Effect.map(read((db) => toldStatement(db)), ([told]) => ({ body: told === undefined ? null : viewOf(told, "completed") }))),
  bind(readLayer, openData("commune"), ({ params, query }) =>
    Effect.gen(function* () {
      const contours = yield* inUse;
      if (contours === null || contours.hash !== params.hash) return yield* noSuchContours;
      const { departement } = query;
      const { geography } = yield* (yield* TerritoryIndex).current;
      const codes = departement === undefined ? contours.codes : contours.codes.filter((code) => geography.places.get(code)?.departement === departement);
      const { kysely } = yield* Database;
      const packed = async (): Promise<Uint8Array> => (departement === undefined ? soleRow(await wholeStatement(kysely, contours.hash)).topology : gzipSync(JSON.stringify({ ...contours.topologyOf(codes), contours: drawnFrom(contours) })));
      return { tag: `${params.hash}/${departement ?? ""}`, packed };
    }),
  ),
  bind(readNeighbours, openData("commune"), ({ params, query }) =>
    Effect.gen(function* () {
      const contours = yield* inUse;
      const { geography } = yield* (yield* TerritoryIndex).current;
      if (!geography.places.has(params.code)) return yield* noSuchCommune;
      const areaKm2 = contours?.areaOf(params.code) ?? null;
      const neighbours = (contours?.neighboursOf(params.code) ?? []).map((code) => ({ code, nom: geography.places.get(code)?.nom ?? code }));
      const body: typeof CommuneNeighbours.Encoded = { code: params.code, contours: contoursNote(contours, areaKm2 === null ? [params.code] : []), areaKm2: areaKm2 === null ? null : Math.round(areaKm2 * 100) / 100, neighbours };
      return { body: query.explain === "true" ? { ...body, explanations: contours === null ? [] : explainCommune(contours) } : body };
    }),
  ),
  bind(
    mapTerritory,
    openData("territory"),
    ({ params, query }) =>
      Effect.gen(function* () {
        const asOf = query.asOf ?? (yield* today);
        const { body } = yield* findTerritory(params.id, asOf);
        const { cpts } = yield* (yield* TerritoryIndex).current;
        return { body: territoryMap(yield* inUse, body, cpts.get(params.id)?.name ?? params.id, query.detail !== "full") };
      }),
  ),
];
