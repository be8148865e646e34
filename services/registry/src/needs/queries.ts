import type { AreaNeed, CommuneNeed, NeedsClass } from "@cpts/api/NeedsIndicators";
import type { Explanation } from "@cpts/api/Explanation";
import { pageCursor, StorableText } from "@cpts/service-kit/http/page-cursor";
import { pagesById } from "@cpts/service-kit/http/pages-by-id";
import { Effect } from "effect";
import type { Geography, HeldPlace } from "../coverage/held.ts";
import { read } from "../database/tables.ts";
import { standsUnder, type AreaPlace } from "./area.ts";
import { explainCommune, explainNeed } from "./explanations.ts";
import { valuesOf } from "./held-values.ts";
import { needOver } from "./report.ts";
import { editionsStatement, wantedStatement, type Edition } from "./stored.ts";

/** Which indicators are asked for. */
export interface Wanted {
  readonly indicator?: string;
  readonly edition?: string;
  readonly cursor?: string;
  readonly limit?: number;
  readonly explain?: "true" | "false";
}

const pages = pageCursor("needs", StorableText);
const usualLimit = 50;

/** All editions in the order in which they were first imported. */
export const listEditions = ({ indicator, profession, ...rest }: { readonly indicator?: string; readonly profession?: string; readonly cursor?: string; readonly limit: number }) =>
  pagesById("needs-editions", (after, limit) => read((db) => editionsStatement(db, after, limit, indicator ?? null, profession ?? null)), (rows) => Effect.succeed(rows.map(({ told }) => told)))(rest);

/** One edition of each indicator that is asked for, a page of them. */
const wantedEditions = ({ cursor, edition, indicator, limit = usualLimit }: Wanted) =>
  Effect.gen(function* () {
    const after = yield* pages.read(cursor);
    const rows = yield* read((db) => wantedStatement(db, after ?? "", limit + 1, indicator ?? null, edition ?? null));
    const { items, nextCursor } = pages.pageOf(rows, limit, ({ told }) => told.indicator);
    return { editions: items.map(({ told }) => told), nextCursor };
  });

const explained = <Answer>(asked: Wanted, answer: Answer, explanations: ReadonlyArray<typeof Explanation.Encoded>) => (asked.explain === "true" ? { ...answer, explanations } : answer);

/** The indicators over an area, each with how much of it has a value. `name` is what explanations call it. */
export const needsOver = (geography: Geography, area: ReadonlyArray<AreaPlace>, asked: Wanted, name: string, asOf: string) =>
  Effect.gen(function* () {
    const { editions, nextCursor } = yield* wantedEditions(asked);
    const items: Array<typeof AreaNeed.Encoded> = [];
    const explanations: Array<typeof Explanation.Encoded> = [];
    for (const edition of editions) {
      const need = needOver(geography, edition, yield* valuesOf(edition), area);
      items.push(need);
      explanations.push(explainNeed(edition, need, name, asOf));
    }
    return explained(asked, { items, nextCursor }, explanations);
  });

const classOf = ({ classes }: Edition, name: string | null): typeof NeedsClass.Encoded | null => (name === null ? null : (classes.find(({ code }) => code === name) ?? { code: name, label: null, group: null }));

/** The indicators of a commune or arrondissement. */
export const needsOfCommune = (place: HeldPlace, asked: Wanted) =>
  Effect.gen(function* () {
    const { editions, nextCursor } = yield* wantedEditions(asked);
    const items: Array<typeof CommuneNeed.Encoded> = [];
    const explanations: Array<typeof Explanation.Encoded> = [];
    for (const edition of editions) {
      const values = yield* valuesOf(edition);
      const of = standsUnder(edition, values, place.code, place);
      const found = of === null ? undefined : values.get(of.code);
      const { indicator, label, profession, unit } = edition;
      items.push({ indicator, label, edition: edition.edition, unit, profession, value: found?.value ?? null, class: classOf(edition, found?.class ?? null), of });
      explanations.push(explainCommune(edition, of === null ? "-" : `${of.level} ${of.code}`));
    }
    return explained(asked, { code: place.code, nom: place.nom, items, nextCursor }, explanations);
  });
