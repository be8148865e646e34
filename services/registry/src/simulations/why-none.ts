import type { SuggestionNotice, TerritorySuggestions } from "@cpts/api/SimulationViews";
import type { HeldVersion } from "../coverage/held.ts";
import type { Territories } from "../coverage/territories.ts";
import { toldAsEnded } from "./faults.ts";
import { hasEndedOn } from "./simulate.ts";

type Notice = typeof SuggestionNotice.Encoded;

interface Asked {
  readonly cptsId: string;
  readonly asOf: string;
  readonly version: HeldVersion | null;
  readonly neighbourhood: (typeof TerritorySuggestions.Encoded)["neighbourhood"];
  readonly hasNeighbours: boolean;
}

const notice = (code: Notice["code"], fr: string, en: string): Notice => ({ code, message: { fr, en } });

const allCovered = {
  border: notice("all-covered", "Toutes les communes qui touchent le territoire sont couvertes.", "All communes that share a border with the territory are covered."),
  epci: notice("all-covered", "Toutes les communes des EPCI du territoire sont couvertes ; sans contours, celles d'à côté ne sont pas connues.", "All communes of the EPCI of the territory are covered; without contours those beside it are not known."),
};
const noNeighbour = {
  border: notice("no-neighbour", "Aucune commune ne touche le territoire.", "No commune shares a border with the territory."),
  epci: notice("no-neighbour", "Le territoire n'est d'aucun EPCI ; sans contours, ses voisines ne sont pas connues.", "The territory is of no EPCI; without contours its neighbours are not known."),
};

/** Why nothing is suggested to a CPTS on a day. */
export const whyNone = (territories: Territories, { asOf, cptsId, hasNeighbours, neighbourhood, version }: Asked): Notice => {
  if (version !== null && version.communes.size + version.parts.length > 0) return (hasNeighbours ? allCovered : noNeighbour)[neighbourhood];
  const cpts = territories.cpts.get(cptsId);
  const name = cpts?.name ?? cptsId;
  if (version === null) return notice("no-territory", `${name} n'a pas de territoire ce jour-là.`, `${name} has no territory on that day.`);
  const ended = toldAsEnded(cptsId, cpts);
  if (hasEndedOn(territories, cptsId, asOf)) return notice("has-ended", `${ended.fr}.`, `${ended.en}.`);
  return notice("no-communes", `Le territoire de ${name} n'est décrit qu'en toutes lettres : sans commune, il n'a pas de voisine.`, `The territory of ${name} is described in words only: without communes it has no neighbour.`);
};
