import { count, date } from "@cpts/report/french";
import { sizeLabel } from "@cpts/report/words";
import { html } from "hono/html";
import { factValue, namesIn, propertyLabel } from "../fact-words.ts";
import type { Territory } from "../platform.ts";
import { valueWords } from "./explanation-words.ts";
import type { Input, Topic } from "./topic.ts";

interface Figure {
  readonly title: string;
  readonly value: (territory: Territory) => string;
}

const list = (rows: ReadonlyArray<{ readonly nom: string }>): string => (rows.length === 0 ? "inconnus" : rows.map(({ nom }) => nom).join(", "));

const figures: ReadonlyMap<string, Figure> = new Map([
  ["communeCount", { title: "Nombre de communes", value: ({ computed }) => count(computed.communeCount, "commune") }],
  ["population", { title: "Population", value: ({ computed: { population } }) => (population.value === null ? "inconnue" : `${count(population.value, "habitant")}, édition ${population.vintage}`) }],
  ["sizeClass", { title: "Taille au sens de l'ACI", value: ({ computed }) => (computed.sizeClass === null ? "inconnue" : sizeLabel(computed.sizeClass)) }],
  ["departements", { title: "Départements", value: ({ computed }) => list(computed.departements) }],
  ["regions", { title: "Régions", value: ({ computed }) => list(computed.regions) }],
  ["epci", { title: "Intercommunalités", value: ({ computed }) => list(computed.epci) }],
  ["declaredSizeClasses", { title: "Taille d'après les populations déclarées", value: ({ declaredSizeClasses }) => declaredSizeClasses.map(({ atLeast }) => (atLeast === null ? "inconnue" : `au moins ${sizeLabel(atLeast)}`)).join(" ; ") || "inconnue" }],
]);

const inputNames: ReadonlyMap<string, string> = new Map([
  ["communes", "communes du territoire"],
  ["population", "population"],
  ["bracket", "tranche de population"],
]);

/** An input may be a declared fact, named by its id: it is then told as on the page of the CPTS. */
const inputWords = ({ name, value }: Input, territory: Territory): Input => {
  const fact = territory.declared.find(({ id }) => id === name)?.fact;
  if (fact !== undefined) return { name: `${propertyLabel(fact.property)} (document)`, value: factValue(fact, namesIn(territory)) };
  // Codes of communes are no numbers.
  if (name === "populationUnknownFor") return { name: "communes dont la population est inconnue", value: value === "-" ? "aucune" : value };
  return { name: inputNames.get(name) ?? name, value: valueWords(value) };
};

/** What is computed from a territory, and why. */
export const territoryTopic = (cptsName: string, territory: Territory, asOf: string | undefined): Topic => ({
  back: { path: `/cpts/${territory.cptsId}`, name: cptsName },
  path: `/cpts/${territory.cptsId}/pourquoi`,
  asOf,
  explanations: territory.explanations ?? [],
  figure: (figure) => {
    const { title, value } = figures.get(figure) ?? { title: figure, value: () => "" };
    return { title, value: `${value(territory)} · territoire du ${date(territory.asOf)}` };
  },
  input: (input) => inputWords(input, territory),
  nothing: "Rien : le territoire n'a pas de liste de communes.",
  note: () => (territory.computed.status === "reconstructed" ? html`<p class="notice">La liste de communes est elle-même reconstituée : ce chiffre ne confirme aucun chiffre déclaré.</p>` : ""),
});
