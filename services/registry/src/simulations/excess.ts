import type { FieldFault } from "@cpts/api/Problem";
import type { SimulationNotice } from "@cpts/api/SimulationViews";
import type { Excess } from "@cpts/domain/Coverage";
import { partKey, type CommunePart } from "@cpts/domain/Territory";
import type { HeldTerritory, SimulatedChange } from "@cpts/domain/TerritorySimulation";
import type { Geography } from "../coverage/held.ts";
import { countedIn } from "../territory/computed.ts";
import { faultOfTerritory } from "../territory/faults.ts";

type Path = ReadonlyArray<string | number>;

/** A part that its document counts, with its place in the request where a change gives it. */
interface Counted {
  readonly part: CommunePart;
  readonly population: number;
  readonly path: Path | null;
}

const receiverOf = (change: SimulatedChange): string | null => (change.kind === "move" ? change.to : change.kind === "add" || change.kind === "create" ? change.cpts : null);
const giftKey = (cpts: string, part: CommunePart): string => `${cpts} ${partKey(part)}`;

/** Where the changes give each part to a CPTS: the last place that does. */
const giftsOf = (changes: ReadonlyArray<SimulatedChange>): ReadonlyMap<string, Path> =>
  new Map(
    changes.flatMap((change, index) => {
      const receiver = receiverOf(change);
      if (receiver === null || change.kind === "merge") return [];
      return (change.parts ?? []).map((part, at) => [giftKey(receiver, part), ["changes", index, "parts", at, "population"]] as const);
    }),
  );

const distinct = (counted: ReadonlyArray<Counted>): ReadonlyArray<Counted> => {
  const byPart = Map.groupBy(counted, ({ part }) => partKey(part));
  // Of a part that two CPTS count differently, the greatest number, as coverage does.
  return [...byPart.values()].flatMap((same) => same.toSorted((a, b) => b.population - a.population).slice(0, 1));
};

/** By commune, the fault of parts of which one at least is given by the request; what was held before was accepted then. */
const faultsIn = ({ places }: Geography, counted: ReadonlyArray<Counted>): ReadonlyMap<string, FieldFault> =>
  new Map(
    [...Map.groupBy(distinct(counted), ({ part }) => part.commune)].flatMap(([commune, parts]) => {
      const declared = parts.reduce((sum, one) => sum + one.population, 0);
      const population = places.get(commune)?.population ?? null;
      const path = parts.findLast((one) => one.path !== null)?.path ?? null;
      if (population === null || path === null || declared <= population) return [];
      return [[commune, faultOfTerritory({ _tag: "PartsExceedCommune", path, commune, declared, population }, [], new Map())] as const];
    }),
  );

/**
 * Parts that cannot be: those of one CPTS count more inhabitants than their commune, as when its territory is given, or those that the
 * request gives to several. What only adds up with what others hold is told in the answer.
 */
export const excessFaults = (geography: Geography, changes: ReadonlyArray<SimulatedChange>, after: ReadonlyMap<string, HeldTerritory>): ReadonlyArray<FieldFault> => {
  const gifts = giftsOf(changes);
  const counted = [...after].map(([id, { parts }]) =>
    parts.flatMap((part): ReadonlyArray<Counted> => {
      const population = countedIn(part);
      return population === null ? [] : [{ part, population, path: gifts.get(giftKey(id, part)) ?? null }];
    }),
  );
  const ofOne = counted.map((parts) => faultsIn(geography, parts));
  const together = [...faultsIn(geography, counted.flat().filter(({ path }) => path !== null))];
  return [...ofOne.flatMap((faults) => [...faults.values()]), ...together.flatMap(([commune, fault]) => (ofOne.some((faults) => faults.has(commune)) ? [] : [fault]))];
};

const lists = { fr: new Intl.ListFormat("fr"), en: new Intl.ListFormat("en") };

/** Parts that are tried although they count more inhabitants than their commune. */
export const noticeOfExcess = ({ places }: Geography, { by, declared, place, population }: Excess, name: (id: string) => string): typeof SimulationNotice.Encoded => {
  const nom = places.get(place)?.nom ?? place;
  const names = by.map(name);
  return {
    code: "parts-exceed-commune",
    place: { code: place, nom },
    by: by.map((cptsId) => ({ cptsId, name: name(cptsId) })),
    declared,
    population,
    message: {
      fr: `Les parties de ${nom} (${place}) auraient ${declared} habitants (${lists.fr.format(names)}), la commune en a ${population} : pas plus n'en est couvert.`,
      en: `The parts of ${nom} (${place}) would have ${declared} inhabitants (${lists.en.format(names)}), the commune has ${population}: no more of it is covered.`,
    },
  };
};
