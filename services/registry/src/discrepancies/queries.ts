import type { DiscrepancyList } from "@cpts/api/DiscrepancyViews";
import type { CptsId } from "@cpts/domain/Cpts";
import { sentenceOf, type Discrepancy } from "@cpts/domain/Discrepancy";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { statement } from "@cpts/service-kit/database/statement";
import { Effect } from "effect";
import type { Kysely } from "kysely";
import { contractsOf } from "../contracts/queries.ts";
import { cptsExists, cptsNotFound, factsOf } from "../cpts/queries.ts";
import { read, type RegistryTables } from "../database/tables.ts";
import { computedOn } from "../territory/queries.ts";
import { conflicts } from "./conflicts.ts";
import { declaredFigures } from "./declared-figures.ts";
import { epciCounts, explainedCounts } from "./epci-count.ts";
import { explanationOf, type Why } from "./explanation.ts";
import type { Finding, Known } from "./known.ts";
import { partsExceeding } from "./parts-exceed.ts";
import { namesIn } from "./names.ts";
import { sizeClassDrift } from "./size-class.ts";
import { withoutYear } from "./no-year.ts";

type Db = Kysely<RegistryTables>;
type Encoded = typeof DiscrepancyList.Encoded;
type Item = Encoded["items"][number];

/** What the registry itself finds: the facts against the data, against each other, against the contracts. */
const own = (known: Known): ReadonlyArray<Finding> => {
  const counts = epciCounts(known);
  return [...declaredFigures(known, explainedCounts(known, counts)), ...conflicts(known), ...counts, ...sizeClassDrift(known), ...partsExceeding(known), ...withoutYear(known)];
};

const learnedStatement = statement<[cptsId: string], { readonly service: string; readonly items: ReadonlyArray<Discrepancy> }>(`
  select 'contracts' as service, items from contracts_discrepancy where cpts_id = $1
  union all select 'directory', items from directory_discrepancy where cpts_id = $1`);

/** The fields that a reader is shown: what is stored came through the schema of its event. */
const itemOf = (service: string, found: Discrepancy, withExplanation: boolean, why?: Why): Item => {
  const { code, details, sources, verdict } = found;
  return { service, code, verdict, sentence: sentenceOf(found), details, sources, ...(withExplanation ? { explanation: explanationOf(service, found, why) } : {}) };
};

/** What another service tells, without the documents of which nothing travels but that they are there: titles stay where they can be cut. */
const asTold = (found: Discrepancy): Discrepancy => ({ ...found, sources: found.sources.filter(({ document, published, url }) => document !== "…" || published !== undefined || url !== undefined) });


const gather = async (db: Db, id: CptsId, asOf: LocalDate, withExplanations: boolean): Promise<ReadonlyArray<Item>> => {
  const facts = await factsOf(db, id);
  const territory = await computedOn(db, id, asOf);
  const known: Known = {
    facts,
    computed: territory?.computed ?? null,
    parts: territory?.parts ?? [],
    communes: new Map(territory?.names),
    contracts: await contractsOf(db, id, asOf),
    names: await namesIn(db, facts),
  };
  const learned = await learnedStatement(db, id);
  return [
    ...own(known).map(({ found, why }) => itemOf("registry", found, withExplanations, why)),
    ...learned.flatMap(({ items, service }) => items.map((one) => itemOf(service, asTold(one), withExplanations))),
  ];
};

/** Everything that does not fit about a CPTS: found here on reading, and learned from the other services. */
export const findDiscrepancies = (id: CptsId, asOf: LocalDate, withExplanations: boolean) =>
  Effect.gen(function* () {
    const items = yield* read(async (db) => ((await cptsExists(db, id)) ? gather(db, id, asOf, withExplanations) : null));
    if (items === null) return yield* cptsNotFound;
    const body: Encoded = { cptsId: id, asOf, items };
    return body;
  });
