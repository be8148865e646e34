import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { contracts } from "@cpts/contracts/service";
import { registry } from "@cpts/registry/service";
import { connect, type Connection } from "@cpts/sdk";
import { brokerAddress } from "@cpts/sdk/nats";
import { testService, type TestService } from "@cpts/service-kit/testing/test-service";
import { brokerAvailable, privateBroker, type PrivateBroker } from "@cpts/testing/broker";
import { queryRows, testDatabase, type TestDatabase } from "@cpts/testing/database";
import { jetstream, jetstreamManager } from "@nats-io/jetstream";
import { connect as connectNats } from "@nats-io/transport-node";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { brokerUsers, subscriber, type BrokerUsers } from "./broker-users.ts";

const examples = join(import.meta.dirname, "..", "..", "..", "packages", "sdk", "examples");
const folder = mkdtempSync(join(tmpdir(), "cpts-examples-"));
const nobody = "http://127.0.0.1:1";
let broker: PrivateBroker | undefined;
let users: BrokerUsers;
let services: { readonly registry: TestService; readonly contracts: TestService };
let urls: { readonly registry: string; readonly contracts: string };
let token: string;
let database: TestDatabase;

/** With the rights that the launcher gives: a subscriber has no more than they need. */
const natsAs = (user: string) => (broker === undefined ? {} : { NATS_URL: users.urlFor(user, broker.url) });
const admin = () => connectNats(brokerAddress(natsAs("admin").NATS_URL ?? ""));

beforeAll(async () => {
  users = await brokerUsers(folder);
  broker = brokerAvailable() ? await privateBroker({ config: users.config }) : undefined;
  const first = await testService(registry, { CONTRACTS_URL: nobody, DIRECTORY_URL: nobody, ...natsAs("registry") });
  const registryUrl = await first.listen();
  // One issuer for both.
  const second = await testService(contracts, { REGISTRY_URL: registryUrl, DIRECTORY_URL: nobody, ISSUERS: first.environment["ISSUERS"] ?? "", ...natsAs("contracts") });
  services = { registry: first, contracts: second };
  urls = { registry: registryUrl, contracts: await second.listen() };
  token = await first.token({ role: "service-account", scope: "registry:read registry:write registry:events contracts:read contracts:write contracts:events" });
  database = await testDatabase({ name: "subscriber", migrate: async () => {} });
});
afterAll(async () => {
  await services.contracts.stop();
  await services.registry.stop();
  await broker?.remove();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

const platform = (): Connection => connect({ urls, token });

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

const run = (command: string, args: ReadonlyArray<string>, environment: Readonly<Record<string, string>>): Example => {
  const child = spawn(command, args, {
    env: { PATH: process.env["PATH"], REGISTRY_URL: urls.registry, CONTRACTS_URL: urls.contracts, ...natsAs(subscriber), ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  let output = "";
  let errors = "";
  child.stdout.on("data", (text: Buffer) => (output += text.toString()));
  child.stderr.on("data", (text: Buffer) => (errors += text.toString()));
  return { child, output: () => output, errors: () => errors };
};
const start = (file: string, environment: Readonly<Record<string, string>> = {}): Example =>
  run(process.execPath, ["--conditions=@cpts/source", "--disable-warning=ExperimentalWarning", join(examples, file)], environment);

/** Registers CPTS; gives the position of the last event. */
const registerCpts = async (...names: ReadonlyArray<string>): Promise<number> => {
  const { registry: client } = platform();
  let position = 0;
  for (const name of names) position = Number((await client.registerCpts({ name })).position?.split(":")[1]);
  return position;
};
const headOf = async (): Promise<number> => (await platform().registry.readEvents({ limit: 1 })).data.head;

describe("the page for subscriber authors", () => {
  const page = readFileSync(join(examples, "..", "SUBSCRIBING.md"), "utf8");
  const block = (kind: string): string =>
    ([...page.matchAll(/^```(sh[a-z ]*)\n([\s\S]*?)^```$/gmu)].find(([, mark]) => mark === kind)?.[2] ?? "").replaceAll("http://127.0.0.1:8080/registry", urls.registry);
  const shell = (kind: string): Example => run("sh", ["-eu", "-c", block(kind).trim()], {});

  it("has requests that give pages: from the first event, since an instant, and waiting for the next", async () => {
    await registerCpts("CPTS Zero", "CPTS Encore");
    const asking = shell("sh");
    await expect.poll(() => asking.child.exitCode).toBe(0);
    const pages = asking.output().replaceAll("}{", "}\n{").split("\n").map((line) => JSON.parse(line) as { readonly events: ReadonlyArray<{ readonly position: number }> });
    expect(pages.map(({ events }) => events[0]?.position)).toEqual([1, 1, 2]);
  });

  it("has a stream of events", async () => {
    const streaming = shell("sh endless");
    await expect.poll(streaming.output).toMatch(/^id: [\w-]+:1$/mu);
    await expect.poll(streaming.output).toMatch(/^data: \{.*"position":2.*\}$/mu);
  });
});

describe("apply-once.ts", () => {
  const begin = (): Example => start("apply-once.ts", { CPTS_TOKEN: token, DATABASE_URL: database.ownerUrl });
  const names = async (): Promise<ReadonlyArray<unknown>> => (await queryRows(database.ownerUrl, "select name from known_cpts order by name").catch(() => [])).map(({ name }) => name);

  it("applies each event once, in two replicas of which one is killed, and knows what two services told", async () => {
    await registerCpts("CPTS Un", "CPTS Deux");
    const replicas = [begin(), begin()] as const;
    await expect.poll(names).toEqual(["CPTS Deux", "CPTS Encore", "CPTS Un", "CPTS Zero"]);
    await registerCpts("CPTS Trois");
    await kill(replicas[0].child);
    const cpts = platform();
    const { data: community } = await cpts.registry.registerCpts({ name: "CPTS Quatre", territory: { territory: { communes: ["37132", "37183"] }, validFrom: "2026-01-01" } });
    const signatories = [{ capacity: "cpts" }, { capacity: "ars" }, { capacity: "cpam" }] as const;
    const { data: contract } = await cpts.contracts.draftContract({ cptsId: community.id, kind: "aci", parties: signatories, missions: [{ code: "ACCES_SOINS" }], termYears: 5 });
    await cpts.contracts.signContract({ id: contract.id }, { signedOn: "2026-09-01", signatories });
    await expect.poll(names).toEqual(["CPTS Deux", "CPTS Encore", "CPTS Quatre", "CPTS Trois", "CPTS Un", "CPTS Zero"]);
    await expect.poll(() => queryRows(database.ownerUrl, "select * from signing")).toEqual([{ contract_id: contract.id, cpts_id: community.id }]);
    expect(replicas[1].errors()).toBe("");
    expect(await kill(replicas[1].child, "SIGTERM")).toBe(0);
  });

  it("builds its tables again when the log was restored, and ends in the same state", async () => {
    const before = await names();
    const example = begin();
    await registerCpts("CPTS Cinq");
    await expect.poll(async () => (await names()).length).toBe(before.length + 1);
    await queryRows(services.registry.database.ownerUrl, "update log_head set log_id = gen_random_uuid()");
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

  it("prints every event since the first, goes on where it was killed, and fills from the feed what its consumer was robbed of", async () => {
    const first = begin();
    const head = await registerCpts("CPTS Six");
    await expect.poll(() => positionsOf(first)).toEqual(upTo(head, 1));
    await kill(first.child);

    const second = begin();
    const next = await registerCpts("CPTS Sept");
    await expect.poll(() => positionsOf(second)).toEqual(upTo(next, head + 1));
    // Somebody takes messages away from its consumer.
    const connection = await admin();
    const consumer = await jetstream(connection).consumers.get("CPTS_REGISTRY", subscriber);
    const taken = await consumer.consume();
    const thefts: Array<number> = [];
    const stealing = (async () => {
      for await (const message of taken) {
        message.ack();
        thefts.push(message.seq);
      }
    })();
    let last = next;
    while (thefts.length === 0) last = await registerCpts("CPTS Huit");
    await expect.poll(() => positionsOf(second)).toEqual(upTo(last, head + 1));
    await taken.close();
    await stealing;
    await connection.close();
    expect(second.errors()).toBe("");
  });

  it("goes on when the whole stream is gone, and stops when the log is another one", async () => {
    const example = begin();
    const from = (JSON.parse(readFileSync(file, "utf8")) as { readonly position: number }).position;
    const connection = await admin();
    await (await jetstreamManager(connection)).streams.delete("CPTS_REGISTRY");
    await connection.close();
    const head = await registerCpts("CPTS Onze");
    await expect.poll(() => positionsOf(example)).toEqual(upTo(head, from + 1));
    await queryRows(services.registry.database.ownerUrl, "update log_head set log_id = gen_random_uuid()");
    await expect.poll(() => example.child.exitCode).toBe(3);
    expect(await headOf()).toBe(head);
  });
});
