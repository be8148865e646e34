import { html } from "hono/html";
import { factValue, namesIn, propertyLabel } from "../fact-words.ts";
import { page, type Html } from "../html/page.ts";
import type { Explanation, Territory } from "../platform.ts";
import { count, date, number, sizeLabel, trustLabel } from "../words.ts";

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
  ["populationUnknownFor", "communes dont la population est inconnue"],
  ["population", "population"],
  ["bracket", "tranche de population"],
]);

const bracket = /^(\d+|-)\.\.(\d+|-)$/u;

const bound = (text: string): string => (text === "-" ? "" : number(Number(text)));

const valueWords = (value: string): string => {
  const [, from, to] = bracket.exec(value) ?? [];
  if (from !== undefined && to !== undefined) return from === "-" ? `moins de ${bound(to)}` : to === "-" ? `plus de ${bound(from)}` : `de ${bound(from)} à ${bound(to)}`;
  if (value === "-") return "aucune";
  return /^\d{1,15}$/u.test(value) ? number(Number(value)) : value;
};

/** An input may be a declared fact, named by its id: it is then told as on the page of the CPTS. */
const inputWords = ({ name, value }: Explanation["inputs"][number], territory: Territory): { readonly name: string; readonly value: string } => {
  const fact = territory.declared.find(({ id }) => id === name)?.fact;
  if (fact !== undefined) return { name: `${propertyLabel(fact.property)} (document)`, value: factValue(fact, namesIn(territory)) };
  return { name: inputNames.get(name) ?? name, value: valueWords(value) };
};

const explanationOf = ({ rule, inputs, sources }: Explanation, territory: Territory): Html => html`<h2>La règle</h2>
<p>${rule.fr}</p>
<h2>Ce qui y entre</h2>
${
  inputs.length === 0
    ? html`<p>Rien : le territoire n'a pas de liste de communes.</p>`
    : html`<dl class="facts">${inputs.map((input) => inputWords(input, territory)).map(({ name, value }) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`
}
<h2>D'où cela vient</h2>
<ul>${sources.map(({ name, status }) => html`<li>${name} <span class="soft">(${trustLabel(status)})</span></li>`)}</ul>
${territory.computed.status === "reconstructed" ? html`<p class="notice">La liste de communes est elle-même reconstituée : ce chiffre ne confirme aucun chiffre déclaré.</p>` : ""}`;

/** Why a figure is what it is; null for a figure that is not explained. */
export const whyPage = (name: string, figure: string, territory: Territory, asOf: string | undefined): Html | null => {
  const explanation = territory.explanations?.find((one) => one.figure === figure);
  if (explanation === undefined) return null;
  const { title, value } = figures.get(figure) ?? { title: figure, value: () => "" };
  const day = asOf === undefined ? "" : `?asOf=${asOf}`;
  const others = (territory.explanations ?? []).filter((one) => one.figure !== figure);
  const content = html`<p class="soft"><a href="/cpts/${territory.cptsId}${day}">${name}</a></p>
<h1>Pourquoi ? ${title}</h1>
<p class="lead">${value(territory)} · territoire du ${date(territory.asOf)}</p>
${explanationOf(explanation, territory)}
<nav aria-label="Autres chiffres"><ul class="onpage">${others.map((one) => html`<li><a href="/cpts/${territory.cptsId}/pourquoi/${one.figure}${day}">${figures.get(one.figure)?.title ?? one.figure}</a></li>`)}</ul></nav>`;
  return page({ title: `Pourquoi : ${title}, ${name}`, content });
};
