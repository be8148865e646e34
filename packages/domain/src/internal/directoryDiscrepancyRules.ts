import type { Sentence } from "./sentenceWords.ts";

const body: Sentence = {
  fr: "Les membres connus sont ceux qui tiennent une fonction de l'organe d'après les derniers documents. Il peut y en avoir d'autres : trop de membres ou de professions connus diffère de ce qui est déclaré, moins ne permet pas de conclure.",
  en: "Known members are those who hold an office of the body by the last documents. There may be others: too many known members or professions differ from what is declared, fewer tell nothing.",
};

/** How the directory finds what does not fit, by code. */
export const directoryDiscrepancyRules: Readonly<Record<string, Sentence>> = {
  "body-cannot-be-verified": body,
  "body-differs": body,
  "headcount-remainder": {
    fr: "Total déclaré moins les lignes comptées dans la même unité ; en mêlant personnes et structures, moins toutes les lignes. Un chiffre qui n'est pas exact ne laisse pas de reste ; plus de lignes que le total diffère, moins ne permet pas de conclure.",
    en: "The declared total minus the lines counted in the same unit; when people and structures are mixed, minus all lines. A figure that is not exact leaves no remainder; more lines than the total differ, fewer tell nothing.",
  },
  "office-conflict": {
    fr: "Deux énoncés sur la même fonction, qui valent ou peuvent valoir le même jour, ne nomment pas les mêmes personnes. Un énoncé qui nomme plusieurs personnes n'est pas une contradiction ; aucun n'est écarté.",
    en: "Two statements about the same office, which hold or may hold on the same day, do not name the same people. One statement that names several people is no contradiction; none is discarded.",
  },
};
