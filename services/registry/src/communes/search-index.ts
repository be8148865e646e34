import type { CommuneHit } from "@cpts/api/CommuneViews";
import { searchKey } from "@cpts/reference-data";
import { attempt, Database } from "@cpts/service-kit/database/database";
import { statement } from "@cpts/service-kit/database/statement";
import type { StorageError } from "@cpts/service-kit/database/storage-error";
import { Context, Effect, Layer } from "effect";
import type { Kysely } from "kysely";
import type { RegistryTables } from "../database/tables.ts";
import type { FormerKind } from "./former-places.ts";
import { communeColumns, communeJoins, communeOf, type CommuneRow } from "./queries.ts";
import { reasonOf } from "./search-reasons.ts";

type Db = Kysely<RegistryTables>;
type Encoded = typeof CommuneHit.Encoded;
type By = Encoded["matched"]["by"];

/** Communes by every way of naming them, in memory: the editions do not change while a service runs, and this is read when first asked for. */
export class SearchIndex extends Context.Service<SearchIndex, { readonly search: (text: string, limit: number) => Effect.Effect<ReadonlyArray<Encoded>, StorageError> }>()("@cpts/registry/SearchIndex") {}

interface KeyRow {
  readonly key: string;
  readonly commune: string;
  readonly by: By;
  readonly text: string;
  readonly rank: number;
  readonly kind: FormerKind | null;
  readonly formerName: string | null;
}

/** In the order of the keys, bytes by bytes: what begins alike stands together. */
const keysStatement = statement<[], KeyRow>(`select key, commune, matched_by as by, matched_text as text, rank, kind, former_name as "formerName" from commune_search order by key, matched_text collate "C", matched_by`);
const epciKeysStatement = statement<[], { readonly key: string; readonly epci: string; readonly nom: string }>(`select s.key, s.epci, e.nom from epci_search s join epci e on e.code = s.epci order by s.key`);
/** The most inhabited first: of two that match alike, it is meant. */
const communesStatement = statement<[], CommuneRow>(`select ${communeColumns} from commune c ${communeJoins} order by c.population desc nulls last, c.code collate "C"`);

const bys: ReadonlyArray<By> = ["name", "former-name", "postal-code", "code", "former-code", "epci"];

/** What only begins with the text comes after all that it names whole, or would name whole with the zero that a spreadsheet drops; communes of an EPCI so named come last. */
const ranks = { lostZero: 5, prefix: 10, epci: 20, none: 255 } as const;

/** A code or a postal code of departements 01 to 09 as a spreadsheet leaves it. */
const withoutZero = /^\d{4}$/u;

const firstAtLeast = (keys: ReadonlyArray<string>, key: string): number => {
  let [low, high] = [0, keys.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((keys[middle] ?? "") < key) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** Rows column by column: of 170,000 an object each would be most of what they take. */
const byColumn = (rows: ReadonlyArray<KeyRow>, placeOf: ReadonlyMap<string, number>) => {
  const texts = new Map<string, string>();
  const same = (text: string): string => {
    const known = texts.get(text);
    if (known === undefined) texts.set(text, text);
    return known ?? text;
  };
  return {
    keys: rows.map(({ key }) => same(key)),
    places: Int32Array.from(rows, ({ commune }) => placeOf.get(commune) ?? -1),
    ranks: Uint8Array.from(rows, ({ rank }) => rank),
    by: rows.map(({ by }): By => bys[bys.indexOf(by)] ?? by),
    texts: rows.map(({ text }) => same(text)),
    // Of few: of the rest nothing is kept.
    former: new Map(rows.flatMap(({ formerName, kind }, at) => (kind === null ? [] : [[at, { kind, formerName }] as const]))),
  };
};

/** The search over what the tables hold. Keys compare as their bytes do: they are letters and digits without accents, and spaces. */
export const makeSearch = async (db: Db) => {
  const communes = await communesStatement(db);
  const placeOf = new Map(communes.map(({ code }, place) => [code, place]));
  const { by, former, keys, places, ranks: rankOf, texts } = byColumn(await keysStatement(db), placeOf);
  const epcis = await epciKeysStatement(db);
  const epciKeys = epcis.map(({ key }) => key);
  const ofEpci = Map.groupBy(communes.flatMap(({ epci, type }, place) => (epci === null || type !== "commune-actuelle" ? [] : [{ epci, place }])), ({ epci }) => epci);
  const best = new Uint8Array(communes.length).fill(ranks.none);
  const row = new Int32Array(communes.length);
  const matchedBy = (at: number, rank: number, commune: CommuneRow): Encoded["matched"] => {
    if (rank === ranks.epci) return { by: "epci", text: epcis[at]?.nom ?? "" };
    const matched = { by: by[at] ?? "name", text: texts[at] ?? "" };
    const reason = reasonOf({ kind: null, formerName: null, ...former.get(at), ...matched, isRepaired: rank >= ranks.lostZero && rank < ranks.prefix }, commune);
    return reason === null ? matched : { ...matched, reason };
  };
  return (text: string, limit: number): ReadonlyArray<Encoded> => {
    const key = searchKey(text);
    if (key === "") return [];
    const byRank = new Map<number, Array<number>>();
    const touched: Array<number> = [];
    const reach = (at: number, reached: number): void => {
      const place = places[at] ?? 0;
      if (best[place] === ranks.none) touched.push(place);
      if (reached >= (best[place] ?? 0)) return;
      best[place] = reached;
      row[place] = at;
    };
    for (let at = firstAtLeast(keys, key); keys[at]?.startsWith(key) === true; at += 1) reach(at, (rankOf[at] ?? 0) + (keys[at]?.length === key.length ? 0 : ranks.prefix));
    const whole = withoutZero.test(key) ? `0${key}` : null;
    for (let at = whole === null ? keys.length : firstAtLeast(keys, whole); keys[at] === whole; at += 1) reach(at, (rankOf[at] ?? 0) + ranks.lostZero);
    for (let at = firstAtLeast(epciKeys, key); epciKeys[at]?.startsWith(key) === true; at += 1)
      for (const { place } of ofEpci.get(epcis[at]?.epci ?? "") ?? []) {
        if (best[place] !== ranks.none) continue;
        touched.push(place);
        best[place] = ranks.epci;
        row[place] = at;
      }
    for (const place of touched) {
      const rank = best[place] ?? 0;
      const known = byRank.get(rank);
      if (known === undefined) byRank.set(rank, [place]);
      else known.push(place);
      best[place] = ranks.none;
    }
    const hits: Array<Encoded> = [];
    for (const rank of [...byRank.keys()].toSorted((a, b) => a - b)) {
      if (hits.length >= limit) break;
      for (const place of Int32Array.from(byRank.get(rank) ?? []).toSorted().subarray(0, limit - hits.length)) {
        const commune = communes[place];
        if (commune !== undefined) hits.push({ ...communeOf(commune), matched: matchedBy(row[place] ?? 0, rank, commune) });
      }
    }
    return hits;
  };
};

export const layer = Layer.effect(
  SearchIndex,
  Effect.gen(function* () {
    const { kysely } = yield* Database;
    let held: ReturnType<typeof makeSearch> | null = null;
    const made = (): ReturnType<typeof makeSearch> => {
      const making = held ?? makeSearch(kysely as Kysely<RegistryTables>);
      held = making;
      // What could not be read is read again when it is next asked for.
      making.catch(() => {
        if (held === making) held = null;
      });
      return making;
    };
    return SearchIndex.of({ search: (text, limit) => Effect.map(attempt(made), (search) => search(text, limit)) });
  }),
);
