import type { Kysely } from "kysely";
import { statement } from "../database/statement.ts";

/**
 * Renumbers the rows that a CPTS has in a table, one number each. In two steps, as no two may have one number meanwhile; neither waits
 * for the other, so that both travel together, and with what is sent behind them.
 */
export const numberedRows = (table: string) => {
  const aside = statement<[cptsId: string, number: number], never>(`update ${table} set number = -(number + 1) where cpts_id = $1 and number >= $2`);
  const closer = statement<[cptsId: string, number: number], never>(`update ${table} set number = -(number - 1) where cpts_id = $1 and number > $2`);
  const back = statement<[cptsId: string], never>(`update ${table} set number = -number where cpts_id = $1 and number < 0`);
  return {
    /** Makes room before a number: those from it on move up by one. */
    makeRoom: <DB>(db: Kysely<DB>, cptsId: string, number: number): Promise<unknown> => Promise.all([aside(db, cptsId, number), back(db, cptsId)]),
    /** Closes the gap that a number has left: those behind it move down by one. */
    closeGap: <DB>(db: Kysely<DB>, cptsId: string, number: number): Promise<unknown> => Promise.all([closer(db, cptsId, number), back(db, cptsId)]),
  };
};
