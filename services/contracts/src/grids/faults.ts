import type { FieldFault } from "@cpts/api/Problem";
import type { CellPlace } from "@cpts/domain/Grid";
import { greatestAmountCents, type GridFault, type SilentChange } from "@cpts/domain/GridCheck";

const fault = (path: ReadonlyArray<string | number>, code: string, fr: string, en: string): FieldFault => ({ in: "body", path, code, message: { fr, en } });

const placeText = ({ component, mission, part, size }: CellPlace): string => [component, mission, part, size].filter((one) => one !== null).join(" ");

/** A place of the body, under where the grid stands in it. */
type At = (...path: ReadonlyArray<string | number>) => ReadonlyArray<string | number>;

const ofSizes = (found: GridFault, at: At): FieldFault | null => {
  switch (found._tag) {
    case "NoSize":
      return fault(at("sizes"), "no-size", "un barème a au moins une taille", "a grid has at least one size");
    case "EmptySize":
      return fault(at("sizes", found.index), "empty-size", `aucune population n'est dans la taille ${found.size}`, `no population is in size ${found.size}`);
    case "DuplicateSize":
      return fault(at("sizes", found.index, "code"), "duplicate-size", `la taille ${found.size} est déjà donnée`, `size ${found.size} is already given`);
    case "SizeOverlap":
      return fault(at("sizes", found.index), "size-overlap", `la taille ${found.size} recouvre la taille ${found.other}`, `size ${found.size} overlaps size ${found.other}`);
    case "SizeGap":
      return found.to === null
        ? fault(at("sizes"), "size-gap", `aucune taille à partir de ${found.from} habitants`, `no size from ${found.from} inhabitants on`)
        : fault(at("sizes"), "size-gap", `aucune taille de ${found.from} à ${found.to - 1} habitants`, `no size from ${found.from} to ${found.to - 1} inhabitants`);
    default:
      return null;
  }
};

const ofCells = (found: GridFault, at: At): FieldFault | null => {
  switch (found._tag) {
    case "UnknownSize":
      return fault(at(found.list, found.index, "size"), "unknown-size", `le barème n'a pas de taille ${found.size}`, `the grid has no size ${found.size}`);
    case "Hole":
      return fault(at("lines"), "hole", `il manque le montant de ${placeText(found.place)} : donnez-le, ou dites-le inconnu`, `the amount of ${placeText(found.place)} is missing: give it, or say it is unknown`);
    case "DuplicateCell":
      return fault(at(found.list, found.index), "duplicate-cell", `le montant de ${placeText(found.place)} est déjà donné`, `the amount of ${placeText(found.place)} is already given`);
    case "MissionMissing":
      return fault(at(found.list, found.index, "mission"), "mission-missing", "ce montant est celui d'une mission : dites laquelle", "this amount is of a mission: say which");
    case "MissionUnexpected":
      return fault(at(found.list, found.index, "mission"), "mission-unexpected", "ce montant n'est d'aucune mission", "this amount is of no mission");
    default:
      return null;
  }
};

const ofAmounts = (found: GridFault, at: At): FieldFault => {
  switch (found._tag) {
    case "AbsurdAmount":
      return fault(at(found.list, found.index, "amountCents"), "absurd-amount", `un montant va de 0 à ${greatestAmountCents} centimes par an`, `an amount is from 0 to ${greatestAmountCents} cents a year`);
    case "ReasonMissing":
      return fault(at("lines", found.index, "reason"), "reason-missing", "dites pourquoi ce montant s'écarte de sa source", "say why this amount departs from its source");
    case "AbsurdAdvance":
      return fault(at("advancePercent"), "absurd-advance", "une avance va de 0 à 100 %", "an advance is from 0 to 100 %");
    default:
      return fault(at("effectiveTo"), "empty-period", "le barème finirait avant de commencer", "the grid would end before it begins");
  }
};

/** What is wrong with a grid, at its places in the body, under `path`. */
export const faultsAt = (faults: ReadonlyArray<GridFault>, path: ReadonlyArray<string> = []): ReadonlyArray<FieldFault> => {
  const at: At = (...rest) => [...path, ...rest];
  return faults.map((found) => ofSizes(found, at) ?? ofCells(found, at) ?? ofAmounts(found, at));
};

/** Verified amounts that would change without a word. */
export const silentFaults = (changes: ReadonlyArray<SilentChange>): ReadonlyArray<FieldFault> =>
  changes.map(({ index, place, wasCents }) =>
    fault(
      index === -1 ? ["lines"] : ["lines", index, "amountCents"],
      "verified-amount",
      `le montant vérifié de ${placeText(place)} était de ${wasCents} centimes : pour s'en écarter, donnez-lui le statut overridden et une raison ; un nouveau texte est un nouveau barème`,
      `the verified amount of ${placeText(place)} was ${wasCents} cents: to depart from it, give it the status overridden and a reason; a new text is a new grid`,
    ),
  );

/** Another grid of the family is in force on some day of this one. */
export const collisionFault = (other: { readonly id: string; readonly effective_from: string; readonly effective_to: string | null }): FieldFault =>
  fault(
    ["effectiveFrom"],
    "overlapping-period",
    `le barème ${other.id} de la même famille vaut du ${other.effective_from} au ${other.effective_to ?? "(sans fin)"}, exclu`,
    `grid ${other.id} of the same family is in force from ${other.effective_from} to ${other.effective_to ?? "(no end)"}, excluded`,
  );

/** A name would stand for a grid and for the grids of another family: contracts name their regime by either. */
export const nameOfAnother = (other: string): FieldFault =>
  fault(["id"], "name-of-another", `ce nom, ou celui de la famille, est déjà celui d'une famille ou d'un barème (${other}) : un régime de financement ne désignerait plus une seule chose`, `this name, or that of the family, is already that of a family or of a grid (${other}): a funding regime would no longer stand for one thing`);

export const otherFamilyFault = (family: string): FieldFault =>
  fault(["family"], "other-family", `ce barème est de la famille ${family} : une autre famille est un autre barème`, `this grid is of family ${family}: another family is another grid`);
