/**
 * `cpts export --cpts <id>`: everything that the four services keep of a CPTS, in a folder or a ZIP of open formats.
 *
 * @since 0.1.0
 */
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { archiveFormat, type ArchiveLine } from "@cpts/api/Portability";
import { writeService, type WrittenFile } from "./archive/folder-writer.ts";
import { archiveOrder, type Manifest, manifestName, type ServiceOfArchive, wholeHash } from "./archive/manifest.ts";
import { packFolder } from "./archive/zip-folder.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { Refusal, usageError } from "./refusal.ts";
import { cptsIdOf } from "./resolve.ts";
import { headersOf } from "./send-file.ts";
import type { Session } from "./session.ts";

const form = "cpts export --cpts <id> [--out <folder|file.zip>]";

const linesOf = async function* (body: ReadableStream<Uint8Array>): AsyncGenerator<typeof ArchiveLine.Encoded> {
  let unfinished = "";
  for await (const text of body.pipeThrough(new TextDecoderStream())) {
    const parts = (unfinished + text).split("\n");
    unfinished = parts.pop() ?? "";
    // The contract says what the endpoint answers.
    for (const part of parts) yield JSON.parse(part) as typeof ArchiveLine.Encoded;
  }
};

const refusedBy = async (service: string, { status, text }: { readonly status: number; readonly text: () => Promise<string> }): Promise<Refusal> => {
  const said = await text();
  const hint: readonly [string, string] = status === 401 || status === 403 ? [" Il faut être coordonnateur de la CPTS, ou un compte de service avec platform:export.", " This takes a coordinator of the CPTS, or a service account with platform:export."] : ["", ""];
  return new Refusal(exitCodes.refused, `${service} refuse (${status}).${hint[0]} ${said}`, `${service} refuses (${status}).${hint[1]} ${said}`);
};

const takeService = async (session: Session, folder: string, service: string, cptsId: string, written: Array<WrittenFile>): Promise<ServiceOfArchive> => {
  const address = new URL(`${session.url}/${service}/v1/cpts-archives/${encodeURIComponent(cptsId)}`);
  const answer = await fetch(address, { headers: headersOf(session), signal: session.terminal.signal }).catch(() => null);
  if (answer === null) throw new Refusal(exitCodes.unreachable, `${service} ne répond pas à ${address.origin}.`, `${service} does not answer at ${address.origin}.`);
  if (!answer.ok || answer.body === null) throw await refusedBy(service, { status: answer.status, text: () => answer.text() });
  return writeService(folder, service, linesOf(answer.body), written);
};

/** Writes the folder of an archive. */
const writeFolder = async (session: Session, folder: string, cptsId: string): Promise<Manifest> => {
  const written: Array<WrittenFile> = [];
  const services: Record<string, ServiceOfArchive> = {};
  for (const service of archiveOrder) services[service] = await takeService(session, folder, service, cptsId, written);
  if (services["registry"]?.rows === 0) throw new Refusal(exitCodes.no, `Aucune CPTS ${cptsId} ici.`, `No CPTS ${cptsId} here.`);
  const manifest: Manifest = {
    format: archiveFormat,
    cptsId,
    exportedAt: new Date().toISOString(),
    hash: wholeHash(services),
    services,
    files: Object.fromEntries(written.map(({ path, sha256, size }) => [path, { sha256, size }])),
  };
  writeFileSync(join(folder, manifestName), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
  return manifest;
};

/** Takes a CPTS out. What is left of an export that was interrupted is begun anew; what is there under the name is never written over. */
export const runExport = async (session: Session, words: ReadonlyArray<string>): Promise<ExitCode> => {
  const { options, tell, terminal } = session;
  if (options.cpts === undefined || words.length > 0) throw usageError(form, form);
  const cptsId = await cptsIdOf(session, options.cpts);
  const out = options.out ?? `cpts-${cptsId}.zip`;
  if (existsSync(out)) throw usageError(`Existe déjà : ${out}`, `Is there already: ${out}`);
  const partial = `${out}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true, mode: 0o700 });
  try {
    const manifest = await writeFolder(session, partial, cptsId);
    if (out.endsWith(".zip")) {
      await packFolder(partial, [manifestName, ...Object.keys(manifest.files)], `${partial}.zip`);
      renameSync(`${partial}.zip`, out);
      rmSync(partial, { recursive: true });
    } else renameSync(partial, out);
    const { hash, services } = manifest;
    const sum = (of: "rows" | "events" | "files"): number => Object.values(services).reduce((total, one) => total + one[of], 0);
    if (options.json || options.ndjson) terminal.out(JSON.stringify({ out, cptsId, hash, rows: sum("rows"), events: sum("events"), files: sum("files") }));
    else {
      terminal.out(tell(`${out} : ${sum("rows")} lignes, ${sum("events")} événements, ${sum("files")} fichiers`, `${out}: ${sum("rows")} rows, ${sum("events")} events, ${sum("files")} files`));
      terminal.out(tell(`empreinte ${hash}`, `hash ${hash}`));
    }
    return exitCodes.ok;
  } catch (error) {
    for (const left of [partial, `${partial}.zip`]) rmSync(left, { recursive: true, force: true });
    throw error;
  }
};
