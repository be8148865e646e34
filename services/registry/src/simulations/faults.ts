import type { FieldFault } from "@cpts/api/Problem";
import type { SimulationProblem } from "@cpts/domain/TerritorySimulation";

const texts: Readonly<Record<SimulationProblem["_tag"], { readonly code: string; readonly message: (value: string) => FieldFault["message"] }>> = {
  UnknownCpts: { code: "unknown-cpts", message: (value) => ({ fr: `${value} n'est pas une CPTS connue ici, ni une CPTS créée plus haut`, en: `${value} is no CPTS known here, nor one created above` }) },
  AlreadyThere: { code: "already-there", message: (value) => ({ fr: `${value} existe déjà`, en: `${value} exists already` }) },
  NotHeld: { code: "not-held", message: (value) => ({ fr: `${value} n'est pas dans ce territoire à ce moment`, en: `${value} is not in this territory at that point` }) },
  AlreadyHeld: { code: "already-held", message: (value) => ({ fr: `${value} est déjà dans ce territoire`, en: `${value} is already in this territory` }) },
  SameCpts: { code: "same-cpts", message: () => ({ fr: "c'est la même CPTS des deux côtés", en: "it is the same CPTS on both sides" }) },
};

/** A change that cannot be tried, at its place in the request. */
export const faultOfSimulation = ({ _tag, path, value }: SimulationProblem): FieldFault => ({ in: "body", path: [...path], code: texts[_tag].code, message: texts[_tag].message(value) });
