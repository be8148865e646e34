import type { Bilingual } from "@cpts/api/Endpoint";
import type { FieldFault } from "@cpts/api/Problem";
import type { CommuneCode } from "@cpts/domain/Cog";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { formatEn, formatFr, fromLocalDate } from "@cpts/domain/PartialDate";
import { oddityOf, type ActionNotice } from "@cpts/domain/ActionPlanning";
import { loadCommunes, type Communes } from "@cpts/reference-data";
import { toldOfCode } from "@cpts/service-kit/known/commune-codes";
import { Effect } from "effect";
import { missionLabel } from "../missions/labels.ts";
import type { Unusual } from "../warnings/warning.ts";

const dayFr = (day: LocalDate): string => formatFr(fromLocalDate(day));
const dayEn = (day: LocalDate): string => formatEn(fromLocalDate(day));

const listed = (codes: ReadonlyArray<string>, language: keyof Bilingual): string => codes.map((code) => `${missionLabel(code)[language]} (${code})`).join(", ");

const notUnderContract = ({ lastDay, mission, signedContracts, suspended, underContract }: Extract<ActionNotice, { readonly _tag: "MissionNotUnderContract" }>): Bilingual => {
  if (signedContracts === 0)
    return {
      fr: `la mission ${mission} n'est pas sous contrat : aucun contrat signé de cette CPTS n'est connu ici`,
      en: `mission ${mission} is not under contract: no signed contract of this CPTS is known here`,
    };
  const listedFr = listed(underContract, "fr") || "aucune";
  const listedEn = listed(underContract, "en") || "none";
  if (suspended)
    return {
      fr: `la mission ${mission} est dans un contrat suspendu ce jour-là ; sous contrat : ${listedFr}`,
      en: `mission ${mission} is in a contract that is suspended on that day; under contract: ${listedEn}`,
    };
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

const tell = (notice: ActionNotice, communes: Communes): Bilingual => {
  switch (notice._tag) {
    case "MissionNotUnderContract":
      return notUnderContract(notice);
    case "NoTerritory":
      return { fr: `aucun territoire de cette CPTS n'est connu ici au ${dayFr(notice.day)}`, en: `no territory of this CPTS is known here on ${dayEn(notice.day)}` };
    case "TerritoryInWords":
      return {
        fr: `le territoire de cette CPTS au ${dayFr(notice.day)} n'est décrit qu'en mots, sans communes`,
        en: `the territory of this CPTS on ${dayEn(notice.day)} is described in words only, without communes`,
      };
    case "CommuneOutsideTerritory": {
      const name = `${communes.territorial(notice.code)?.nom ?? notice.code} (${notice.code})`;
      return { fr: `${name} n'est pas dans le territoire de cette CPTS au ${dayFr(notice.day)}`, en: `${name} is not in the territory of this CPTS on ${dayEn(notice.day)}` };
    }
  }
};

/** What is unusual about an action, each at its place in it. */
export const unusualOf = (notices: ReadonlyArray<ActionNotice>) =>
  Effect.map(Effect.promise(loadCommunes), (communes): ReadonlyArray<Unusual> => notices.map((notice) => ({ code: oddityOf(notice), path: notice.path, message: tell(notice, communes) })));

/** Communes that do not exist, or do not any more: one of the past is told with that of today. */
export const unknownCommunes = (codes: ReadonlyArray<CommuneCode>) =>
  Effect.map(Effect.promise(loadCommunes), (communes): ReadonlyArray<FieldFault> =>
    codes.flatMap((code, index) => (communes.territorial(code) === null ? [{ in: "body" as const, path: ["communes", index], ...toldOfCode(code, communes) }] : [])),
  );
