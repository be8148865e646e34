// What `npm start`, `npm test`, `npm run token`, `npm run cpts`, `npm run erase-demo`, `npm run bench`, `npm run faults`, `npm run screenshots` do
// once the tools are there.
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { constants, cpus } from "node:os";
import { dirname, join } from "node:path";
import { interruptedBy, run } from "./child.mjs";
import { workspaceManifests } from "./dependencies.mjs";
import { toolEnvironment } from "./environment.mjs";
import { acquireCurrentNats, acquireNats } from "./nats.mjs";
import { root } from "./paths.mjs";
import { prepare } from "./prepare.mjs";
import { Refusal } from "./refusal.mjs";
import { sumTests, summaryLine } from "./test-summary.mjs";

const launcher = ["--filter=@cpts/local..."];
const everything = ["--continue=always"];

async function start(args) {
  const [nats] = await Promise.all([
    process.env.NATS_URL ? { path: null, reason: "NATS_URL is set" } : acquireNats(),
    prepare({ build: launcher }),
  ]);
  if (nats.path === null && !process.env.NATS_URL) sayNoBroker(nats.reason);
  return run("node", ["infra/local/dist/main.js", ...args], { cwd: root, env: withBroker(nats), group: true });
}

async function test(args) {
  const required = process.env.CI === "true" || process.env.CPTS_REQUIRE_BROKER === "1";
  const [nats, current] = await Promise.all([acquireNats({ insist: required }), acquireCurrentNats(), prepare({ build: everything })]);
  if (nats.path === null && required) throw noBroker(nats.reason);
  if (nats.path === null) sayNoBroker(nats.reason);
  if (current.path === null) sayNoCurrentBroker(current.reason);
  forgetLogs();
  const servers = ["--conditions=@cpts/source", "infra/servers/src/with-servers.ts", "--"];
  const turbo = ["pnpm", "exec", "turbo", "run", "test", "typecheck", "lint", "--continue=always", "--output-logs=new-only"];
  const width = `--concurrency=${Math.max(2, cpus().length)}`;
  const env = { ...withBroker(nats, current), ...drawnByCode() };
  const code = await run("node", [...servers, ...turbo, width, ...args], { cwd: root, env, group: true });
  return report(code, args.length > 0);
}

async function token(args) {
  await prepare({ build: launcher });
  return run("node", ["infra/local/dist/token.js", ...args], { cwd: root, env: toolEnvironment(), group: true });
}

async function cpts(args) {
  await prepare({ build: ["--filter=@cpts/cli..."] });
  return run("node", ["packages/cli/dist/cpts.js", ...args], { cwd: root, env: toolEnvironment(), group: true });
}

async function eraseDemo(args) {
  await prepare({ build: launcher });
  return run("node", ["infra/local/dist/erase.js", ...args], { cwd: root, env: toolEnvironment(), group: true });
}

async function bench(args) {
  const [nats] = await Promise.all([acquireNats(), prepare({ build: everything })]);
  const program = ["--conditions=@cpts/source", "infra/bench/src/main.ts", ...args];
  return run("node", program, { cwd: root, env: withBroker(nats), group: true });
}

async function faults(args) {
  const [nats] = await Promise.all([acquireNats(), prepare({ build: ["--filter=@cpts/registry", "--filter=@cpts/directory"] })]);
  if (nats.path === null) sayNoBroker(nats.reason);
  const program = ["--conditions=@cpts/source", "infra/faults/src/main.ts", ...args];
  return run("node", program, { cwd: root, env: withBroker(nats), group: true });
}

async function screenshots() {
  const [nats] = await Promise.all([acquireNats(), prepare()]);
  const program = ["--conditions=@cpts/source", "infra/local/src/screenshots.ts"];
  return run("node", program, { cwd: root, env: withBroker(nats), group: true });
}

async function exec([command, ...args]) {
  if (command === undefined) throw usage();
  await prepare();
  return run(command, args, { cwd: process.cwd(), env: toolEnvironment() });
}

async function broker() {
  const found = await acquireNats({ insist: true });
  if (found.path === null) throw noBroker(found.reason);
  console.log(found.path);
  return 0;
}

const tasks = { start, test, token, cpts, "erase-demo": eraseDemo, bench, faults, screenshots, exec, nats: broker };

export function runTask([name, ...args]) {
  if (!Object.hasOwn(tasks, name ?? "")) throw usage();
  return tasks[name](args[0] === "--" ? args.slice(1) : args);
}

function withBroker(nats, current = { path: null }) {
  const env = toolEnvironment();
  delete env.CPTS_NATS_SERVER;
  delete env.CPTS_NATS_CURRENT;
  if (nats.path !== null) env.CPTS_NATS_SERVER = nats.path;
  if (current.path !== null) env.CPTS_NATS_CURRENT = current.path;
  return env;
}

// What the properties draw: the same in each run of the same code, other examples wherever the code is another. Anew without git.
function drawnByCode() {
  if (process.env.CPTS_SEED) return {};
  const { stdout, status } = spawnSync("git", ["rev-parse", "HEAD:packages", "HEAD:services"], { cwd: root, encoding: "utf8" });
  if (status !== 0) return {};
  return { CPTS_SEED: String(stdout.trim().split("\n").reduce((seed, tree) => seed ^ Number.parseInt(tree.slice(0, 8), 16), 0)) };
}

// A log of an earlier run must not be counted for a package whose tests did not run this time.
function forgetLogs() {
  for (const manifest of workspaceManifests()) {
    rmSync(join(root, dirname(manifest), ".turbo", "turbo-test.log"), { force: true });
  }
}

// A green line needs more than an exit code: turbo ends with 0 after Ctrl-C, and a suite may run no test.
function report(code, partial) {
  const { counts, silent, failures } = sumTests();
  const missing = partial ? [] : silent;
  if (missing.length > 0) console.log(`No test summary from: ${missing.join(", ")}`);
  // Once more at the end: whoever reads a long log reads its end.
  for (const failure of failures) console.log(`\n${failure}`);
  const signal = interruptedBy();
  const green = code === 0 && signal === undefined && missing.length === 0 && counts.failed === 0 && counts.passed > 0;
  console.log(green ? "\nTout est vert. / All green." : "\nÉchec, voir plus haut. / Failed, see above.");
  console.log(summaryLine(counts));
  if (signal !== undefined) return 128 + constants.signals[signal];
  return green ? 0 : code || 1;
}

function sayNoBroker(reason) {
  console.error(
    `\n  Pas de serveur NATS : les événements passent par le seul journal HTTP, plus lentement.` +
      `\n  No NATS server: events travel by the HTTP feed alone, more slowly.\n  (${reason})\n`,
  );
}

function sayNoCurrentBroker(reason) {
  console.error(`  Pas de serveur NATS récent, les tests se passent de lui. / No current NATS server, the tests do without it. (${reason})`);
}

function noBroker(reason) {
  return new Refusal(`Il faut un serveur NATS : ${reason}.`, `A NATS server is required: ${reason}.`, 1);
}

function usage() {
  const form = "node infra/toolchain/run.mjs start | test | token | cpts | erase-demo | bench | faults | screenshots | exec <command...> | nats";
  return new Refusal(`Utilisation : ${form}`, `Usage: ${form}`);
}
