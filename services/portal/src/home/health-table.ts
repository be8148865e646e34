import { count } from "@cpts/report/french";
import { html } from "hono/html";
import type { Html } from "../html/page.ts";
import { table } from "../html/table.ts";
import { serviceAsObject, serviceDoes, serviceName } from "../words.ts";
import type { Followed } from "./followed.ts";
import type { Health } from "./health.ts";

const states = { ready: ["prêt", "good"], "not-ready": ["pas prêt", "doubt"], silent: ["ne répond pas", "bad"] } as const;

const stateOf = ({ state }: Health): Html => {
  const [words, tone] = states[state];
  return html`<span class="state ${tone}">${words}</span>`;
};

/** Its own events, and what it has learned from those of another. */
const logOf = ({ head, state }: Health, followed: Followed | undefined): string => {
  const learned = followed === undefined ? [] : [`suit ${serviceAsObject(followed.source)} : ${count(followed.position, "événement lu", "événements lus")}`];
  const own = head === null ? [] : [count(head, "événement")];
  const words = [...own, ...learned];
  return words.length === 0 ? (state === "ready" ? "non public" : "inconnu") : words.join(", ");
};

/** "2 services sur 2 sont prêts", with the way to the table. */
export const healthSummary = (health: ReadonlyArray<Health>): Html => {
  const ready = health.filter(({ state }) => state === "ready").length;
  const all = ready === health.length;
  return html`<p><a href="#services"><span class="state ${all ? "good" : "bad"}">${count(ready, "service prêt", "services prêts")} sur ${health.length}</span></a></p>`;
};

/** What runs, and how it is. */
export const healthTable = (health: ReadonlyArray<Health>, followed: ReadonlyMap<string, Followed>): Html => html`<section aria-labelledby="services">
<h2 id="services">Ce qui tourne et comment ça va</h2>
${table({
  caption: "Chaque service, interrogé à l'instant",
  rows: health,
  columns: [
    { title: "Service", cell: ({ name }) => html`${serviceName(name)} <span class="soft">${serviceDoes(name)}</span>` },
    { title: "État", cell: stateOf },
    { title: "Version", cell: ({ version }) => version ?? "inconnue" },
    { title: "Journal", cell: (row) => logOf(row, followed.get(row.name)) },
    { title: "API", cell: ({ name, state }) => (state === "silent" ? "" : html`<a href="/reference/${name}">référence<span class="unseen"> du service ${serviceName(name)}</span></a>`) },
  ],
})}
</section>`;
