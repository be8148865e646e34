import type { FieldFault } from "@cpts/api/Problem";
import { cptsStatuses } from "@cpts/domain/CptsStatus";
import type { SimulationProblem } from "@cpts/domain/TerritorySimulation";
import type { HeldCpts } from "../coverage/held.ts";

interface Text {
  readonly code: string;
  readonly message: (value: string) => FieldFault["message"];
}

const texts: Readonly<Record<Exclude<SimulationProblem["_tag"], "EndedCpts">, Text>> = {
  UnknownCpts: { code: "unknown-cpts", message: (value) => ({ fr: `${value} n'est pas une CPTS connue ici, ni une CPTS créée plus haut`, en: `${value} is no CPTS known here, nor one created above` }) },
  AlreadyThere: { code: "already-there", message: (value) => ({ fr: `${value} existe déjà`, en: `${value} exists already` }) },
  NotHeld: { code: "not-held", message: (value) => ({ fr: `${value} n'est pas dans ce territoire à ce moment`, en: `${value} is not in this territory at that point` }) },
  AlreadyHeld: { code: "already-held", message: (value) => ({ fr: `${value} est déjà dans ce territoire`, en: `${value} is already in this territory` }) },
  SameCpts: { code: "same-cpts", message: () => ({ fr: "c'est la même CPTS des deux côtés", en: "it is the same CPTS on both sides" }) },
};

/** That a CPTS is no more on a day, and what it became. */
export const toldAsEnded = (value: string, cpts: Ended | undefined): FieldFault["message"] => {
  const label = cptsStatuses.find(({ code }) => code === cpts?.status) ?? { fr: "-", en: "-" };
  const name = cpts?.name ?? value;
  return {
    fr: `${name} n'existe plus ce jour-là (${label.fr}) : son territoire a pris fin avec elle`,
    en: `${name} is no more on that day (${label.en}): its territory ended with it`,
  };
};

type Ended = Pick<HeldCpts, "name" | "status">;

/** A change that cannot be tried, at its place in the request. */
export const faultOfSimulation = ({ _tag, path, value }: SimulationProblem, endedCpts: (id: string) => Ended | undefined): FieldFault => {
  const told = _tag === "EndedCpts" ? { code: "has-ended", message: toldAsEnded(value, endedCpts(value)) } : { code: texts[_tag].code, message: texts[_tag].message(value) };
  return { in: "body", path: [...path], ...told };
};
