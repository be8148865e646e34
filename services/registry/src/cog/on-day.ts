import { historyOf } from "@cpts/domain/CogMovement";
import { edition } from "@cpts/reference-data";
import { statement } from "@cpts/service-kit/database/statement";
import type { Kysely } from "kysely";
import type { RegistryTables } from "../database/tables.ts";
import { firstDayOf } from "./fill.ts";
import { firstEdition, movementsLinkedTo, sourceInUse, type StoredMovement } from "./stored.ts";

type Db = Kysely<RegistryTables>;

const today = firstDayOf(edition.cogYear);

/** The commune that held a place on a day of the past. */
export interface PlaceOnDay {
  readonly code: string;
  readonly nom: string;
  /** Null where what divides it from today has changed its limits and no edition counts it. */
  readonly population: { readonly value: number | null; readonly vintage: string } | null;
  /** The edition that answers. */
  readonly cog: string;
  readonly note: string | null;
  /** The communes of today that have come of it. */
  readonly today: ReadonlyArray<string>;
  /** What happened to it since. */
  readonly movements: ReadonlyArray<StoredMovement>;
}

const nameStatement = statement<[code: string], { readonly nom: string }>("select nom from commune where code = $1");
const namesStatement = statement<[codes: ReadonlyArray<string>], { readonly code: string; readonly nom: string }>("select code, nom from commune where code = any($1::text[])");

const nearest = (day: string): string => `La plus ancienne édition chargée est celle du 1er janvier ${firstEdition} ; elle répond pour le ${day}. Le fichier des mouvements de l'INSEE, une fois importé, répond au jour près.`;

/** What of the history concerns one place after a day: movements of its code, then of those that came of it. */
const sinceThen = (movements: ReadonlyArray<StoredMovement>, code: string, day: string): { readonly concerned: ReadonlyArray<StoredMovement>; readonly codes: ReadonlySet<string> } => {
  const codes = new Set([code]);
  const concerned = movements.filter(({ from, on, to }) => {
    if (on <= day || !from.some((place) => codes.has(place.code))) return false;
    for (const place of to) codes.add(place.code);
    return true;
  });
  return { concerned, codes };
};

const populationOf = (concerned: ReadonlyArray<StoredMovement>, code: string): PlaceOnDay["population"] => {
  const limits = concerned.find(({ from, kind }) => kind !== "renamed" && from.some((place) => place.code === code));
  if (limits === undefined) return null;
  const counted = limits.from.find((place) => place.code === code)?.population ?? null;
  return { value: counted, vintage: String(Number(limits.on.slice(0, 4)) - 1) };
};

/**
 * The commune that a code stands for on a day before the edition of today: by INSEE's file of movements where it was imported, else by
 * the editions, of which the nearest answers. Null where neither knows the code.
 */
export const placeOnDay = async (db: Db, code: string, asOf: string): Promise<PlaceOnDay | null> => {
  const source = await sourceInUse(db);
  const isBefore = source === "editions" && asOf < firstDayOf(firstEdition);
  const year = isBefore ? firstEdition : Number(asOf.slice(0, 4));
  // An edition is of 1 January: it says nothing of a later day of its year.
  const day = source === "editions" ? firstDayOf(year) : asOf;
  const movements = await movementsLinkedTo(db, code, source);
  const linked = [...new Set([code, ...movements.flatMap(({ from, to }) => [...from, ...to].map((place) => place.code))])];
  const current = new Map((await (linked.length === 1 ? nameStatement(db, code).then((rows) => rows.map(({ nom }) => ({ code, nom }))) : namesStatement(db, linked))).map((row) => [row.code, row.nom]));
  const history = historyOf(movements, (one) => current.get(one) ?? null);
  const held = history.whereOn(code, day);
  const nom = held === null ? null : history.nameOn(held, day);
  if (held === null || nom === null) return null;
  const { codes, concerned } = sinceThen(movements, held, day);
  return {
    code: held,
    nom,
    population: populationOf(concerned, held),
    cog: String(year),
    note: isBefore ? nearest(asOf) : null,
    today: [...codes].filter((one) => history.nameOn(one, today) !== null).toSorted(),
    movements: concerned,
  };
};
