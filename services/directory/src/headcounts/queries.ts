import type { HeadcountView } from "@cpts/api/HeadcountViews";
import type { CptsId } from "@cpts/domain/Cpts";
import { sentenceOf } from "@cpts/domain/Discrepancy";
import { countedOf } from "@cpts/domain/Headcount";
import { idsOf, withExternalIds } from "@cpts/service-kit/database/external-ids";
import { pagesById } from "@cpts/service-kit/http/pages-by-id";
import { Effect } from "effect";
import { read } from "../database/tables.ts";
import { knownCpts } from "../governance/of-cpts.ts";
import { explainHeadcount } from "./explanations.ts";
import { allHeadcountRows, detailsOf, headcountRows, remaindersIn, type StoredHeadcount } from "./stored.ts";

type EncodedHeadcount = typeof HeadcountView.Encoded;

export const externalIdKind = "headcount";

/** A headcount as it travels: as declared, with what is computed from it. */
export const viewOf = (cptsId: CptsId, stored: StoredHeadcount, externalIds: EncodedHeadcount["externalIds"]): EncodedHeadcount => ({
  ...stored,
  cptsId,
  externalIds,
  counted: countedOf(stored.lines),
  remainders: remaindersIn(stored).map((remainder) => {
    const details = detailsOf(remainder, stored);
    return { ...remainder, sentence: details === null ? null : sentenceOf({ code: "headcount-remainder", details }) };
  }),
});

/** What documents count in a CPTS, in the order of their recording. */
export const listHeadcounts = (cptsId: CptsId, query: { readonly identifier?: string; readonly explain?: "true" | "false" }) =>
  Effect.gen(function* () {
    yield* knownCpts(cptsId);
    const wanted = yield* idsOf(externalIdKind, query.identifier);
    const rows = (yield* read((db) => headcountRows(db, cptsId))).filter(({ id }) => wanted === null || wanted.includes(id));
    const items = yield* withExternalIds(externalIdKind, rows, (row, externalIds) => viewOf(cptsId, row, externalIds));
    return { items, ...(query.explain === "true" ? { explanations: items.flatMap(explainHeadcount) } : {}) };
  });

/** What documents count in every CPTS. */
export const listAllHeadcounts = pagesById(
  "headcounts",
  (after, limit) => read((db) => allHeadcountRows(db, after, limit)),
  (rows) => withExternalIds(externalIdKind, rows, ({ cptsId, ...row }, externalIds) => viewOf(cptsId, row, externalIds)),
);
