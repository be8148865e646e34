import type { ComputedTerritory } from "@cpts/api/CptsViews";
import type { TerritoryFigures } from "@cpts/domain/RegistryEvents";
import { SizeClassCode } from "@cpts/domain/SizeClass";
import type { Territory } from "@cpts/domain/Territory";
import { Effect, Schema } from "effect";
import { write } from "../database/tables.ts";
import { computeTerritory, wholePopulation } from "./computed.ts";
import { communesOf, partsOf } from "./members.ts";

type Computed = typeof ComputedTerritory.Encoded;

const isSizeClass = Schema.is(SizeClassCode);

/** What others freeze or show of a territory, so that they need no commune data. */
export const figuresOf = (computed: Computed): TerritoryFigures => ({
  population: wholePopulation(computed),
  populationSource: `${computed.population.series} ${computed.population.vintage}`,
  sizeClass: isSizeClass(computed.sizeClass) ? computed.sizeClass : null,
  status: computed.status,
});

/** The figures of a territory just written, as its view computes them. Most have no part: what is known to be empty is not read. */
export const figuresOfVersion = (versionId: string, { communes, parts, provenance }: Territory) =>
  Effect.map(
    write(async (db) =>
      computeTerritory(communes.length === 0 ? [] : await communesOf(db, versionId), parts.length === 0 ? [] : await partsOf(db, versionId), provenance.status),
    ),
    figuresOf,
  );
