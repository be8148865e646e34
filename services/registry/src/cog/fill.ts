import { historyOf } from "@cpts/domain/CogMovement";
import type { CogMovements, Communes } from "@cpts/reference-data";
import { sql, type Kysely } from "kysely";
import type { RegistryTables } from "../database/tables.ts";
import { replaceMovements, type StoredMovement } from "./stored.ts";

type Db = Kysely<RegistryTables>;

/** First day of an edition. */
export const firstDayOf = (edition: number): string => `${edition}-01-01`;

/** What the comparison of the editions says, each movement on the first day of the edition that shows it. */
export const movementsOfEditions = ({ movements }: CogMovements): ReadonlyArray<StoredMovement> =>
  movements.map(({ edition, from, kind, to }) => ({ kind, on: firstDayOf(edition), from, to }));

/** Communes that were in an earlier edition and are in this one no more, where their place is now, with their last inhabitants. */
const pastCommunes = (history: CogMovements, communes: Communes) => {
  const today = firstDayOf(history.editions.at(-1) ?? 0);
  const { whereOn } = historyOf(movementsOfEditions(history), (code) => communes.current(code)?.nom ?? null);
  const last = new Map(history.movements.flatMap(({ edition, from }) => from.map((place) => [place.code, { ...place, cog: edition - 1 }] as const)));
  return [...last.values()].flatMap((place) => {
    const held = communes.current(place.code) === null ? communes.current(whereOn(place.code, today) ?? "") : null;
    return held === null ? [] : [{ ...place, departement: held.departement, region: held.region, epci: held.epci }];
  });
};

/** Fills what the registry knows of earlier editions. */
export const fillHistory = async (db: Db, history: CogMovements, communes: Communes): Promise<void> => {
  await replaceMovements(db, "editions", movementsOfEditions(history));
  await sql`delete from past_commune`.execute(db);
  await sql`insert into past_commune (code, nom, departement, region, epci, population, cog)
    select code, nom, departement, region, epci, population, cog
    from json_to_recordset(${JSON.stringify(pastCommunes(history, communes))}::json) as t (code text, nom text, departement text, region text, epci text, population integer, cog integer)`.execute(db);
};

/** Names that communes bore in earlier editions and bear no more, with the commune of today. */
export const formerNamesOf = (history: CogMovements, communes: Communes): ReadonlyArray<{ readonly nom: string; readonly borneBy: string; readonly code: string }> => {
  const today = firstDayOf(history.editions.at(-1) ?? 0);
  const { whereOn } = historyOf(movementsOfEditions(history), (code) => communes.current(code)?.nom ?? null);
  return history.movements.flatMap(({ from }) =>
    from.flatMap(({ code, nom }) => {
      const held = communes.current(whereOn(code, today) ?? "");
      return held === null || held.nom === nom ? [] : [{ nom, borneBy: code, code: held.code }];
    }),
  );
};
