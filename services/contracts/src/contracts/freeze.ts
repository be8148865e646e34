import type { ContractPopulation, ContractSignature } from "@cpts/api/ContractViews";
import type { CptsId } from "@cpts/domain/Cpts";
import { isLocalDate, type LocalDate } from "@cpts/domain/LocalDate";
import type { TerritoryFigures } from "@cpts/domain/RegistryEvents";
import { classOfPopulation, type SizeClassCode } from "@cpts/domain/SizeClass";
import { territoryOn } from "@cpts/service-kit/known/cpts";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { dateOfSignature } from "./dates.ts";

/** On which day the territory was looked at, why that day, and whether it certainly was the territory then. */
export interface Freeze {
  readonly day: LocalDate;
  readonly because: "declared" | "inferred" | "today";
  readonly territory: "yes" | "unknown" | "none";
}

/** What a signature keeps for ever. */
export interface Frozen {
  readonly freeze: Freeze;
  readonly population: typeof ContractPopulation.Encoded | null;
  readonly sizeClass: SizeClassCode | null;
}

/** The day of the signature when it is wholly known, else today. */
const dayOf = (signature: typeof ContractSignature.Encoded) =>
  Effect.map(today, (now): Pick<Freeze, "day" | "because"> => {
    const { on, orderedBy } = dateOfSignature(signature);
    return on !== null && orderedBy !== "unknown" && isLocalDate(on) ? { day: on, because: orderedBy } : { day: now, because: "today" };
  });

/** The population and size of a CPTS on the day its contract is signed, as the registry told them; null where it told none. */
export const freezeOf = (cptsId: CptsId, signature: typeof ContractSignature.Encoded) =>
  Effect.gen(function* () {
    const { because, day } = yield* dayOf(signature);
    const territory = yield* territoryOn(cptsId, day);
    // The events came through their schemas.
    const figures = (territory?.figures ?? null) as typeof TerritoryFigures.Encoded | null;
    const frozen: Frozen = {
      freeze: { day, because, territory: territory === undefined ? "none" : territory.certain ? "yes" : "unknown" },
      population: figures === null || figures.population === null ? null : { value: figures.population, source: figures.populationSource, status: figures.status, asOf: day },
      sizeClass: figures === null || figures.population === null ? null : classOfPopulation(figures.population),
    };
    return frozen;
  });
