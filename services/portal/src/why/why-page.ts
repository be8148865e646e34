import { trustLabel } from "@cpts/report/words";
import { html } from "hono/html";
import { page, type Html } from "../html/page.ts";
import type { Explanation } from "../platform.ts";
import { ruleWords, sourceWords } from "./explanation-words.ts";
import type { Topic } from "./topic.ts";

const explanationOf = ({ rule, inputs, sources }: Explanation, { input, nothing }: Topic): Html => html`<h2>La règle</h2>
<p>${ruleWords(rule.fr)}</p>
<h2>Ce qui y entre</h2>
${inputs.length === 0 ? html`<p>${nothing}</p>` : html`<dl class="facts">${inputs.map(input).map(({ name, value }) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`}
<h2>D'où cela vient</h2>
${sources.length === 0 ? html`<p>D'aucun document.</p>` : html`<ul>${sources.map(({ name, status }) => html`<li>${sourceWords(name)} <span class="soft">(${trustLabel(status)})</span></li>`)}</ul>`}`;

/** Why a figure is what it is; null for a figure that is not explained. */
export const whyPage = (topic: Topic, figure: string): Html | null => {
  const explanation = topic.explanations.find((one) => one.figure === figure);
  if (explanation === undefined) return null;
  const { back, path, asOf } = topic;
  const { title, value } = topic.figure(figure);
  const day = asOf === undefined ? "" : `?asOf=${asOf}`;
  const others = topic.explanations.filter((one) => one.figure !== figure);
  const content = html`<p class="soft"><a href="${back.path}${day}">${back.name}</a></p>
<h1>Pourquoi ? ${title}</h1>
<p class="lead">${value}</p>
${explanationOf(explanation, topic)}
${topic.note?.(figure) ?? ""}
${others.length === 0 ? "" : html`<nav aria-label="Autres explications"><ul class="onpage">${others.map((one) => html`<li><a href="${path}/${one.figure}${day}">${topic.figure(one.figure).title}</a></li>`)}</ul></nav>`}`;
  return page({ title: `Pourquoi : ${title}, ${back.name}`, content });
};
