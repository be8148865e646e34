/**
 * `cpts registry import-contours <file or address>`: sends the contours of communes, from a file or from where they are published.
 *
 * @since 0.1.0
 */
import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import type { ReadableStream as WebStream } from "node:stream/web";
import { type ContoursView, contoursEndpoints } from "@cpts/api/Contours";
import type { ExitCode } from "./exit-codes.ts";
import { usageError } from "./refusal.ts";
import { type Outgoing, send, sizeOf, tellTaken } from "./send-file.ts";
import type { Session } from "./session.ts";

type Told = typeof ContoursView.Encoded;

const form = 'cpts registry import-contours <file|https://…> --edition 2026 --source "IGN, Admin Express" --licence "Licence Ouverte 2.0"';
const shown = 10;

const fromAddress = async (address: string, signal: AbortSignal): Promise<Outgoing> => {
  const answer = await fetch(address, { signal }).catch(() => null);
  if (answer === null || !answer.ok || answer.body === null) throw usageError(`L'adresse ne répond pas (${answer?.status ?? "-"}) : ${address}`, `The address does not answer (${answer?.status ?? "-"}): ${address}`);
  // The same streams under two names: those of the web and those of Node.
  return { stream: Readable.fromWeb(answer.body as WebStream<Uint8Array>), size: null };
};

const outgoing = async (place: string, signal: AbortSignal): Promise<Outgoing> =>
  /^https?:\/\//u.test(place) ? fromAddress(place, signal) : { size: sizeOf(place), stream: createReadStream(place, { highWaterMark: 262_144 }) };

const some = (codes: ReadonlyArray<string>): string => `${codes.slice(0, shown).join(" ")}${codes.length > shown ? " …" : ""}`;

const resultLines = ({ tell }: Session, { arrondissements, communes, edition, hash, licence, merged, missing, source, status, unknown }: Told): ReadonlyArray<string> => [
  status === "unchanged" ? tell("ces contours sont déjà en service : rien n'a changé", "these contours are in use already: nothing has changed") : tell(`contours ${edition} en service : ${hash}`, `contours ${edition} in use: ${hash}`),
  tell(`source : ${source} (${licence})`, `source: ${source} (${licence})`),
  tell(`${communes} communes, ${arrondissements} arrondissements municipaux`, `${communes} communes, ${arrondissements} municipal arrondissements`),
  ...(missing.length === 0 ? [] : [tell(`sans contour : ${missing.length} communes, dont ${some(missing)}`, `without a contour: ${missing.length} communes, among them ${some(missing)}`)]),
  ...(merged.length === 0 ? [] : [tell(`${merged.length} codes anciens réunis à la commune d'aujourd'hui`, `${merged.length} codes of the past put into the commune of today`)]),
  ...(unknown.length === 0 ? [] : [tell(`codes inconnus, laissés de côté : ${some(unknown)}`, `unknown codes, left out: ${some(unknown)}`)]),
];

/** Sends contours, and ends when the registry has taken or refused them. */
export const runContoursImport = async (session: Session, [place, ...rest]: ReadonlyArray<string>): Promise<ExitCode> => {
  const { options, terminal, url } = session;
  const { edition, licence, source } = options;
  if (place === undefined || rest.length > 0 || edition === undefined || licence === undefined || source === undefined) throw usageError(form, form);
  const target = new URL(`${url}/registry${contoursEndpoints.importContours.path}`);
  for (const [name, value] of Object.entries({ edition, source, licence })) target.searchParams.set(name, value);
  const answer = await send(session, await outgoing(place, terminal.signal), target, () => {});
  return tellTaken<Told>(session, answer, resultLines);
};
