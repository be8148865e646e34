import type { Bilingual } from "@cpts/api/Endpoint";
import type { FieldFault } from "@cpts/api/Problem";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { formatEn, formatFr, fromLocalDate } from "@cpts/domain/PartialDate";
import type { ActionProblem } from "@cpts/domain/PreventionAction";
import type { Communes } from "@cpts/reference-data";
import { toldOfCode } from "@cpts/service-kit/known/commune-codes";
import { missionLabel } from "../missions/labels.ts";

type Told = Pick<FieldFault, "code" | "message" | "suggestion">;

const dayFr = (day: LocalDate): string => formatFr(fromLocalDate(day));
const dayEn = (day: LocalDate): string => formatEn(fromLocalDate(day));

const listed = (codes: ReadonlyArray<string>, language: keyof Bilingual): string => codes.map((code) => `${missionLabel(code)[language]} (${code})`).join(", ");

const notUnderContract = ({ lastDay, mission, signedContracts, underContract }: Extract<ActionProblem, { readonly _tag: "MissionNotUnderContract" }>): Bilingual => {
  if (signedContracts === 0)
    return {
      fr: `la mission ${mission} n'est pas sous contrat : aucun contrat signé de cette CPTS n'est connu ici`,
      en: `mission ${mission} is not under contract: no signed contract of this CPTS is known here`,
    };
  const listedFr = listed(underContract, "fr") || "aucune";
  const listedEn = listed(underContract, "en") || "none";
  if (lastDay !== null)
    return {
      fr: `la mission ${mission} n'est plus sous contrat : le dernier qui la contenait a pris fin le ${dayFr(lastDay)} ; sous contrat : ${listedFr}`,
      en: `mission ${mission} is no longer under contract: the last one that held it ended on ${dayEn(lastDay)}; under contract: ${listedEn}`,
    };
  return {
    fr: `la mission ${mission} n'est pas dans un contrat signé de cette CPTS ; sous contrat : ${listedFr}`,
    en: `mission ${mission} is in no signed contract of this CPTS; under contract: ${listedEn}`,
  };
};

/** A commune outside: one of the past comes with that of today, one that does not exist is said to be unknown. */
const outside = ({ code, day }: Extract<ActionProblem, { readonly _tag: "CommuneOutsideTerritory" }>, communes: Communes): Told => {
  const name = communes.territorial(code)?.nom;
  if (name !== undefined)
    return {
      code: "commune-outside-territory",
      message: { fr: `${name} (${code}) n'est pas dans le territoire de cette CPTS au ${dayFr(day)}`, en: `${name} (${code}) is not in the territory of this CPTS on ${dayEn(day)}` },
    };
  return toldOfCode(code, communes);
};

const tell = (problem: ActionProblem, communes: Communes): Told => {
  switch (problem._tag) {
    case "MissionNotUnderContract":
      return { code: "mission-not-under-contract", message: notUnderContract(problem) };
    case "NoTerritory":
      return {
        code: "no-territory",
        message: { fr: `aucun territoire de cette CPTS n'est connu ici au ${dayFr(problem.day)}`, en: `no territory of this CPTS is known here on ${dayEn(problem.day)}` },
      };
    case "TerritoryInWords":
      return {
        code: "territory-in-words",
        message: {
          fr: `le territoire de cette CPTS au ${dayFr(problem.day)} n'est décrit qu'en mots : donnez-lui ses communes d'abord`,
          en: `the territory of this CPTS on ${dayEn(problem.day)} is described in words only: give it its communes first`,
        },
      };
    case "CommuneOutsideTerritory":
      return outside(problem, communes);
  }
};

/** What keeps an action from being planned or published, each at its place in the action. */
export const faultsOfAction = (problems: ReadonlyArray<ActionProblem>, communes: Communes): ReadonlyArray<FieldFault> =>
  problems.map((problem) => ({ in: "body", path: problem.path, ...tell(problem, communes) }));
