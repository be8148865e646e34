import { queryRows, testDatabase, withClient } from "@cpts/testing/database";
import { startTcpProxy } from "@cpts/testing/faults";
import { Kysely, PostgresDialect } from "kysely";
import type { Client } from "pg";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { NamedClient } from "./named-client.ts";
import { beginTransaction } from "./pipelined-transaction.ts";
import { makePool } from "./pool.ts";
import { statement } from "./statement.ts";

const database = await testDatabase({
  name: "pipelined",
  migrate: (url) => withClient(url, async (owner) => void (await owner.query("create table note (text text primary key); grant select, insert, update, delete on note to pipelined_app"))),
});
afterAll(() => database.drop());

/** The server refuses each BEGIN, and whatever is in the same message. */
class NeverBegins extends NamedClient {
  constructor(...options: ConstructorParameters<typeof NamedClient>) {
    super(...options);
    const send = this.query as (...args: ReadonlyArray<unknown>) => unknown;
    // The overloads of pg's query() are many; all of them pass through unchanged but BEGIN.
    this.query = ((first: unknown, ...rest: ReadonlyArray<unknown>) =>
      typeof first === "string" && first.startsWith("begin") ? send("select 1 / 0") : send(first, ...rest)) as Client["query"];
  }
}

const open = (Client?: typeof NamedClient, url = database.url): Kysely<unknown> =>
  new Kysely({ dialect: new PostgresDialect({ pool: makePool({ url, poolSize: 1, applicationName: "pipelined" }, Client) }) });
let kysely: Kysely<unknown>;
beforeEach(() => {
  kysely = open();
});
afterEach(async () => {
  await kysely.destroy();
  await queryRows(database.adminUrl, "delete from note");
});

const add = statement<[text: string], never>("insert into note (text) values ($1)");
const append = statement<[more: string], { readonly text: string }>("update note set text = text || $1 returning text");
const pid = statement<[], { readonly pid: number }>("select pg_backend_pid() as pid");
const endSession = statement<[], never>("select pg_terminate_backend(pg_backend_pid())");
const notes = async (): Promise<ReadonlyArray<unknown>> => (await queryRows(database.adminUrl, "select text from note order by text")).map(({ text }) => text);
const reasons = async (work: ReadonlyArray<Promise<unknown>>): Promise<ReadonlyArray<string>> =>
  (await Promise.allSettled(work)).map((outcome) => (outcome.status === "fulfilled" ? "done" : String(outcome.reason)));

describe("a pipelined transaction", () => {
  test("runs its statements in the order they were issued, none waited for, and commits them together", async () => {
    const trx = await beginTransaction(kysely);
    const [, [changed]] = await Promise.all([add(trx.kysely, "a"), append(trx.kysely, "b"), append(trx.kysely, "c"), trx.commit()]);
    expect([changed?.text, await notes()]).toEqual(["ab", ["abc"]]);
  });

  test("refuses a statement after its end, which would be part of what the connection does next", async () => {
    const committed = await beginTransaction(kysely);
    await committed.commit();
    const undone = await beginTransaction(kysely);
    await undone.rollback();
    const next = await beginTransaction(kysely);
    expect(await reasons([add(committed.kysely, "late"), add(undone.kysely, "late")])).toEqual(["Error: the transaction has ended", "Error: the transaction has ended"]);
    await next.commit();
    expect(await notes()).toEqual([]);
  });

  test("refuses a statement while its COMMIT is under way", async () => {
    const trx = await beginTransaction(kysely);
    const committing = trx.commit();
    expect(await reasons([add(trx.kysely, "late"), committing])).toEqual(["Error: the transaction has ended", "done"]);
    expect(await notes()).toEqual([]);
  });

  test("undoes all when its last statement fails: COMMIT says so, and the session goes on", async () => {
    const [before] = await pid(kysely);
    const trx = await beginTransaction(kysely);
    const outcome = await reasons([add(trx.kysely, "a"), add(trx.kysely, "a"), trx.commit()]);
    expect(outcome).toEqual(["done", expect.stringContaining("duplicate key"), expect.stringContaining("rolled back")]);
    expect([await notes(), await pid(kysely)]).toEqual([[], [before]]);
  });

  test("undoes all when a statement in the middle fails, and what was sent behind it", async () => {
    const trx = await beginTransaction(kysely);
    const outcome = await reasons([add(trx.kysely, "a"), add(trx.kysely, "a"), add(trx.kysely, "b"), trx.commit()]);
    expect(outcome).toEqual(["done", expect.stringContaining("duplicate key"), expect.stringContaining("current transaction is aborted"), expect.stringContaining("terminated")]);
    expect(await notes()).toEqual([]);
  });

  test("that is rolled back leaves nothing", async () => {
    const trx = await beginTransaction(kysely);
    await Promise.all([add(trx.kysely, "a"), trx.rollback()]);
    expect(await notes()).toEqual([]);
  });
});

describe("a BEGIN that fails", () => {
  test("takes the statements behind it with it: none commits by itself", async () => {
    const failing = open(NeverBegins);
    const trx = await beginTransaction(failing);
    const outcome = await reasons([add(trx.kysely, "a"), append(trx.kysely, "b"), trx.commit()]);
    expect(outcome).not.toContain("done");
    expect(await notes()).toEqual([]);
    // The pool opens another session.
    await add(failing, "after");
    expect(await notes()).toEqual(["after"]);
    await failing.destroy();
  });

  test("because its session ended before does the same, and the next transaction has another", async () => {
    const [lost] = await pid(kysely);
    await endSession(kysely).catch(() => {});
    const trx = await beginTransaction(kysely);
    expect(await reasons([add(trx.kysely, "a"), trx.commit()])).toEqual(["done", "done"]);
    expect((await pid(kysely))[0]?.pid).not.toBe(lost?.pid);
  });

  test("because the network has lost its connection leaves nothing, and the next transaction has another", async () => {
    const proxy = await startTcpProxy({ port: Number(new URL(database.url).port) });
    const through = new URL(database.url);
    through.port = String(proxy.port);
    const cut = open(NamedClient, through.href);
    await pid(cut);
    const trx = await beginTransaction(cut);
    proxy.cut();
    expect(await reasons([add(trx.kysely, "a"), trx.commit()])).toEqual([expect.stringMatching(/terminated|ECONNRESET|EPIPE/u), expect.stringMatching(/terminated|ECONNRESET|EPIPE/u)]);
    expect(await notes()).toEqual([]);
    await add(cut, "after");
    expect(await notes()).toEqual(["after"]);
    await cut.destroy();
    await proxy.close();
  });
});

describe("a session that ends in the middle of a transaction", () => {
  test("takes all of it with it, and letting go of it fails for nobody", async () => {
    const trx = await beginTransaction(kysely);
    const outcome = await reasons([add(trx.kysely, "a"), endSession(trx.kysely), add(trx.kysely, "b")]);
    expect(outcome.slice(1)).not.toContain("done");
    await trx.rollback();
    expect(await notes()).toEqual([]);
    await add(kysely, "after");
    expect(await notes()).toEqual(["after"]);
  });
});
