import { historyOf } from "@cpts/domain/CogMovement";
import type { NeedsLevel } from "@cpts/domain/NeedsIndicator";
import { edition as current, loadCogMovements, loadCommunes, loadEpcis } from "@cpts/reference-data";
import { firstDayOf, movementsOfEditions } from "../cog/fill.ts";
import { unknownCog } from "./faults.ts";

/** What a code of a file is. `isOfEdition`: it is a code of the edition that the file says it is of. */
export interface FoundPlace {
  readonly code: string;
  readonly isOfEdition: boolean;
  /** Inhabitants by its own edition, of a commune that is part of another today. */
  readonly population: number | null;
}

/** Finds the place of today that a code of a file means; null where no edition has it. */
export interface Places {
  readonly find: (code: string) => FoundPlace | null;
  readonly cog: string;
  /** How many communes of today, or EPCI, there are. */
  readonly count: number;
}

const placesOfEpcis = async (cog: string): Promise<Places> => {
  const { all } = await loadEpcis();
  const codes = new Set(all.map(({ code }) => code));
  return { cog, count: codes.size, find: (code) => (codes.has(code) ? { code, isOfEdition: true, population: null } : null) };
};

/** Those of a level, for a file of an edition of the official geographic code. Throws the Problem of an edition that is not known. */
export const placesOf = async (level: NeedsLevel, cog = current.cogYear): Promise<Places> => {
  const history = await loadCogMovements();
  if (!history.editions.includes(cog)) throw unknownCog(cog, history.editions);
  if (level === "epci") return placesOfEpcis(String(cog));
  const communes = await loadCommunes();
  const { nameOn, whereOn } = historyOf(movementsOfEditions(history), (code) => communes.current(code)?.nom ?? null);
  // The first movement after the edition of the file tells the inhabitants that it had then.
  const populations = new Map(history.movements.filter(({ edition }) => edition > cog).toReversed().flatMap(({ from }) => from.map(({ code, population }) => [code, population] as const)));
  const find = (code: string): FoundPlace | null => {
    if (communes.territorial(code)?.type === "arrondissement-municipal") return { code, isOfEdition: true, population: null };
    const isOfEdition = nameOn(code, firstDayOf(cog)) !== null;
    const today = whereOn(code, firstDayOf(current.cogYear)) ?? communes.resolveCode(code)?.code ?? null;
    return today === null || communes.current(today) === null ? null : { code: today, isOfEdition, population: populations.get(code) ?? null };
  };
  return { cog: String(cog), count: communes.currentCommunes.length, find };
};
