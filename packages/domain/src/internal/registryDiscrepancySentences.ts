import { qualifierLabels } from "../DeclaredFact.ts";
import type { DiscrepancyDetails } from "../Discrepancy.ts";
import { describe } from "../FactProperty.ts";
import { formatEn, formatFr, isPartialDate } from "../PartialDate.ts";
import { sizeClasses } from "../SizeClass.ts";
import type { Sentence } from "./sentenceWords.ts";

type Language = "fr" | "en";
type Value = DiscrepancyDetails[string] | undefined;

const numbers: Readonly<Record<Language, Intl.NumberFormat>> = { fr: new Intl.NumberFormat("fr-FR"), en: new Intl.NumberFormat("en-GB") };
const formatDate = { fr: formatFr, en: formatEn } as const;

/** The details of a discrepancy in a language. */
interface Told {
  readonly language: Language;
  /** One of two texts, by the language. */
  readonly say: (fr: string, en: string) => string;
  readonly text: (name: string) => string;
  readonly list: (name: string) => ReadonlyArray<string>;
  /** The names behind codes where the details hold them, else the values themselves. */
  readonly named: (name: string) => string;
  readonly date: (name: string) => string;
  readonly property: string;
}

const toldIn = (details: DiscrepancyDetails, language: Language): Told => {
  const say = (fr: string, en: string): string => (language === "fr" ? fr : en);
  const one = (value: string | number): string => (typeof value === "number" ? numbers[language].format(value) : value);
  const list = (name: string): ReadonlyArray<string> => {
    const value: Value = details[name];
    return value === undefined ? [] : typeof value === "object" ? value.map(one) : [one(value)];
  };
  const text = (name: string): string => list(name).join(", ");
  const label = describe(text("property"))?.[language] ?? text("property");
  return {
    language,
    say,
    text,
    list,
    named: (name) => text(`${name}Names` in details ? `${name}Names` : name),
    date: (name) => {
      const value = text(name);
      return isPartialDate(value) ? formatDate[language](value) : value;
    },
    property: label.slice(0, 1).toUpperCase() + label.slice(1),
  };
};

const inBoth =
  (tell: (told: Told) => string) =>
  (details: DiscrepancyDetails): Sentence => ({ fr: tell(toldIn(details, "fr")), en: tell(toldIn(details, "en")) });

const qualifierOf = (code: string, language: Language): string => {
  const words = qualifierLabels.find((label) => label.code === code)?.[language] ?? "";
  return words === "" ? "" : `${words} `;
};

const declared = (told: Told): string =>
  `${told.property}${told.say(" :", ":")} ${qualifierOf(told.text("qualifier"), told.language)}${told.named("declared")} ${told.say("d'après le document", "by the document")}`;

/** A list that was made to fit a document cannot bear it out. */
const aboutList = ({ say, text }: Told): string =>
  text("status") === "reconstructed" || text("status") === "inferred"
    ? say(" La liste des communes est reconstituée : ce calcul ne peut rien confirmer.", " The list of communes is reconstructed: this figure cannot confirm anything.")
    : "";

const whyUnknown = ({ say, text }: Told): string => {
  switch (text("reason")) {
    case "population-unknown":
      return say(
        `une population manque (communes : ${text("unknownCount")}, dont ${text("unknownNames")})`,
        `a population is missing (communes: ${text("unknownCount")}, among them ${text("unknownNames")})`,
      );
    case "no-communes":
      return say("le territoire n'est décrit qu'en mots", "the territory is only described in words");
    default:
      return say("aucun territoire n'est connu à cette date", "no territory is known on that date");
  }
};

const epciTypes: Readonly<Record<string, Sentence>> = {
  CC: { fr: "communauté de communes", en: "communauté de communes" },
  CA: { fr: "communauté d'agglomération", en: "communauté d'agglomération" },
  CU: { fr: "communauté urbaine", en: "communauté urbaine" },
  METRO: { fr: "métropole", en: "métropole" },
  MET69: { fr: "métropole de Lyon", en: "métropole de Lyon" },
};

const otherEpci = ({ language, list, say }: Told): string =>
  list("othersNames").map((name, index) => `${name}${say(" :", ":")} ${epciTypes[list("othersTypes")[index] ?? ""]?.[language] ?? "?"}`).join(say(" ; ", "; "));

const sizeOf = (code: string, language: Language): string => sizeClasses.find((row) => row.code === code)?.[language] ?? code;

const statements = ({ language, list }: Told): ReadonlyArray<string> => {
  const names = list("declaredNames");
  return (names.length > 0 ? names : list("declared")).map((value, index) => `${qualifierOf(list("qualifiers")[index] ?? "", language)}${value}`);
};

/** What the codes of the registry say. */
export const registryDiscrepancySentences: Readonly<Record<string, (details: DiscrepancyDetails) => Sentence>> = {
  "declared-differs": inBoth(
    (told) => `${declared(told)}, ${told.named("computed")} ${told.say(`d'après les données (${told.text("basis")}).`, `by the data (${told.text("basis")}).`)}${aboutList(told)}`,
  ),
  "declared-not-verifiable": inBoth((told) => `${declared(told)}${told.say(" ; on ne peut pas le vérifier :", "; it cannot be verified:")} ${whyUnknown(told)}.`),
  "declared-conflicts": inBoth((told) =>
    told.say(
      `${told.property} : les documents disent ${statements(told).map((one) => `« ${one} »`).join(" et ")}, ce qui s'exclut.`,
      `${told.property}: the documents say ${statements(told).map((one) => `"${one}"`).join(" and ")}, which exclude each other.`,
    ),
  ),
  "epci-count-explained": inBoth((told) =>
    told.say(
      `Le document compte ${told.text("declared")} intercommunalités et en nomme ${told.text("named")} : ${told.text("communautesDeCommunes")} sont des communautés de communes, le reste ne l'est pas (${otherEpci(told)}).`,
      `The document counts ${told.text("declared")} intercommunalities and names ${told.text("named")}: ${told.text("communautesDeCommunes")} are communautés de communes, the rest is not (${otherEpci(told)}).`,
    ),
  ),
  "epci-count-differs": inBoth((told) =>
    told.say(
      `Le document compte ${told.text("declared")} intercommunalités et en nomme ${told.text("named")}.`,
      `The document counts ${told.text("declared")} intercommunalities and names ${told.text("named")}.`,
    ),
  ),
  "parts-exceed-commune": inBoth((told) =>
    told.say(
      `${told.text("communeName")} : les parties du territoire auraient ${told.text("declared")} habitants, la commune entière en a ${told.text("population")} (${told.text("basis")}).`,
      `${told.text("communeName")}: the parts of the territory would have ${told.text("declared")} inhabitants, the whole commune has ${told.text("population")} (${told.text("basis")}).`,
    ),
  ),
  "size-class-drift": inBoth(
    (told) =>
      told.say(
        `Le contrat garde la ${sizeOf(told.text("frozen"), "fr")} ; avec ${told.text("population")} habitants (${told.text("basis")}) elle deviendrait la ${sizeOf(told.text("computed"), "fr")}.`,
        `The contract keeps ${sizeOf(told.text("frozen"), "en")}; with ${told.text("population")} inhabitants (${told.text("basis")}) it would become ${sizeOf(told.text("computed"), "en")}.`,
      ) + aboutList(told),
  ),
  "size-class-not-verifiable": inBoth(
    (told) => `${told.say(`Le contrat garde la ${sizeOf(told.text("frozen"), "fr")} ; on ne peut pas dire celle du jour :`, `The contract keeps ${sizeOf(told.text("frozen"), "en")}; today's cannot be told:`)} ${whyUnknown(told)}.`,
  ),
  "no-year": inBoth((told) => `${told.property}${told.say(" :", ":")} ${told.date("date")}${told.say(" ; aucun fait noté ici ne la donne.", "; no fact recorded here gives it.")}`),
  "no-year-inferred": inBoth(
    (told) =>
      `${told.property}${told.say(" :", ":")} ${told.date("date")}${told.say(` ; déduite d'ailleurs (${told.date("inferred")}), ce qui ne la confirme pas.`, `; concluded from elsewhere (${told.date("inferred")}), which does not confirm it.`)}`,
  ),
};
