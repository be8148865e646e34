import { join } from "node:path";
import { queryRows } from "@cpts/testing/database";
import { ensureDatabase, startPostgres, startTcpProxy, temporaryFolder, type Postgres, type TcpProxy } from "@cpts/testing/faults";
import { httpTestIssuer, type HttpTestIssuer } from "@cpts/testing/issuer";
import { Effect } from "effect";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { heldPath, withGate } from "../testing/held-requests.ts";
import { sample } from "../testing/sample.fixture.ts";
import { startReplica, type TestAnswer, type TestReplica } from "../testing/test-service.ts";
import { Database, layer as databaseLayer } from "./database.ts";

const folder = temporaryFolder();
const role = (name: string) => ({ name: `sample_${name}`, password: name });
let postgres: Postgres;
let proxy: TcpProxy;
let issuer: HttpTestIssuer;
let token: string;
let throughProxy: string;
let service: TestReplica;

const start = (port = 0): Promise<Postgres> => startPostgres({ dataDir: join(folder.path, "data"), durable: true, port });

beforeAll(async () => {
  postgres = await start();
  proxy = await startTcpProxy({ port: postgres.port });
  issuer = await httpTestIssuer();
  token = await issuer.token({ cpts_role: "ars-officer", cpts_regions: ["24"] });
  await ensureDatabase(postgres.adminUrl, { database: "sample", owner: "sample_owner", app: "sample_app", worker: "sample_worker", passwords: { owner: "owner", app: "app", worker: "worker" } });
  const address = new URL(postgres.url("sample", role("app")));
  address.port = String(proxy.port);
  throughProxy = address.href;
  service = await startReplica(sample, {
    DATABASE_URL: throughProxy,
    DATABASE_DIRECT_URL: postgres.url("sample", role("owner")),
    DATABASE_POOL_SIZE: "5",
    ISSUERS: JSON.stringify([{ issuer: issuer.issuer, audience: "cpts", jwks: issuer.jwksUrl, roles: ["ars-officer"] }]),
  });
});
afterAll(async () => {
  await service.stop();
  await issuer.close();
  await proxy.close();
  await postgres.stop();
  folder.remove();
});

const admin = (query: string) => queryRows(postgres.url("sample"), query);
const make = (title: string) => service.send("POST", "/v1/things", { token, json: { title } });
const held = (count: number) => Array.from({ length: count }, () => service.send("GET", heldPath));
const kindOf = ({ status, headers, json }: TestAnswer): string => `${status} ${status === 201 ? "" : json.type} ${headers.get("retry-after")}`;
const unavailable = "503 /problems/unavailable 1";
/** Waits until a write succeeds again. */
const recovered = async (): Promise<void> => {
  await expect.poll(async () => (await make("recovered")).status).toBe(201);
};

describe("a database", () => {
  beforeEach(recovered);

  test("killed in the middle of requests makes them 503, to be tried again, and the service recovers by itself", async () => {
    let writes: ReadonlyArray<Promise<TestAnswer>> = [];
    await withGate(postgres.url("sample"), async ({ waiting }) => {
      const reads = held(3);
      await expect.poll(waiting).toBe(3);
      writes = Array.from({ length: 20 }, (_, index) => make(`during the kill ${index}`));
      postgres.kill();
      expect((await Promise.all(reads)).map(kindOf)).toEqual([unavailable, unavailable, unavailable]);
    });
    const answers = await Promise.all(writes);
    for (const answer of answers) expect(["201  null", unavailable]).toContain(kindOf(answer));
    await postgres.exited;
    expect(kindOf(await make("while it is away"))).toBe(unavailable);
    expect((await service.send("GET", "/readyz")).status).toBe(503);
    expect((await service.send("GET", "/livez")).status).toBe(200);
    postgres = await start(postgres.port);
    await recovered();
    expect((await service.send("GET", "/readyz")).status).toBe(200);
    // What was acknowledged is there; what is there is whole.
    const stored = (await admin("select title from thing where title like 'during%'")).map(({ title }) => title);
    for (const { json } of answers.filter(({ status }) => status === 201)) expect(stored).toContain(json.title);
    expect(await admin("select (select count(*) from thing)::integer = (select position from log_head)::integer as whole")).toEqual([{ whole: true }]);
  });

  test("that ends a session makes its request 503, and is reached again at once", async () => {
    await withGate(postgres.url("sample"), async ({ waiting }) => {
      const reads = held(1);
      await expect.poll(waiting).toBe(1);
      await admin("select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and not granted");
      expect((await Promise.all(reads)).map(kindOf)).toEqual([unavailable]);
    });
    expect((await make("at once")).status).toBe(201);
  });

  test("whose connections are cut is reached again at once", async () => {
    proxy.cut();
    await recovered();
    expect((await service.send("GET", "/readyz")).status).toBe(200);
  });

  test("that falls silent makes requests 503, and nothing hangs once it speaks again", async () => {
    proxy.blackHole();
    expect((await Promise.all([make("silent"), service.send("GET", "/v1/things?title=x")])).map(kindOf)).toEqual([unavailable, unavailable]);
    proxy.restore();
    await recovered();
    const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => make(`after the silence ${index}`)));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
    expect((await admin("select count(*)::integer as silent from thing where title = 'silent'"))[0]).toEqual({ silent: 0 });
  });

  test("whose connections the network has forgotten is reached by new ones: none is waited for twice", async () => {
    proxy.strand();
    // Some at once, so that several connections of the pool are found to be dead, alone and in a transaction.
    const first = await Promise.all([make("forgotten"), make("forgotten"), service.send("GET", "/v1/things?title=x"), service.send("GET", "/readyz")]);
    expect(first.map(({ status }) => status)).not.toContain(500);
    // Each of them costs one request at most; pg's pool holds five.
    const next = [];
    for (let request = 0; request < 10; request += 1) next.push((await service.send("GET", "/v1/things?title=x")).status);
    expect(next.slice(5)).toEqual([200, 200, 200, 200, 200]);
    expect((await make("remembered")).status).toBe(201);
  });

  test("lets go of what a transaction has locked whose connection the network has forgotten", async () => {
    const { json } = await make("locked");
    const free = () => admin(`select title from thing where id = '${String(json.id)}' for update skip locked`);
    const pool = databaseLayer({ url: throughProxy, poolSize: 1, applicationName: "forgotten" });
    const inTransaction = Database.use(({ kysely }) =>
      Effect.promise(async () => {
        const trx = await kysely.startTransaction().execute();
        await sql`update thing set title = 'of nobody' where id = ${json.id}`.execute(trx);
        expect(await free()).toEqual([]);
        proxy.strand();
        await expect.poll(free).toEqual([{ title: "locked" }]);
        proxy.cut();
        await trx.rollback().execute().catch(() => {});
      }),
    );
    await Effect.runPromise(Effect.provide(inTransaction, pool));
  });

  test("that cancels a statement for its length makes it 503", async () => {
    await withGate(postgres.url("sample"), async () => {
      expect((await Promise.all(held(1))).map(kindOf)).toEqual([unavailable]);
    });
  });
});
