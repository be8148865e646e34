import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { withClient } from "@cpts/servers/database-roles";
import { startPostgres } from "@cpts/servers/postgres";
import { ownEvents, type LogHead } from "./demonstration/entered.ts";
import { EX_CONFIG, EX_TEMPFAIL, EX_USAGE } from "./exit-codes.ts";
import { AlreadyRunning, lockFolder } from "./folder-lock.ts";
import { localFolder } from "./local-folder.ts";
import { refusalInProduction } from "./production.ts";
import { serviceNames } from "./service-names.ts";

const help = [
  "npm run erase-demo [-- --everything]",
  "",
  "Efface la démonstration : les bases de données et le courtier de cette machine repartent vides.",
  "Erases the demonstration: the databases and the broker of this machine begin empty again.",
  "",
  "Un journal d'événements ne s'efface pas ligne à ligne. S'il en contient d'autres que ceux de la démonstration, rien",
  "n'est effacé, sauf avec --everything. / A log is not erased line by line: where it holds events of your own, nothing is",
  "erased, except with --everything.",
].join("\n");

const say = (fr: string, en: string): void => console.log(`${fr} / ${en}`);

/** Where each log stands; a service whose database was never made has none. */
const headsOf = async (dataDir: string, logFile: string): Promise<ReadonlyArray<readonly [string, LogHead]>> => {
  const postgres = await startPostgres({ dataDir, logFile, durable: true });
  try {
    const { rows: databases } = await withClient(postgres.adminUrl, (client) => client.query<{ readonly name: string }>("select datname as name from pg_database"));
    const made = serviceNames.filter((service) => databases.some(({ name }) => name === service));
    return await Promise.all(
      made.map(async (service) => {
        const { rows } = await withClient(postgres.url(service), (client) => client.query<LogHead>(`select log_id as "logId", position::integer as position from log_head`));
        return [service, rows[0] ?? { logId: "", position: 0 }] as const;
      }),
    );
  } finally {
    await postgres.stop();
  }
};

const erase = async (folder: string, everything: boolean): Promise<number> => {
  const dataDir = join(folder, "postgres", "data");
  if (!existsSync(dataDir)) {
    say("Rien à effacer.", "Nothing to erase.");
    return 0;
  }
  const heads = everything ? [] : await headsOf(dataDir, join(folder, "log", "postgres.log"));
  const own = heads.map(([service, head]) => ({ service, count: ownEvents(folder, service, head) })).filter(({ count }) => count > 0);
  if (own.length > 0) {
    const list = own.map(({ count, service }) => `${service} ${count}`).join(", ");
    console.error(`Rien n'est effacé : ces journaux ont des événements qui ne sont pas de la démonstration (${list}). Pour tout effacer : npm run erase-demo -- --everything`);
    console.error(`Nothing is erased: these logs hold events of your own (${list}). To erase everything: npm run erase-demo -- --everything`);
    return 1;
  }
  for (const part of ["postgres/data", "postgres/data.password", "nats", "demonstration.json"]) rmSync(join(folder, part), { recursive: true, force: true, maxRetries: 5 });
  say("La démonstration est effacée. Pour repartir sans elle : npm start -- --no-demo", "The demonstration is erased. To begin without it: npm start -- --no-demo");
  return 0;
};

/** `npm run erase-demo`. */
const main = async (args: ReadonlyArray<string>): Promise<number> => {
  if (args.includes("--help") || args.includes("-h")) {
    console.log(help);
    return 0;
  }
  const production = refusalInProduction(process.env);
  const unknown = args.filter((word) => word !== "--everything");
  if (production !== null || unknown.length > 0) {
    console.error(production ?? `Option inconnue / Unknown option: ${unknown.join(" ")}\n\n${help}`);
    return production === null ? EX_USAGE : EX_CONFIG;
  }
  const folder = localFolder();
  if (!existsSync(folder)) {
    say("Rien à effacer.", "Nothing to erase.");
    return 0;
  }
  try {
    const lock = await lockFolder(folder);
    try {
      return await erase(folder, args.includes("--everything"));
    } finally {
      lock.release();
    }
  } catch (error) {
    if (!(error instanceof AlreadyRunning)) throw error;
    console.error(`La plateforme tourne sur ce dossier (processus ${error.holder.pid}) : arrêtez-la d'abord. / The platform runs on this folder: stop it first.`);
    return EX_TEMPFAIL;
  }
};

process.exitCode = await main(process.argv.slice(2));
