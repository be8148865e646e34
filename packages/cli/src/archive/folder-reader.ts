/**
 * Reads the folder of an archive back as the lines that a service takes.
 *
 * @since 0.1.0
 */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { join, normalize } from "node:path";
import { createInterface } from "node:readline";
import { archiveFormat } from "@cpts/api/Portability";
import { exitCodes } from "../exit-codes.ts";
import { Refusal } from "../refusal.ts";
import { pathsOf, type Manifest } from "./manifest.ts";

/** Bytes of a file in one line: a multiple of three, so that base64 needs no filling in between. */
const pieceBytes = 768 * 1024;

const sha256Of = async (file: string): Promise<string> => {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(file)) hash.update(piece as Buffer);
  return hash.digest("hex");
};

/** The files of a folder that are not what the manifest says: changed, missing, or outside of it. */
export const damagedFiles = async (folder: string, { files }: Manifest): Promise<ReadonlyArray<string>> => {
  const damaged: Array<string> = [];
  for (const [path, { sha256 }] of Object.entries(files)) {
    const isInside = !normalize(path).startsWith("..") && !path.startsWith("/");
    const found = isInside ? await sha256Of(join(folder, path)).catch(() => null) : null;
    if (found !== sha256) damaged.push(path);
  }
  return damaged;
};

const records = async function* (file: string, member: "row" | "event"): AsyncGenerator<string> {
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) if (line !== "") yield `{"${member}":${line}}\n`;
};

/** The lines of a service. */
export const serviceLines = async function* (folder: string, service: string, { cptsId, services }: Manifest): AsyncGenerator<string> {
  const told = services[service];
  if (told === undefined) throw new Refusal(exitCodes.usage, `L'archive n'a pas de service ${service}.`, `The archive has no service ${service}.`);
  const paths = pathsOf(service);
  yield `${JSON.stringify({ archive: { format: archiveFormat, service, cptsId } })}\n`;
  for (const content of told.contents) {
    yield `${JSON.stringify({ file: content })}\n`;
    for await (const piece of createReadStream(join(folder, paths.file(content.sha256)), { highWaterMark: pieceBytes })) yield `${JSON.stringify({ bytes: (piece as Buffer).toString("base64") })}\n`;
  }
  for (const { rows: _, ...table } of told.tables) {
    yield `${JSON.stringify({ table })}\n`;
    yield* records(join(folder, paths.table(table.name)), "row");
  }
  if (told.events > 0) yield* records(join(folder, paths.events), "event");
  yield `${JSON.stringify({ end: { rows: told.rows, events: told.events, files: told.files, hash: told.hash } })}\n`;
};
