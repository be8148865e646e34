import type { LocalDate } from "@cpts/domain/LocalDate";
import { isPartialDate, latest } from "@cpts/domain/PartialDate";
import { html } from "hono/html";
import type { Html } from "../html/page.ts";
import { table } from "../html/table.ts";
import { knows, type Platform, type Signing } from "../platform.ts";
import { onDate } from "../words.ts";

/** Signings shown. */
const shown = 10;

export interface AnnouncedSignings {
  readonly signings: ReadonlyArray<Signing>;
  /** Whether there are more than those shown. */
  readonly more: boolean;
}

/** The first signings that are announced; null where the contracts service does not tell. */
export const readSignings = async (platform: Platform, signal: AbortSignal): Promise<AnnouncedSignings | null> => {
  if (!knows(platform, "contracts")) return null;
  const answer = await platform.contracts.listSignings({ state: "announced", limit: shown }, { signal }).catch(() => null);
  return answer === null ? null : { signings: [...answer.data.items, ...answer.data.undated], more: answer.data.nextCursor !== null };
};

const isOver = ({ on }: Signing, today: LocalDate): boolean => {
  const last = on !== null && isPartialDate(on) ? latest(on) : null;
  return last !== null && last < today;
};

const whenWords = (signing: Signing, today: LocalDate): Html | string => {
  const { on, time } = signing;
  const words = `${on === null ? "date inconnue" : onDate(on)}${time === null ? "" : ` à ${time.replace(":", "\u00a0h\u00a0")}`}`;
  return isOver(signing, today) ? html`${words} <span class="tag">date passée, aucune signature connue</span>` : words;
};

const whereWords = ({ place, commune }: Signing): Html | string => {
  if (commune === null) return place ?? "lieu inconnu";
  return html`<a href="/communes/${commune}">${place ?? `commune ${commune}`}</a>`;
};

/** What documents announce and nobody has seen signed; nothing where there is none. */
export const signingSection = ({ signings, more }: AnnouncedSignings, today: LocalDate): Html | "" =>
  signings.length === 0
    ? ""
    : html`<section aria-labelledby="signatures"><h2 id="signatures">Signatures annoncées</h2>
${table({
  caption: `Contrats dont un document annonce la signature, et qui ne sont pas connus comme signés${more ? ` : les ${shown} premiers dans l'ordre des dates, d'autres suivent` : ""}`,
  rows: signings,
  columns: [
    { title: "CPTS", cell: ({ cptsId, cptsName }) => html`<a href="/cpts/${cptsId}#contrats">${cptsName ?? "nom inconnu"}</a>` },
    { title: "Quand", cell: (signing) => whenWords(signing, today) },
    { title: "Où", cell: whereWords },
  ],
})}
</section>`;
