import { count, date } from "@cpts/report/french";
import { html } from "hono/html";
import type { Html } from "../html/page.ts";
import { table } from "../html/table.ts";
import type { CalendarEntry, ServiceAddress } from "../platform.ts";
import { today } from "../today.ts";
import type { Section } from "./section.ts";

/** What comes next that is shown; the rest is in the calendar. */
const shown = 20;

const kinds: ReadonlyMap<string, string> = new Map([
  ["action", "action"],
  ["session", "séance"],
  ["meeting", "réunion"],
  ["deadline", "échéance"],
  ["signing", "signature"],
]);

/** "3 décembre 2026 à 20 h 00": clocks of Paris. */
const moment = (text: string): string => {
  const [day = "", time] = text.split("T");
  return `${date(day)}${time === undefined ? "" : ` à ${time.slice(0, 5).replace(":", " h ")}`}`;
};

/** What is to come from a day on, in order; and where to subscribe. */
export const calendarPart = (items: ReadonlyArray<CalendarEntry>, from: string, feed: string): Html => {
  const rows = items.filter(({ end, start }) => (end ?? start) >= from).toSorted((one, other) => (one.start < other.start ? -1 : 1));
  return html`${rows.length === 0 ? html`<p>Rien n'est annoncé.</p>` : table({
    caption: "Ce qui vient",
    rows: rows.slice(0, shown),
    columns: [
      { title: "Quoi", cell: ({ isCancelled, kind, title }) => html`${isCancelled ? html`<s>${title}</s> <span class="soft">annulée</span>` : title} <span class="soft">${kinds.get(kind) ?? kind}</span>` },
      { title: "Quand", cell: ({ start }) => moment(start) },
      { title: "Où", cell: ({ place }) => place ?? html`<span class="soft">non précisé</span>` },
    ],
  })}
${rows.length > shown ? html`<p class="soft">${count(rows.length - shown, "autre suit", "autres suivent")}.</p>` : ""}
<p><a href="${feed}">S'abonner à ce calendrier</a> <span class="soft">iCalendar : agenda de téléphone, Thunderbird, Outlook...</span></p>`;
};

/** Where people subscribe: through the origin that serves this page, where the service stands beside it. */
const feedOf = (services: ReadonlyArray<ServiceAddress>, cptsId: string): string => `${services.find(({ name }) => name === "prevention")?.url ?? ""}/v1/calendars/cpts/${cptsId}/calendar.ics`;

export const calendarSection: Section = {
  id: "calendrier",
  title: "Calendrier",
  service: "prevention",
  content: async ({ platform: { prevention, services }, asOf, cpts, signal }) => {
    const { data } = await prevention.listCptsCalendar({ id: cpts.id }, { signal });
    return calendarPart(data.items, asOf ?? today(), feedOf(services, cpts.id));
  },
};
