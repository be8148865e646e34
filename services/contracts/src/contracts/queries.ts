import { createHash } from "node:crypto";
import type { contracts } from "@cpts/api/Contracts";
import type { QueryOf } from "@cpts/api/Endpoint";
import type { ContractItem, ContractView } from "@cpts/api/ContractViews";
import { Problem } from "@cpts/api/Problem";
import type { Actor, Visibility } from "@cpts/domain/Access";
import type { ContractId } from "@cpts/domain/Contract";
import { inForceOn, timelineOf } from "@cpts/domain/ContractTimeline";
import type { CptsId } from "@cpts/domain/Cpts";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { externalIdsOf, idsOf, withExternalIds } from "@cpts/service-kit/database/external-ids";
import { statement } from "@cpts/service-kit/database/statement";
import { keyCursor } from "@cpts/service-kit/http/page-cursor";
import { cptsResource } from "@cpts/service-kit/known/cpts";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { sql, type Selectable } from "kysely";
import { read, type ContractsTables } from "../database/tables.ts";
import { explain } from "./explanations.ts";
import { factsOfRow, lastDayOfRow, standingOfRow } from "./life.ts";
import { explainOrder } from "./order-explanation.ts";
import { hasRegime } from "./regime-filter.ts";
import { regimeIn, regimeOf, regimesAround, type RegimesAround } from "./regime.ts";

/** What external ids of contracts are kept under. */
export const contractKind = "contract";

export type ContractRow = Selectable<ContractsTables["contract"]>;
export type NamedContract = ContractRow & { readonly cpts_name: string | null };
type View = typeof ContractView.Encoded;

export const contractNotFound = new Problem({ type: "not-found", detail: { fr: "Ce contrat n'est pas connu ici.", en: "This contract is not known here." } });

const oneStatement = statement<[id: string], NamedContract>("select c.*, k.name as cpts_name from contract c left join known_cpts k on k.id = c.cpts_id where c.id = $1");

/** A contract with the name of its CPTS; undefined when there is none. */
export const contractRow = (id: string) => Effect.map(read((db) => oneStatement(db, id)), ([row]) => row);

export const findContractRow = (id: ContractId) => Effect.flatMap(contractRow(id), (row) => (row === undefined ? Effect.fail(contractNotFound) : Effect.succeed(row)));

/** What a request about something of a contract is about: its CPTS, and where that is. */
export const resourceOfContract =
  (kind: string, visibility: Visibility) =>
  ({ actor, params }: { readonly actor: Actor; readonly params: { readonly id: ContractId } }) =>
    Effect.flatMap(findContractRow(params.id), (row) =>
      // The id came through the contract of the request that drafted it.
      cptsResource({ kind, id: row.cpts_id as CptsId, actor, visibility, path: [] }),
    );

/** What a request about a contract is about. */
export const contractResource = resourceOfContract("contract", "public");

/** What holds on a day, where the contract is signed and something tells when. */
const inForceOfRow = (row: NamedContract, day: LocalDate, around: RegimesAround): View["inForce"] => {
  const held = row.state === "signed" ? inForceOn(timelineOf(factsOfRow(row)), day) : null;
  if (held === null) return null;
  const { amendment, certain, grid, missions, population, sizeClass, termYears } = held;
  const fundingRegime = regimeIn(row, held, around);
  return { amendment, certain, sizeClass, population, missions: missions.map(({ code, label }) => ({ code, label })), termYears, grid, fundingRegime };
};

const viewOf = (row: NamedContract, externalIds: View["externalIds"], day: LocalDate, around: RegimesAround): View => ({
  id: row.id,
  cptsId: row.cpts_id,
  cptsName: row.cpts_name,
  ...row.terms,
  lastDay: lastDayOfRow(row),
  state: row.state,
  standing: standingOfRow(row, day),
  signature: row.signature,
  population: row.population,
  sizeClass: row.size_class,
  fundingRegime: regimeOf(row, around),
  inForce: inForceOfRow(row, day, around),
  externalIds,
  version: row.version,
});

/** The name of the CPTS is learned, grids are added, and days pass: all change without a new version of the contract. */
const variantOf = (name: string | null, { fundingRegime, inForce, standing }: View): string => createHash("sha256").update(`${standing} ${JSON.stringify([inForce, fundingRegime])} ${name ?? ""}`).digest("base64url").slice(0, 8);

/** A contract as it is answered, with what its ETag is made of. */
export const findContract = (id: ContractId, beside: (row: NamedContract, around: RegimesAround, day: LocalDate) => Pick<View, "explanations"> = () => ({})) =>
  Effect.gen(function* () {
    const row = yield* findContractRow(id);
    const externalIds = yield* externalIdsOf(contractKind, [id]);
    const [around, day] = [yield* regimesAround([id]), yield* today];
    const view = viewOf(row, externalIds.get(id) ?? [], day, around);
    return { body: { ...view, ...beside(row, around, day) }, version: row.version, variant: variantOf(row.cpts_name, view) };
  });

const itemOn =
  (day: LocalDate, around: RegimesAround) =>
  (row: NamedContract, externalIds: View["externalIds"]): typeof ContractItem.Encoded => ({ ...viewOf(row, externalIds, day, around), orderedBy: row.ordered_by });

const byId = keyCursor("contracts");
const bySignature = keyCursor("contracts-by-signature");

type ListQuery = QueryOf<typeof contracts.endpoints.listContracts>;

const selectContracts = (query: ListQuery, ids: ReadonlyArray<string> | null, after: readonly [string, string] | null, limit: number) =>
  read((db) => {
    const key = query.order === "signature" ? sql.ref<string>("c.signing_key") : sql<string>`''::text`;
    let select = db.selectFrom("contract as c").leftJoin("known_cpts as k", "k.id", "c.cpts_id").selectAll("c").select("k.name as cpts_name").limit(limit);
    if (query.order === "signature") select = select.orderBy("c.signing_key");
    select = select.orderBy("c.id");
    if (after !== null) select = select.where(sql<boolean>`(${key}, c.id) > (${after[0]}, ${after[1]}::uuid)`);
    if (ids !== null) select = select.where(sql<boolean>`c.id = any(${ids}::uuid[])`);
    if (query.cpts !== undefined) select = select.where("c.cpts_id", "=", query.cpts);
    if (query.region !== undefined) select = select.where("c.region", "=", query.region);
    if (query.departement !== undefined) select = select.where("c.departement", "=", query.departement);
    if (query.kind !== undefined) select = select.where("c.kind", "=", query.kind);
    if (query.regime !== undefined) select = select.where(hasRegime(query.regime));
    if (query.state !== undefined) select = select.where("c.state", "=", query.state);
    if (query.undated !== undefined) select = select.where(sql<boolean>`(c.state = 'signed' and c.ordered_by <> 'declared') = ${query.undated === "true"}`);
    return select.execute();
  });

/** The figures of one contract of several, named after its id. */
const explainEach = (around: RegimesAround, day: LocalDate) => (row: NamedContract) => explain(row, around, day).map((one) => ({ ...one, figure: `${row.id}.${one.figure}` }));

/** Contracts in the order of their entry, or of their signature. */
export const listContracts = (query: ListQuery) =>
  Effect.gen(function* () {
    const limit = query.limit ?? 50;
    const cursor = query.order === "signature" ? bySignature : byId;
    const after = yield* cursor.read(query.cursor);
    const ids = yield* idsOf(contractKind, query.identifier);
    const rows: ReadonlyArray<NamedContract> = yield* selectContracts(query, ids, after, limit + 1);
    const { items: shown, nextCursor } = cursor.pageOf(rows, limit, ({ id, signing_key: key }) => [query.order === "signature" ? key : "", id]);
    const [around, day] = [yield* regimesAround(shown.map(({ id }) => id)), yield* today];
    const items = yield* withExternalIds(contractKind, shown, itemOn(day, around));
    return { items, nextCursor, ...(query.explain === "true" ? { explanations: [explainOrder(shown), ...shown.flatMap(explainEach(around, day))] } : {}) };
  });
