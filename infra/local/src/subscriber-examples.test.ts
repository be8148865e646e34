import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brokerAvailable, privateBroker, type PrivateBroker } from "@cpts/testing/broker";
import { queryRows, testDatabase, type TestDatabase } from "@cpts/testing/database";
import { jetstreamManager } from "@nats-io/jetstream";
import { connect as connectNats } from "@nats-io/transport-node";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type FourProcesses, fourProcesses } from "./four-processes.fixture.ts";

const examples = join(import.meta.dirname, "..", "..", "..", "packages", "sdk", "examples");
const folder = mkdtempSync(join(tmpdir(), "cpts-examples-"));
let broker: PrivateBroker | undefined;
let platform: FourProcesses;
let database: TestDatabase;

beforeAll(async () => {
  broker = brokerAvailable() ? await privateBroker() : undefined;
  platform = await fourProcesses(broker === undefined ? {} : { NATS_URL: broker.url });
  database = await testDatabase({ name: "subscriber", migrate: async () => {} });
});
afterAll(async () => {
  await platform.remove();
  await broker?.remove();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

interface Example {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly errors: () => string;
}

const running = new Set<ChildProcess>();
afterEach(async () => {
  await Promise.all([...running].map((child) => kill(child)));
});
const kill = async (child: ChildProcess, signal: NodeJS.Signals = "SIGKILL"): Promise<number | null> => {
  running.delete(child);
  if (child.exitCode === null && child.signalCode === null) {
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
  }
  return child.exitCode;
};

const start = (file: string, environment: Readonly<Record<string, string>> = {}): Example => {
  const child = spawn(process.execPath, ["--conditions=@cpts/source", "--disable-warning=ExperimentalWarning", join(examples, file)], {
    env: { PATH: process.env["PATH"], REGISTRY_URL: platform.urls.registry, CONTRACTS_URL: platform.urls.contracts, ...(broker === undefined ? {} : { NATS_URL: broker.url }), ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  let output = "";
  let errors = "";
  child.stdout.on("data", (text: Buffer) => (output += text.toString()));
  child.stderr.on("data", (text: Buffer) => (errors += text.toString()));
  return { child, output: () => output, errors: () => errors };
};

/** Registers CPTS; gives the position of the last event. */
const registerCpts = async (...names: ReadonlyArray<string>): Promise<number> => {
  const { registry } = platform.connection();
  let position = 0;
  for (const name of names) position = Number((await registry.registerCpts({ name })).position?.split(":")[1]);
  return position;
};
const headOf = async (): Promise<number> => (await platform.connection().registry.readEvents({ limit: 1 })).data.head;

describe("apply-once.ts", () => {
  const begin = (): Example => start("apply-once.ts", { CPTS_TOKEN: platform.token, DATABASE_URL: database.ownerUrl });
  const names = async (): Promise<ReadonlyArray<unknown>> => (await queryRows(database.ownerUrl, "select name from known_cpts order by name").catch(() => [])).map(({ name }) => name);

  it("applies each event once, in two replicas of which one is killed, and knows what two services told", async () => {
    await registerCpts("CPTS Un", "CPTS Deux");
    const replicas = [begin(), begin()] as const;
    await expect.poll(names).toEqual(["CPTS Deux", "CPTS Un"]);
    await registerCpts("CPTS Trois");
    await kill(replicas[0].child);
    const cpts = platform.connection();
    const { data: community } = await cpts.registry.registerCpts({ name: "CPTS Quatre", territory: { territory: { communes: ["37132", "37183"] }, validFrom: "2026-01-01" } });
    const signatories = [{ capacity: "cpts" }, { capacity: "ars" }, { capacity: "cpam" }] as const;
    const { data: contract } = await cpts.contracts.draftContract({ cptsId: community.id, kind: "aci", parties: signatories, missions: [{ code: "ACCES_SOINS" }], termYears: 5 });
    await cpts.contracts.signContract({ id: contract.id }, { signedOn: "2026-09-01", signatories });
    await expect.poll(names).toEqual(["CPTS Deux", "CPTS Quatre", "CPTS Trois", "CPTS Un"]);
    await expect.poll(() => queryRows(database.ownerUrl, "select * from signing")).toEqual([{ contract_id: contract.id, cpts_id: community.id }]);
    expect(replicas[1].errors()).toBe("");
    expect(await kill(replicas[1].child, "SIGTERM")).toBe(0);
  });

  it("builds its tables again when the log was restored, and ends in the same state", async () => {
    const before = await names();
    const example = begin();
    await registerCpts("CPTS Cinq");
    await expect.poll(async () => (await names()).length).toBe(before.length + 1);
    await queryRows(platform.databases.registry.ownerUrl, "update log_head set log_id = gen_random_uuid()");
    await expect.poll(example.output).toBe("rebuilding after a restore: registry\n");
    await expect.poll(names).toEqual([...before, "CPTS Cinq"].toSorted());
    expect(await queryRows(database.ownerUrl, "select count(*)::integer as signings from signing")).toEqual([{ signings: 1 }]);
    expect(await kill(example.child, "SIGTERM")).toBe(0);
  });
});

describe.skipIf(!brokerAvailable())("plain-nats.mjs", () => {
  const file = join(folder, "cursor.json");
  const begin = (): Example => start("plain-nats.mjs", { CURSOR_FILE: file });
  const positionsOf = ({ output }: Example): ReadonlyArray<number> => output().trim().split("\n").filter((line) => line !== "").map((line) => Number(line.split(" ")[0]));
  const upTo = (last: number, first: number): ReadonlyArray<number> => Array.from({ length: last - first + 1 }, (_, index) => first + index);

  it("prints every event since the first, goes on where it was killed, and fills what the stream lost from the feed", async () => {
    const first = begin();
    const head = await registerCpts("CPTS Six");
    await expect.poll(() => positionsOf(first)).toEqual(upTo(head, 1));
    await kill(first.child);

    const second = begin();
    const next = await registerCpts("CPTS Sept");
    await expect.poll(() => positionsOf(second)).toEqual(upTo(next, head + 1));
    // A message is lost while it does not look.
    second.child.kill("SIGSTOP");
    const last = await registerCpts("CPTS Huit", "CPTS Neuf", "CPTS Dix");
    const connection = await connectNats({ servers: broker?.url ?? "" });
    const manager = await jetstreamManager(connection);
    await expect.poll(async () => (await manager.streams.info("CPTS_REGISTRY")).state.last_seq).toBe(last);
    await manager.streams.deleteMessage("CPTS_REGISTRY", last - 1);
    await connection.close();
    second.child.kill("SIGCONT");
    await expect.poll(() => positionsOf(second)).toEqual(upTo(last, head + 1));
    expect(second.errors()).toBe("");
  });

  it("goes on when the whole stream is gone, and stops when the log is another one", async () => {
    const example = begin();
    const from = (JSON.parse(readFileSync(file, "utf8")) as { readonly position: number }).position;
    const connection = await connectNats({ servers: broker?.url ?? "" });
    await (await jetstreamManager(connection)).streams.delete("CPTS_REGISTRY");
    await connection.close();
    const head = await registerCpts("CPTS Onze");
    await expect.poll(() => positionsOf(example)).toEqual(upTo(head, from + 1));
    await queryRows(platform.databases.registry.ownerUrl, "update log_head set log_id = gen_random_uuid()");
    await expect.poll(() => example.child.exitCode).toBe(3);
    expect(await headOf()).toBe(head);
  });
});
