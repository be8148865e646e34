/**
 * Sends a file as the bare body of a request, of whatever size.
 *
 * @since 0.1.0
 */
import { statSync } from "node:fs";
import { request as requestHttp, type IncomingMessage } from "node:http";
import { request as requestHttps } from "node:https";
import type { Readable } from "node:stream";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { usageError } from "./refusal.ts";
import type { Session } from "./session.ts";
import { printable } from "./width.ts";

/** What is sent; `size` is null where it is not known beforehand. */
export interface Outgoing {
  readonly stream: Readable;
  readonly size: number | null;
}

/** The headers of every request of a session. */
export const headersOf = ({ language, token }: Session): Readonly<Record<string, string>> => ({ "accept-language": language, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) });

/** What was answered. */
export interface Sent {
  readonly status: number;
  readonly text: string;
}

const textOf = async (answer: IncomingMessage): Promise<string> => {
  const pieces: Array<Buffer> = [];
  for await (const piece of answer) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString("utf8");
};

/** Not by `fetch`, which gives up after five minutes without an answer: a whole register on a busy machine may take longer. */
export const send = (session: Session, { size, stream }: Outgoing, url: URL, sent: (bytes: number) => void): Promise<Sent> =>
  new Promise((resolve, reject) => {
    const headers = { ...headersOf(session), "content-type": "application/octet-stream", ...(size === null ? {} : { "content-length": String(size) }) };
    const request = (url.protocol === "https:" ? requestHttps : requestHttp)(url, { method: "POST", headers, signal: session.terminal.signal });
    let isAnswered = false;
    request.on("response", (answer) => {
      isAnswered = true;
      textOf(answer).then((text) => resolve({ status: answer.statusCode ?? 0, text }), reject);
    });
    // A refusal comes before the end of the file: what could not be sent any more is no failure.
    request.on("error", (error) => {
      if (!isAnswered) reject(error);
    });
    let bytes = 0;
    stream
      .on("error", reject)
      .on("data", (piece: Buffer) => sent((bytes += piece.length)))
      .pipe(request);
  });

/** What a service says it refuses, in lines. */
const refusalLines = (text: string): ReadonlyArray<string> => {
  const { detail, errors = [], title } = JSON.parse(text) as { readonly title?: string; readonly detail?: string; readonly errors?: ReadonlyArray<{ readonly message: string }> };
  return [[title, detail].filter((part) => part !== undefined).join(" : "), ...errors.map(({ message }) => `  ${message}`)];
};

/** How large a file is; a usage error where it cannot be read. */
export const sizeOf = (file: string): number => {
  try {
    return statSync(file).size;
  } catch {
    throw usageError(`Le fichier ne peut pas être lu : ${file}`, `The file cannot be read: ${file}`);
  }
};

/** Tells why a file was refused. */
export const tellRefused = ({ terminal }: Session, { text }: Sent): null => {
  for (const line of refusalLines(text)) terminal.err(printable(line));
  return null;
};

/** Tells what became of a file that was sent: what is wrong with it, or the lines about what was taken in. */
export const tellTaken = <Told>(session: Session, { status, text }: Sent, linesOf: (session: Session, told: Told) => ReadonlyArray<string>): ExitCode => {
  const { options, terminal } = session;
  if (status !== 201) {
    tellRefused(session, { status, text });
    return exitCodes.refused;
  }
  if (options.json || options.ndjson) terminal.out(text);
  // The contract says what the endpoint answers.
  else for (const line of linesOf(session, JSON.parse(text) as Told)) terminal.out(printable(line));
  return exitCodes.ok;
};
