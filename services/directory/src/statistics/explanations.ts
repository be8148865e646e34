import type { Explanation } from "@cpts/api/Explanation";
import type { LocalDate } from "@cpts/domain/LocalDate";
import type { Adhesion, PractisingOn } from "./counted.ts";

type Encoded = typeof Explanation.Encoded;

const rule = {
  fr: "Membres dont l'adhésion est certaine ce jour-là et qui exercent une profession du RPPS, divisés par les professionnels de cette profession qui ont une activité dans une commune du territoire d'après le dernier extrait du RPPS ; chacun compté une fois. Une adhésion incertaine n'entre pas au numérateur. Sans extrait, sans territoire, ou si le territoire tient une partie de commune, le taux n'est pas donné.",
  en: "Members whose membership is certain on that day and who are of a profession of the RPPS, divided by the professionals of that profession with an activity in a commune of the territory by the latest extract of the RPPS; each counted once. An uncertain membership does not enter the numerator. Without an extract, without a territory, or where the territory holds a part of a commune, no rate is given.",
};

/** Why a rate is what it is, or why there is none. */
export const explainAdhesion = ({ members, perhaps, practising, profession, unknownBecause }: Adhesion, { communes, registerOf }: PractisingOn, asOf: LocalDate): Encoded => ({
  figure: profession === null ? "adhesion" : `adhesion.${profession}`,
  rule,
  inputs: [
    { name: "asOf", value: asOf },
    { name: "members", value: String(members) },
    { name: "perhaps", value: String(perhaps) },
    { name: "practising", value: practising === null ? `unknown: ${unknownBecause}` : String(practising) },
    { name: "communes", value: String(communes.length) },
    ...(registerOf === null ? [] : [{ name: "registerOf", value: registerOf }]),
  ],
  sources: [
    { name: "Adhésions saisies dans la plate-forme", status: "declared" },
    ...(registerOf === null ? [] : [{ name: `RPPS, extrait du ${registerOf}`, status: "sourced" }]),
    { name: "Indicateur DYN-01 de notre catalogue ; la période du répertoire est provisoire", status: "provisional" },
  ],
});
