import type { ComputedTerritory } from "@cpts/api/CptsViews";
import type { TerritoryFigures } from "@cpts/domain/RegistryEvents";
import { SizeClassCode } from "@cpts/domain/SizeClass";
import type { ProvenanceStatus } from "@cpts/domain/Source";
import { Effect, Schema } from "effect";
import { write } from "../database/tables.ts";
import { computeTerritory, wholePopulation } from "./computed.ts";
import { communesOf, partsOf } from "./members.ts";

type Computed = typeof ComputedTerritory.Encoded;

const isSizeClass = Schema.is(SizeClassCode);

/** What others freeze or show of a territory, so that they need no commune data. */
const figuresOf = (computed: Computed): TerritoryFigures => ({
  population: wholePopulation(computed),
  populationSource: `${computed.population.series} ${computed.population.vintage}`,
  sizeClass: isSizeClass(computed.sizeClass) ? computed.sizeClass : null,
  status: computed.status,
});

/** The figures of a territory just written, as its view computes them. */
export const figuresOfVersion = (versionId: string, provenance: ProvenanceStatus) =>
  Effect.map(
    write(async (db) => computeTerritory(await communesOf(db, versionId), await partsOf(db, versionId), provenance)),
    figuresOf,
  );
