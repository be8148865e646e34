import { readFileSync } from "node:fs";
import { print, type Command } from "./commands/command.ts";
import { erasuresCommand } from "./commands/erasures.ts";
import { migrateCommand } from "./commands/migrate.ts";
import { projectionsCommand } from "./commands/projections.ts";
import { renewLogCommand } from "./commands/renew-log.ts";
import { serveCommand } from "./commands/serve.ts";
import { streamsCommand } from "./commands/streams.ts";
import { faultsText, helpText, printable, readVariables, type Variables } from "./config/variables.ts";
import { armFailpoint } from "./failpoint.ts";
import { variablesOf, type Service, type ServiceConfig } from "./service.ts";
import { errorFields, makeLog } from "./telemetry/log.ts";

/** sysexits.h: these words say nothing that is known. */
const exitUsage = 64;
/** sysexits.h: the configuration is wrong. */
const exitConfig = 78;

const commands: ReadonlyArray<Command> = [serveCommand, migrateCommand, streamsCommand, projectionsCommand, renewLogCommand, erasuresCommand];

const table = (rows: ReadonlyArray<readonly [words: string, does: string]>): ReadonlyArray<string> => {
  const width = Math.max(...rows.map(([words]) => words.length));
  return rows.map(([words, does]) => `  ${words.padEnd(width)}  ${does}`);
};

const usage = [
  "Commands:",
  ...table(commands.flatMap((command) => command.usage.map(([words, does]) => [`${command.name} ${words}`.trimEnd(), does] as const))),
  "Options:",
  ...table([
    ["--help", "says this, and every variable of the configuration"],
    ["--print-config", "says what the configuration is, without its secrets"],
  ]),
  `Exit codes: 0, 1 failure, ${exitUsage} unknown command, ${exitConfig} wrong configuration`,
].join("\n");

const configured = <V extends Variables, R>(service: Service<V, R>): ServiceConfig<V> => {
  const variables = variablesOf(service);
  const { config, faults } = readVariables(variables, process.env, (path) => readFileSync(path, "utf8"));
  const refused = armFailpoint(process.env);
  if (config !== null && refused === null) return config as ServiceConfig<V>;
  process.stderr.write(`${service.name}: ${refused ?? faultsText(faults)}\n`);
  return process.exit(exitConfig);
};

/** The whole of a service's `main.ts`: reads what is asked for and the configuration, then does it. */
export const main = async <V extends Variables, R>(service: Service<V, R>): Promise<void> => {
  const [name = "serve", ...words] = process.argv.slice(2);
  if (name === "--help") return print(`${helpText(service.name, variablesOf(service))}\n\n${usage}`);
  if (name === "--print-config") return print(JSON.stringify(printable(variablesOf(service), configured(service) as never), null, 2));
  const run = commands.find((command) => command.name === name)?.read(words) ?? null;
  if (run === null) {
    print(usage);
    process.exitCode = exitUsage;
    return;
  }
  const config = configured(service);
  const log = makeLog(service.name, config.LOG_LEVEL);
  try {
    if (!(await run(service, config, log))) process.exitCode = 1;
  } catch (error) {
    log.error("the service cannot run", errorFields(error));
    process.exitCode = 1;
  }
};
