import type { Kysely } from "kysely";
import { attempt, Transaction } from "../../database/database.ts";
import { statement } from "../../database/statement.ts";

const ask = statement<[], never>("insert into republication default values");
const newest = statement<[], { readonly id: number | null }>("select max(id) as id from republication");
const forget = statement<[upTo: number], never>("delete from republication where id <= $1");

/** Asks whichever replica holds the relay's lease to make the stream anew, once the transaction has committed. */
export const askForRepublication = Transaction.use(({ kysely }) => attempt(() => ask(kysely)));

/** The newest request that was not carried out, null when there is none. */
export const askedRepublication = async (kysely: Kysely<unknown>): Promise<number | null> => (await newest(kysely))[0]?.id ?? null;

/** Forgets a request and those before it: the stream is empty, and what fills it from here on needs no request. */
export const forgetRepublication = async (kysely: Kysely<unknown>, id: number): Promise<void> => {
  await forget(kysely, id);
};
