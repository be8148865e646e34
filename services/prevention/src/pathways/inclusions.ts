import type { Explanation } from "@cpts/api/Explanation";
import type { PathwayInclusions } from "@cpts/api/PathwayViews";
import { prevention } from "@cpts/api/Prevention";
import type { PathwayId } from "@cpts/domain/Pathway";
import { shownTotal, type InclusionCount } from "@cpts/domain/PathwayInclusions";
import { hide, smallCounts } from "@cpts/domain/SmallCounts";
import { statement } from "@cpts/service-kit/database/statement";
import { pageCursor, StorableId, StorableText } from "@cpts/service-kit/http/page-cursor";
import { readUpTo } from "@cpts/service-kit/http/positions";
import { Effect, Schema } from "effect";
import { read } from "../database/tables.ts";

// Days are kept as they came through their schemas.
const declared = statement<[id: string], InclusionCount>(`select from_day as "from", to_day as "to", people from pathway_inclusion where pathway_id = $1 order by from_day`);

/** How many people entered a pathway, in the order of time. */
export const inclusionsOf = (id: PathwayId) => read((db) => declared(db, id));

type Told = (typeof prevention.events.inclusionsDeclared.payload)["Encoded"];

const Place = Schema.Tuple([StorableId, StorableText]);
const pages = pageCursor("pathway-inclusions", Place);
const allDeclared = statement<[limit: number, pathway: string | null, from: string | null], InclusionCount & { readonly pathwayId: string; readonly cptsId: string }>(`
  select i.pathway_id as "pathwayId", p.cpts_id as "cptsId", i.from_day as "from", i.to_day as "to", i.people from pathway_inclusion i join pathway p on p.id = i.pathway_id
  where $2::uuid is null or (i.pathway_id, i.from_day) > ($2::uuid, $3::date) order by i.pathway_id, i.from_day limit $1`);

/** How many people entered every pathway, period by period, as events tell it: without small counts. */
export const listAllInclusions = ({ cursor, limit }: { readonly cursor?: string; readonly limit: number }) =>
  Effect.gen(function* () {
    const place = yield* pages.read(cursor);
    const rows = yield* read((db) => allDeclared(db, limit + 1, place?.[0] ?? null, place?.[1] ?? null));
    const { items, nextCursor } = pages.pageOf(rows, limit, ({ from, pathwayId }) => [pathwayId, from]);
    return { items: items.map((row): Told => ({ ...row, people: hide(row.people) })), nextCursor };
  });

const explain = (counts: ReadonlyArray<InclusionCount>, isMasked: boolean, log: string): ReadonlyArray<Explanation> => [
  {
    figure: "total",
    rule: {
      fr: `La somme des périodes déclarées, qui ne se recouvrent pas.${isMasked ? ` Règle « ${smallCounts.rule} » : un compte de moins de ${smallCounts.below} personnes n'est pas montré à tous, ni la somme qui le dirait (${smallCounts.status}).` : ""}`,
      en: `The sum of the declared periods, which do not overlap.${isMasked ? ` Rule "${smallCounts.rule}": a count of fewer than ${smallCounts.below} people is not shown to everyone, nor the sum that would tell it (${smallCounts.status}).` : ""}`,
    },
    inputs: counts.map(({ from, people, to }) => ({ name: `${from}/${to}`, value: String(isMasked ? (hide(people) ?? "-") : people) })),
    sources: [{ name: log, status: "declared" }],
  },
];

/** How many people entered, as whoever asks may see it: small counts are withheld from those who are not of the CPTS. */
export const showInclusions = (id: PathwayId, isMasked: boolean, explained: boolean) =>
  Effect.gen(function* () {
    const counts = yield* inclusionsOf(id);
    const people = counts.map((count) => count.people);
    const items = counts.map((count) => ({ ...count, people: isMasked ? hide(count.people) : count.people }));
    const total = isMasked ? shownTotal(counts) : people.reduce((sum, one) => sum + one, 0);
    const body: typeof PathwayInclusions.Encoded = { pathwayId: id, isMasked, items, total };
    return explained ? { ...body, explanations: explain(counts, isMasked, yield* readUpTo(prevention.name)) } : body;
  });
