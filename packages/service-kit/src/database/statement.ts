import { CompiledQuery, type Kysely } from "kysely";
import type { SendQuickRead } from "./quick-reads.ts";

/** A fixed text with `$1`, `$2`...: the values it takes, in order, and the rows it gives. */
export type Statement<Values extends ReadonlyArray<unknown>, Row> = <DB>(db: Kysely<DB>, ...values: Values) => Promise<ReadonlyArray<Row>>;

/**
 * A query written once as text: nothing is built per call, and PostgreSQL plans it once per connection because each text
 * has its name (building and planning cost 3.5 times the rest, performance.md §2).
 */
export const statement =
  <Values extends ReadonlyArray<unknown>, Row>(text: string): Statement<Values, Row> =>
  async (db, ...values) =>
    // The text says which columns come back; its declaration says the same to TypeScript.
    (await db.executeQuery(CompiledQuery.raw(text, [...values]) as CompiledQuery<Row>)).rows;

/** Where the quick reads of a database go; a transaction has none, its own connection sees what it wrote. */
const lanes = new WeakMap<object, SendQuickRead>();

/** From now on the quick reads of this database go that way. */
export const sendQuickReads = (db: Kysely<unknown>, send: SendQuickRead): void => void lanes.set(db, send);

/** A {@link statement} that reads by key and is done within a millisecond or two: several share a connection at a time. */
export const quickRead = <Values extends ReadonlyArray<unknown>, Row>(text: string): Statement<Values, Row> => {
  const alone = statement<Values, Row>(text);
  return (db, ...values) => {
    const send = lanes.get(db);
    // As above: the declaration says what the text gives.
    return send === undefined ? alone(db, ...values) : (send(text, values) as Promise<ReadonlyArray<Row>>);
  };
};

/** The row of a query that always gives one. */
export const soleRow = <Row>([row]: ReadonlyArray<Row>): Row => {
  if (row === undefined) throw new Error("a query that always gives a row gave none");
  return row;
};
