import { count, date } from "@cpts/report/french";
import { contractLabel, sizeLabel } from "@cpts/report/words";
import { html } from "hono/html";
import type { Contract, Explanation } from "../platform.ts";
import { onDate } from "../words.ts";
import { declaredWords } from "./explanation-words.ts";
import type { Input, Topic } from "./topic.ts";

/** A contract, and why what it keeps is what it is; the sheets have explanations of their own. */
export interface ExplainedContract {
  readonly cptsName: string;
  readonly contract: Omit<Contract, "orderedBy">;
  readonly explanations: ReadonlyArray<Explanation>;
  /** Declared sheets without a known title, and how many have one. */
  readonly sheets: { readonly titlesUnknown: number | null; readonly known: number };
}

/** Figures that the population of the day goes into. */
const frozen: ReadonlyArray<string> = ["population", "sizeClass"];

type Figure = (told: ExplainedContract) => { readonly title: string; readonly value: string };

const figures: ReadonlyMap<string, Figure> = new Map<string, Figure>([
  ["population", ({ contract: { population } }) => ({ title: "Population au contrat", value: population === null ? "inconnue" : `${count(population.value, "habitant")}, territoire du ${date(population.asOf)}` })],
  ["sizeClass", ({ contract: { sizeClass } }) => ({ title: "Taille au contrat", value: sizeClass === null ? "inconnue" : sizeLabel(sizeClass) })],
  ["lastDay", ({ contract: { lastDay } }) => ({ title: "Dernier jour du contrat", value: lastDay === null ? "inconnu" : onDate(lastDay) })],
  ["signature.inferredSignedOn", ({ contract: { signature } }) => ({ title: "Date de signature déduite", value: signature?.inferredSignedOn == null ? "aucune" : onDate(signature.inferredSignedOn) })],
  ["titlesUnknown", ({ sheets }) => ({ title: "Fiches actions au titre inconnu", value: sheets.titlesUnknown === null ? "nombre inconnu" : count(sheets.titlesUnknown, "fiche action", "fiches actions") })],
]);

const inputNames: ReadonlyMap<string, string> = new Map([
  ["population", "population"],
  ["asOf", "territoire pris le"],
  ["asOfBecause", "pourquoi ce jour-là"],
  ["territory", "territoire connu ce jour-là"],
  ["bracket", "tranche de population"],
  ["signedOn", "date d'après le document"],
  ["inferredSignedOn", "date déduite"],
  ["termYears", "durée, en années"],
  ["note", "comment elle a été déduite"],
  ["declared", "fiches déclarées"],
  ["known", "fiches au titre connu"],
]);

const codes: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map([
  ["asOfBecause", new Map([["declared", "jour de la signature, d'après le document"], ["inferred", "jour de la signature, tel qu'il a été déduit"], ["today", "jour de l'enregistrement, faute d'une date de signature entière"], ["not-signed", "le contrat n'est pas signé"]])],
  ["territory", new Map([["yes", "oui"], ["unknown", "on ne sait pas"], ["none", "aucun"]])],
]);

/** Inputs that are dates, where a year alone is no number. */
const dates: ReadonlyArray<string> = ["asOf", "signedOn", "inferredSignedOn"];

const inputValue = ({ name, value }: Input): string => {
  const known = codes.get(name)?.get(value);
  if (known !== undefined) return known;
  if (dates.includes(name) && value !== "-") return date(value);
  return declaredWords(value);
};

const inputWords = (input: Input): Input => ({ name: inputNames.get(input.name) ?? sizeLabel(input.name), value: inputValue(input) });

/** What a contract keeps of its signature, and why. */
export const contractTopic = (told: ExplainedContract): Topic => {
  const { cptsName, contract, explanations } = told;
  const { id, cptsId, kind, population } = contract;
  return {
    back: { path: `/cpts/${cptsId}`, name: cptsName },
    path: `/cpts/${cptsId}/pourquoi/contrats/${id}`,
    asOf: undefined,
    explanations,
    figure: (figure) => {
      const { title, value } = figures.get(figure)?.(told) ?? { title: figure, value: "" };
      return { title, value: [contractLabel(kind), ...(value === "" ? [] : [value])].join(" · ") };
    },
    input: inputWords,
    nothing: "Rien.",
    note: (figure) => (frozen.includes(figure) && population?.status === "reconstructed" ? html`<p class="notice">La population figée vient d'une liste de communes reconstituée : elle ne confirme aucun chiffre déclaré.</p>` : ""),
  };
};
