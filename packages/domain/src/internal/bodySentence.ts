import type { DiscrepancyDetails } from "../Discrepancy.ts";

type Language = "fr" | "en";

const numbers = { fr: new Intl.NumberFormat("fr-FR"), en: new Intl.NumberFormat("en-GB") };

const qualifiers: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  "at-least": { fr: "d'au moins ", en: "at least " },
  "more-than": { fr: "de plus de ", en: "more than " },
  "at-most": { fr: "d'au plus ", en: "at most " },
  "less-than": { fr: "de moins de ", en: "less than " },
  about: { fr: "d'environ ", en: "about " },
};

const bodies: Readonly<Record<string, Readonly<Record<Language, string>> & { readonly declared: string }>> = {
  board: { fr: "Un conseil", en: "A board", declared: "est déclaré" },
  bureau: { fr: "Un bureau", en: "A bureau", declared: "est déclaré" },
  "general-assembly": { fr: "Une assemblée générale", en: "A general assembly", declared: "est déclarée" },
};

const verdicts: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  agrees: { fr: "cela concorde", en: "it agrees" },
  differs: { fr: "cela ne concorde pas", en: "it does not agree" },
  "cannot-tell": { fr: "cela ne peut pas être vérifié", en: "it cannot be verified" },
};

const counted = (details: DiscrepancyDetails, name: string): number => {
  const value = details[name];
  return typeof value === "number" ? value : 0;
};

const several = (value: number, language: Language, one: string, many: string): string =>
  `${numbers[language].format(value)} ${value === 1 || (value === 0 && language === "fr") ? one : many}`;

const professionsOf = (value: number, language: Language): string => several(value, language, "profession", "professions");

/** The declared numbers: "de 18 personnes de 7 professions", "of 18 people from 7 professions". */
const declaredIn = (details: DiscrepancyDetails, language: Language): string => {
  const qualified = (name: string, words: string): string => {
    const qualifier = qualifiers[String(details[`${name}Qualifier`])]?.[language] ?? "";
    if (language === "fr") return ` ${qualifier === "" ? "de " : qualifier}${words}`;
    return ` ${name === "size" || details["size"] === undefined ? "of" : "from"} ${qualifier}${words}`;
  };
  const size = counted(details, "size");
  return [
    details["size"] === undefined ? "" : qualified("size", language === "fr" ? several(size, "fr", "personne", "personnes") : several(size, "en", "person", "people")),
    details["professions"] === undefined ? "" : qualified("professions", professionsOf(counted(details, "professions"), language)),
  ].join("");
};

const knownIn = (details: DiscrepancyDetails, language: Language): string => {
  const members = counted(details, "knownMembers");
  const professions = counted(details, "knownProfessions");
  if (members === 0) return language === "fr" ? "aucun membre n'est connu" : "no member is known";
  const from = professions === 0 ? "" : `, ${language === "fr" ? "de" : "from"} ${professionsOf(professions, language)}`;
  if (language === "fr") return several(members, "fr", "membre est connu", "membres sont connus") + from;
  return several(members, "en", "member is known", "members are known") + from;
};

/** What may be said of a body: what is declared, who is known, and whether they fit. */
export const bodySentence = (verdict: string) => (details: DiscrepancyDetails) => {
  const kind = String(details["body"]);
  const body = bodies[kind] ?? { fr: `Un organe « ${kind} »`, en: `A body "${kind}"`, declared: "est déclaré" };
  return {
    fr: `${body.fr}${declaredIn(details, "fr")} ${body.declared} ; ${knownIn(details, "fr")} : ${verdicts[verdict]?.fr}.`,
    en: `${body.en}${declaredIn(details, "en")} is declared; ${knownIn(details, "en")}: ${verdicts[verdict]?.en}.`,
  };
};
