import { html } from "hono/html";
import type { Html } from "../html/page.ts";
import { sourceOf } from "../html/sources.ts";
import type { Meeting, Relationship } from "../platform.ts";
import { onDate } from "../words.ts";
import type { Section } from "./section.ts";

const links: ReadonlyMap<string, string> = new Map([
  ["represents", "représente"],
  ["employed-by", "employeur :"],
  ["mandated-by", "mandant :"],
]);

const from = ({ source }: Relationship["provenance"]): Html | "" => (source === undefined ? "" : html` ${sourceOf(source)}`);

const relationshipWords = ({ kind, name, function: held, ofName, object, certainty, provenance }: Relationship): Html =>
  html`<li><strong>${name ?? "Une personne dont le nom n'est pas public"}</strong>${held === null ? "" : `, ${held}`} <span class="soft">(${links.get(kind) ?? kind} ${ofName})</span>${object === null ? "" : ` : ${object}`}${certainty === "unknown" ? html` <span class="tag">on ne sait pas si c'était le cas ce jour-là</span>` : ""}${from(provenance)}</li>
`;

const meetingWords = ({ title, subject, heldOn, time, place, provenance }: Meeting): Html =>
  html`<li><strong>${title}</strong>, ${heldOn === null ? "à une date inconnue" : onDate(heldOn)}${time === null ? "" : ` à ${time.replace(":", "\u00a0h\u00a0")}`}${place === null ? "" : `, ${place}`}${subject === null ? "" : ` : ${subject}`}${from(provenance)}</li>
`;

/** Who stands by a CPTS, and the meetings about it; null where nothing is known. */
export const networkPart = (relationships: ReadonlyArray<Relationship>, meetings: ReadonlyArray<Meeting>): Html | null => {
  const known = relationships.filter(({ certainty }) => certainty !== "no");
  if (known.length + meetings.length === 0) return null;
  return html`${known.length === 0 ? "" : html`<ul>${known.map(relationshipWords)}</ul>`}${meetings.length === 0 ? "" : html`<h3>Réunions</h3><ul>${meetings.map(meetingWords)}</ul>`}`;
};

export const networkSection: Section = {
  id: "accompagnement",
  title: "Accompagnement et réunions",
  service: "directory",
  content: async ({ platform: { directory }, cpts, asOf, signal }) => {
    const [relationships, meetings] = await Promise.all([
      directory.listRelationships({ cpts: cpts.id, ...(asOf === undefined ? {} : { asOf }) }, { signal }),
      directory.listMeetings({ cpts: cpts.id }, { signal }),
    ]);
    return networkPart(relationships.data.items, meetings.data.items);
  },
};
