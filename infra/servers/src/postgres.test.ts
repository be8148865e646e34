import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";
import { withClient } from "./database-roles.ts";
import { choosePostgresAccount } from "./postgres-account.ts";
import { findPostgresBinaries } from "./postgres-binaries.ts";
import { DataDirInUse, startPostgres, type Postgres, type PostgresOptions } from "./postgres.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const dataDirectory = (): string => {
  const folder = temporaryFolder();
  onTestFinished(folder.remove);
  return join(folder.path, "data");
};

const start = async (dataDir: string, options: Partial<PostgresOptions> = {}): Promise<Postgres> => {
  const postgres = await startPostgres({ dataDir, durable: false, ...options });
  onTestFinished(postgres.stop);
  return postgres;
};

const ask = async (postgres: Postgres, statement: string): Promise<unknown> =>
  withClient(postgres.adminUrl, async (client) => Object.values((await client.query<Record<string, unknown>>(statement)).rows[0] ?? {})[0]);

it("runs PostgreSQL 18 with checksums, UTF-8 and the same order of strings everywhere, on loopback only", async () => {
  const postgres = await start(dataDirectory());
  expect(await ask(postgres, "show server_version")).toMatch(/^18\./u);
  expect(await ask(postgres, "show data_checksums")).toBe("on");
  expect(await ask(postgres, "show server_encoding")).toBe("UTF8");
  expect(await ask(postgres, "select datlocprovider::text || datlocale from pg_database where datname = 'postgres'")).toBe("bC.UTF-8");
  expect(await ask(postgres, "show listen_addresses")).toBe("127.0.0.1");
  expect(await ask(postgres, "show unix_socket_directories")).toBe("");
  expect(await ask(postgres, "select upper('béré')")).toBe("BÉRÉ");
});

it("waits for the disk when it is durable, and only then", async () => {
  const dataDir = dataDirectory();
  const durable = await start(dataDir, { durable: true });
  expect(await ask(durable, "select current_setting('fsync') || current_setting('synchronous_commit') || current_setting('full_page_writes')")).toBe("ononon");
  await durable.stop();
  expect(await ask(await start(dataDir), "show fsync")).toBe("off");
});

it("asks for the password it keeps beside the data, readable by its owner only", async () => {
  const dataDir = dataDirectory();
  const postgres = await start(dataDir);
  expect(statSync(`${dataDir}.password`).mode & 0o777).toBe(0o600);
  const wrong = postgres.url("postgres", { name: "postgres", password: "wrong" });
  await expect(withClient(wrong, async () => {})).rejects.toMatchObject({ code: "28P01" });
});

it("keeps its data over a stop and over a crash", async () => {
  const dataDir = dataDirectory();
  const first = await start(dataDir, { durable: true });
  await ask(first, "create table kept as select 1 as one");
  await first.stop();
  const second = await start(dataDir, { durable: true });
  await ask(second, "insert into kept values (2)");
  second.kill();
  await second.exited;
  const third = await start(dataDir, { durable: true });
  expect(await ask(third, "select sum(one)::int from kept")).toBe(3);
});

it("names the process that uses its data already", async () => {
  const dataDir = dataDirectory();
  const postgres = await start(dataDir);
  await expect(startPostgres({ dataDir, durable: false, holderPatienceMs: 0 })).rejects.toEqual(new DataDirInUse(dataDir, postgres.pid));
});

it("starts when the lock names a process that is gone, or another program", async () => {
  const dataDir = dataDirectory();
  const postgres = await start(dataDir);
  await postgres.stop();
  const lock = join(dataDir, "postmaster.pid");
  const gone = spawn("true");
  await once(gone, "exit");
  for (const pid of [gone.pid, process.pid]) {
    writeFileSync(lock, `${pid}\n${dataDir}\n0\n5432\n\n127.0.0.1\n        0         0\nready   \n`);
    const again = await start(dataDir);
    expect(await ask(again, "select 1")).toBe(1);
    await again.stop();
  }
});

it("heals after an initialisation that was interrupted", async () => {
  const dataDir = dataDirectory();
  const gone = spawn("true");
  await once(gone, "exit");
  const remains = `${dataDir}.init-${gone.pid}-00000000`;
  mkdirSync(join(remains, "data"), { recursive: true });
  writeFileSync(join(remains, "data", "PG_VERSION"), "18\n");
  await start(dataDir);
  expect(existsSync(remains)).toBe(false);
});

it("survives two starts that initialise the same data: one serves, the other is told", async () => {
  const dataDir = dataDirectory();
  const starts = await Promise.allSettled([start(dataDir, { holderPatienceMs: 0 }), start(dataDir, { holderPatienceMs: 0 })]);
  const running = starts.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  const refused: ReadonlyArray<unknown> = starts.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
  expect(refused).toEqual([new DataDirInUse(dataDir, running[0]!.pid)]);
  expect(await ask(running[0]!, "select 1")).toBe(1);
});

it("says why it did not start", async () => {
  const dataDir = dataDirectory();
  await (await start(dataDir)).stop();
  rmSync(join(dataDir, "global"), { recursive: true });
  await expect(startPostgres({ dataDir, durable: false })).rejects.toThrow(/did not start .*global/su);
});

it("refuses data whose password is lost, without touching them", async () => {
  const dataDir = dataDirectory();
  await (await start(dataDir)).stop();
  rmSync(`${dataDir}.password`);
  await expect(startPostgres({ dataDir, durable: false })).rejects.toThrow("is missing");
  expect(readFileSync(join(dataDir, "PG_VERSION"), "utf8").trim()).toBe("18");
});

it.runIf(process.getuid?.() === 0)("runs under root as nobody where user namespaces are forbidden, and back", async () => {
  const dataDir = dataDirectory();
  const binaries = findPostgresBinaries();
  vi.stubEnv("TMPDIR", dirname(dataDir));
  onTestFinished(() => void vi.unstubAllEnvs());
  const nobody = choosePostgresAccount(binaries, () => false);
  expect(nobody.kind).toBe("other-user");
  const first = await start(dataDir, { account: nobody });
  await ask(first, "create table kept as select 1 as one");
  await first.stop();
  const second = await start(dataDir, { account: choosePostgresAccount(binaries) });
  expect(await ask(second, "select one from kept")).toBe(1);
});
