import { CogMovement, historyOf } from "@cpts/domain/CogMovement";
import { edition, formerNames, loadCommunes, searchKey, type Commune, type Communes } from "@cpts/reference-data";
import { Effect, Schema, SchemaParser } from "effect";
import { firstDayOf } from "../cog/fill.ts";
import { movementsSince, toldMovement } from "../cog/stored.ts";
import { read } from "../database/tables.ts";

/** The communes of the day of a file, and what has become of them since. */
export interface Geography {
  readonly communes: Communes;
  readonly on: string;
  /** The codes and names that communes had on that day. */
  readonly nameOn: (code: string) => string | null;
  readonly named: (key: string) => ReadonlyArray<string>;
  /** The movements since; empty where the file is of today's edition. */
  readonly movements: ReadonlyArray<CogMovement>;
}

const decodeMovements = SchemaParser.decodeUnknownSync(Schema.Array(CogMovement));

const index = (entries: Iterable<readonly [name: string, code: string]>): ReadonlyMap<string, ReadonlyArray<string>> => {
  const byKey = new Map<string, Array<string>>();
  for (const [name, code] of entries) {
    const key = searchKey(name);
    const codes = byKey.get(key);
    if (codes === undefined) byKey.set(key, [code]);
    else if (!codes.includes(code)) codes.push(code);
  }
  return byKey;
};

const held = new WeakMap<Communes, ReadonlyMap<string, ReadonlyArray<string>>>();

/** The communes and arrondissements of today by their names, made once. */
const namesToday = (communes: Communes): ReadonlyMap<string, ReadonlyArray<string>> => {
  const known = held.get(communes);
  if (known !== undefined) return known;
  const arrondissements = communes.parts.filter(({ type }) => type === "arrondissement-municipal");
  const made = index([...communes.currentCommunes, ...arrondissements].map(({ code, nom }: Commune) => [nom, code] as const));
  held.set(communes, made);
  return made;
};

const ofToday = (communes: Communes, on: string): Geography => {
  const names = namesToday(communes);
  return { communes, on, nameOn: (code) => communes.territorial(code)?.nom ?? null, named: (key) => names.get(key) ?? [], movements: [] };
};

/** The geography of a day: codes and names as they were, by the editions or by INSEE's file where it was imported. */
export const geographyOn = (on: string) =>
  Effect.gen(function* () {
    const communes = yield* Effect.promise(loadCommunes);
    const today = ofToday(communes, on);
    if (on >= firstDayOf(edition.cogYear)) return today;
    const movements = decodeMovements((yield* read((db) => movementsSince(db, on))).map(toldMovement));
    const history = historyOf(movements, (code) => communes.territorial(code)?.nom ?? null);
    const before = index(movements.flatMap(({ from }) => from.filter(({ code, nom }) => history.nameOn(code, on) === nom).map(({ code, nom }) => [nom, code] as const)));
    const geography: Geography = {
      communes,
      on,
      nameOn: (code) => history.nameOn(code, on),
      named: (key) => [...new Set([...today.named(key).filter((code) => searchKey(history.nameOn(code, on) ?? "") === key), ...(before.get(key) ?? [])])],
      movements,
    };
    return geography;
  });

/** The communes of today that a name of the past, or that of a delegated commune, leads to. */
export const formerlyNamed = ({ communes }: Geography, key: string): ReadonlyArray<string> => [
  ...new Set([
    ...formerNames.filter(({ nom }) => searchKey(nom) === key).map(({ code }) => code),
    ...communes.parts.filter(({ nom, type }) => type !== "arrondissement-municipal" && searchKey(nom) === key).flatMap(({ chefLieu }) => chefLieu ?? []),
  ]),
];
