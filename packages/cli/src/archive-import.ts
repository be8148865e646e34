/**
 * `cpts import <archive>`: a CPTS that was taken out of another instance, taken in by this one.
 *
 * @since 0.1.0
 */
import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import type { FollowedProjections } from "@cpts/api/Operations";
import type { CptsImported } from "@cpts/api/Portability";
import { damagedFiles, serviceLines } from "./archive/folder-reader.ts";
import { archiveOrder, type Manifest, readManifest, wholeHash } from "./archive/manifest.ts";
import { unpackFolder } from "./archive/zip-folder.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { asOperator } from "./operators.ts";
import { Refusal, usageError } from "./refusal.ts";
import { send, tellRefused } from "./send-file.ts";
import { callOf, type Session } from "./session.ts";

const form = "cpts import <folder|file.zip>";
const lookMs = 200;
const patienceMs = 300_000;

type Imported = typeof CptsImported.Encoded & { readonly service: string };

const isFollowing = (following: typeof FollowedProjections.Encoded, { logId, position, service }: Imported): boolean =>
  following.items.filter(({ source }) => source === service).every((one) => one.logId === logId && one.position >= position);

/** Waits until the other services have learned what one was given: what comes next may rest on it. */
const untilLearned = async (session: Session, imported: Imported): Promise<void> => {
  const deadline = Date.now() + patienceMs;
  for (const service of archiveOrder.filter((name) => name !== imported.service)) {
    for (;;) {
      const { data } = await asOperator(session, () => callOf(session, { service, method: "listProjections" })({ signal: session.terminal.signal }));
      // The SDK's own types say what the endpoint answers.
      if (isFollowing(data as typeof FollowedProjections.Encoded, imported)) break;
      if (Date.now() > deadline) throw new Refusal(exitCodes.no, `${service} n'a pas encore appris les événements de ${imported.service} : à relancer plus tard.`, `${service} has not learned the events of ${imported.service} yet: run it again later.`);
      await delay(lookMs, undefined, { signal: session.terminal.signal });
    }
  }
};

const give = async (session: Session, folder: string, service: string, manifest: Manifest): Promise<Imported | null> => {
  const stream = Readable.from(serviceLines(folder, service, manifest), { objectMode: false });
  const sent = await send(session, { stream, size: null }, new URL(`${session.url}/${service}/v1/cpts-archives`), () => {});
  if (sent.status !== 201) {
    session.terminal.err(`${service}:`);
    return tellRefused(session, sent);
  }
  // The contract says what the endpoint answers.
  return { service, ...(JSON.parse(sent.text) as typeof CptsImported.Encoded) };
};

/** Sends each service its part, in their order. A service that refuses ends it: what came before is whole, and a second time changes nothing. */
const giveAll = async (session: Session, folder: string): Promise<ExitCode> => {
  const { options, tell, terminal } = session;
  const manifest = readManifest(folder);
  const damaged = await damagedFiles(folder, manifest);
  if (damaged.length > 0 || wholeHash(manifest.services) !== manifest.hash)
    throw new Refusal(exitCodes.no, `L'archive est abîmée ou a été changée : ${damaged.join(", ")}`, `The archive is damaged or was changed: ${damaged.join(", ")}`);
  const all: Array<Imported> = [];
  for (const service of archiveOrder) {
    const imported = await give(session, folder, service, manifest);
    if (imported === null) return exitCodes.refused;
    all.push(imported);
    if (!options.json) {
      const { erased, events, files, present, rows } = imported;
      terminal.out(tell(`${service} : ${rows} lignes, ${events} événements, ${files} fichiers repris ; ${present} déjà là`, `${service}: ${rows} rows, ${events} events, ${files} files taken in; ${present} there already`));
      if (erased > 0) terminal.out(tell(`  ${erased} personne(s) effacée(s) ici le restent`, `  ${erased} person(s) erased here stay so`));
    }
    await untilLearned(session, imported);
  }
  if (options.json) terminal.out(JSON.stringify({ cptsId: manifest.cptsId, hash: manifest.hash, services: all }));
  else terminal.out(tell(`empreinte ${manifest.hash}`, `hash ${manifest.hash}`));
  return exitCodes.ok;
};

/** Takes a CPTS in, from a folder or a ZIP. */
export const runImport = async (session: Session, [from, ...rest]: ReadonlyArray<string>): Promise<ExitCode> => {
  if (from === undefined || rest.length > 0) throw usageError(form, form);
  if (!existsSync(from)) throw usageError(`Le fichier ne peut pas être lu : ${from}`, `The file cannot be read: ${from}`);
  if (statSync(from).isDirectory()) return giveAll(session, from);
  const folder = mkdtempSync(join(tmpdir(), "cpts-archive-"));
  try {
    await unpackFolder(from, folder);
    return await giveAll(session, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
