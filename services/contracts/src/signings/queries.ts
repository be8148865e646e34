import type { contracts } from "@cpts/api/Contracts";
import type { SigningView } from "@cpts/api/ContractViews";
import type { QueryOf } from "@cpts/api/Endpoint";
import { Problem } from "@cpts/api/Problem";
import { orderOf, type OrderedBy } from "@cpts/domain/ContractSigning";
import { isPartialDate, type PartialDate } from "@cpts/domain/PartialDate";
import { pageCursor, StorableId, StorableText } from "@cpts/service-kit/http/page-cursor";
import { Effect, Schema } from "effect";
import { sql } from "kysely";
import { dateInCalendar, sortKey } from "../contracts/dates.ts";
import { contractRow, type NamedContract } from "../contracts/queries.ts";
import { explainOrder } from "../contracts/order-explanation.ts";
import { read } from "../database/tables.ts";

type Query = QueryOf<typeof contracts.endpoints.listSignings>;

interface Anchor {
  readonly contractId: string | null;
  readonly on: PartialDate | null;
  readonly time: string | null;
}

const unknownContract = new Problem({
  type: "unknown-reference",
  faults: [{ in: "query", path: ["after"], code: "unknown-contract", message: { fr: "ce contrat n'est pas connu ici", en: "this contract is not known here" } }],
});

/** What "after" means: a date, or that of a contract. */
const anchorOf = (after: Exclude<Query["after"], undefined>) =>
  Effect.gen(function* () {
    if (isPartialDate(after)) return { contractId: null, on: after, time: null };
    const row = yield* contractRow(after);
    if (row === undefined) return yield* unknownContract;
    const { on, view } = signingOf(row);
    return { contractId: row.id, on, time: view.time };
  });

interface Signing {
  readonly row: NamedContract;
  readonly view: typeof SigningView.Encoded;
  readonly on: PartialDate | null;
}

const signingOf = (row: NamedContract): Signing => {
  const { on, orderedBy }: { readonly on: PartialDate | null; readonly orderedBy: OrderedBy } = dateInCalendar(row);
  const { announced } = row.terms;
  const { signature } = row;
  const said =
    signature === null
      ? { on: announced?.on ?? null, inferredOn: null, time: announced?.time ?? null, place: announced?.place ?? null, commune: announced?.commune ?? null }
      : { on: signature.signedOn, inferredOn: signature.inferredSignedOn, time: null, place: signature.place, commune: signature.commune };
  return { row, on, view: { contractId: row.id, cptsId: row.cpts_id, cptsName: row.cpts_name, state: signature === null ? "announced" : "signed", ...said, orderedBy } };
};

const selectSignings = ({ region, state }: Query) =>
  read((db) => {
    let select = db.selectFrom("contract as c").leftJoin("known_cpts as k", "k.id", "c.cpts_id").selectAll("c").select("k.name as cpts_name").orderBy("c.id");
    const announced = sql<boolean>`(c.state = 'draft' and json_typeof(c.terms->'announced') = 'object')`;
    const signed = sql<boolean>`c.state = 'signed'`;
    select = select.where(state === "announced" ? announced : state === "signed" ? signed : sql<boolean>`(${announced} or ${signed})`);
    return (region === undefined ? select : select.where("c.region", "=", region)).execute();
  });

type Place = readonly [dates: string, time: string, contractId: string];

/** Of one day, those whose hour is not known come last ("~" follows digits). */
const placeInTime = ({ on, view }: Signing): Place => [sortKey(on), view.time ?? "~", view.contractId];
const isBefore = (a: Place, b: Place): boolean => a.join(" ") < b.join(" ");

const calendarCursor = pageCursor<Place>("signings", Schema.Tuple([StorableText, StorableText, StorableId]));

type Order = ReturnType<typeof orderOf>;

/** Of two signings of one day only their hours tell the order; a day itself is not after itself. */
const orderTo = (anchor: Anchor | null, { on, view: { time } }: Signing): Order => {
  if (anchor === null) return sortKey(on) === "~" ? "unknown" : "after";
  const order = orderOf(on, anchor.on);
  if (order !== "same" || anchor.contractId === null) return order;
  if (time === null || anchor.time === null || time === anchor.time) return "unknown";
  return time > anchor.time ? "after" : "before";
};

/** Signings in the order of their dates. One whose place nobody can tell stands apart, on the first page: neither in nor silently out. */
export const findSignings = (query: Query) =>
  Effect.gen(function* () {
    const limit = query.limit ?? 50;
    const place = yield* calendarCursor.read(query.cursor);
    const anchor: Anchor | null = query.after === undefined ? null : yield* anchorOf(query.after);
    const rows: ReadonlyArray<NamedContract> = yield* selectSignings(query);
    const signings = rows.filter(({ id }) => id !== anchor?.contractId).map(signingOf).toSorted((a, b) => (isBefore(placeInTime(a), placeInTime(b)) ? -1 : 1));
    const ahead = signings.filter((signing) => orderTo(anchor, signing) === "after" && (place === null || isBefore(place, placeInTime(signing))));
    const undated = place === null ? signings.filter((signing) => orderTo(anchor, signing) === "unknown") : [];
    const { items, nextCursor } = calendarCursor.pageOf(ahead.slice(0, limit + 1), limit, placeInTime);
    return {
      items: items.map(({ view }) => view),
      nextCursor,
      undated: undated.map(({ view }) => view),
      ...(query.explain === "true" ? { explanations: [explainOrder([...items, ...undated].map(({ row }) => row))] } : {}),
    };
  });
