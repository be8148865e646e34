import { spawnSync } from "node:child_process";
import { temporaryFolder } from "@cpts/servers/temporary-folder";
import { loadText, machineText } from "@cpts/bench/report/machine";
import { queryRows } from "@cpts/testing/database";
import { readOptions, sizeOf, type Options } from "./options.ts";
import { writePage } from "./page.ts";
import { prepare } from "./prepared.ts";
import { figuresTable, sizesText, type Figures } from "./promises.ts";
import { brokersHere, missingFor, type Outcome, type Scenario, type Stage } from "./scenario.ts";
import { scenarios } from "./scenarios.ts";
import { databaseUnderTest } from "./servers-under-test.ts";

const commit = (): string => spawnSync("git", ["rev-parse", "--short", "HEAD"], { cwd: import.meta.dirname, encoding: "utf8" }).stdout.trim() || "unknown";

const versionsOf = async ({ folder, prepared }: Stage) => {
  const dataDir = `${folder}/versions`;
  prepared.copyTo(dataDir);
  const database = await databaseUnderTest(dataDir);
  const [row] = await queryRows(database.url("postgres"), "select current_setting('server_version') as postgres, current_setting('fsync') as fsync");
  await database.kill();
  return { postgres: String(row?.["postgres"]), fsync: String(row?.["fsync"]) };
};

/** A scenario that throws has found something too. */
const outcomeOf = async (one: Scenario, stage: Stage, size: Readonly<Record<string, number>>): Promise<Outcome> => {
  try {
    const outcome = await one.run(stage, size);
    const slow = one.recoveryLimitMs !== undefined && (outcome.recoveryMs ?? 0) > one.recoveryLimitMs ? [`recovery took ${outcome.recoveryMs} ms, more than ${one.recoveryLimitMs}`] : [];
    return { ...outcome, faults: [...outcome.faults, ...slow] };
  } catch (error) {
    return { acked: 0, lost: 0, twice: 0, worstGapMs: null, recoveryMs: null, faults: [error instanceof Error ? (error.stack ?? error.message) : String(error)], notes: [] };
  }
};

/** Runs them in turn. The page is written after each: a run that is cut keeps what it has found so far. */
const runAll = async (stage: Stage, { chosen, share, write }: Options, machine: string): Promise<ReadonlyArray<readonly [string, Figures]>> => {
  const done: Array<readonly [string, Figures]> = [];
  const conditions = { date: new Date().toISOString().slice(0, 10), commit: commit(), machine };
  for (const one of chosen) {
    const missing = missingFor(one, stage);
    if (missing !== null) {
      console.log(`${one.name}: NOT RUN, ${missing}\n`);
      continue;
    }
    const sizes = sizeOf(one, share);
    console.log(`${one.name} (${sizesText(sizes)}): ${one.sentence}`);
    const began = performance.now();
    const outcome = await outcomeOf(one, stage, sizes);
    const seconds = Math.round((performance.now() - began) / 1_000);
    done.push([one.name, { ...conditions, sizes, seconds, outcome }]);
    if (write) writePage(scenarios, Object.fromEntries(done));
    console.log([...outcome.faults.map((fault) => `  BROKEN: ${fault}`), ...outcome.notes.map((note) => `  ${note}`), `  took ${seconds} s; load average ${loadText()}`, ""].join("\n"));
  }
  return done;
};

const main = async (): Promise<number> => {
  const options = readOptions(process.argv.slice(2), scenarios);
  const folder = temporaryFolder();
  // Processes under test are let go of, so that none keeps a dead runner alive: this keeps the runner.
  const alive = setInterval(() => {}, 60_000);
  // Ctrl-C: the supervised processes see this one end, and end.
  process.once("SIGINT", () => process.exit(130)).once("SIGTERM", () => process.exit(143));
  try {
    const stage: Stage = { folder: folder.path, prepared: await prepare(folder.path), ...brokersHere() };
    const machine = machineText(await versionsOf(stage));
    console.log(`${machine}\n`);
    const runs = await runAll(stage, options, machine);
    console.log(figuresTable(runs));
    return runs.some(([, { outcome }]) => outcome.faults.length > 0) ? 1 : 0;
  } finally {
    clearInterval(alive);
    folder.remove();
  }
};

// Not by itself: Node 24 may spin for ever over what it closes then, when a socket was reset in the middle of a write.
process.exit(await main());
