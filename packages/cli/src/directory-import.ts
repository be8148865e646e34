/**
 * `cpts directory import <file>`: sends an extract of a national register, of professionals (RPPS) or of establishments (FINESS), and
 * tells how far the directory has got with it. The directory recognises which one it is.
 *
 * @since 0.1.0
 */
import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { ImportView } from "@cpts/api/ImportEndpoints";
import { importEndpoints } from "@cpts/api/ImportEndpoints";
import type { ExitCode } from "./exit-codes.ts";
import { usageError } from "./refusal.ts";
import { headersOf, send, sizeOf, tellTaken } from "./send-file.ts";
import type { Session } from "./session.ts";

type Told = typeof ImportView.Encoded;

const form = "cpts directory import <PS_LibreAcces_Personne_activite… | etalab-cs1100507-stock…> [--max-drop-percent 10]";
const askMs = 2_000;

const progressLine = ({ tell }: Session, { counts, status }: Told, sent: number, size: number): string => {
  const percent = size === 0 ? 100 : Math.floor((100 * sent) / size);
  return status === "merging"
    ? tell(`fusion : ${counts.rows} lignes lues`, `merging: ${counts.rows} rows read`)
    : tell(`${percent} % envoyés, ${counts.rows} lignes lues, ${counts.rejected} rejetées`, `${percent}% sent, ${counts.rows} rows read, ${counts.rejected} rejected`);
};

/** Says now and then how far it has got, until it is stopped. What cannot be asked now is asked later. */
const watch = async (session: Session, address: string, how: { readonly sent: () => number; readonly size: number; readonly isOver: () => boolean }): Promise<void> => {
  let last = "";
  while (!how.isOver()) {
    await pause(askMs);
    const answer = await fetch(`${address}?limit=1`, { headers: headersOf(session) }).catch(() => null);
    if (answer?.status !== 200 || how.isOver()) continue;
    // The contract says what the endpoint answers.
    const [latest] = ((await answer.json()) as { readonly items: ReadonlyArray<Told> }).items;
    const line = latest === undefined || latest.endedAt !== null ? "" : progressLine(session, latest, how.sent(), how.size);
    if (line !== last && line !== "") session.terminal.err(line);
    last = line;
  }
};

const resultLines = ({ tell }: Session, { counts, edition, id, rejects, status, windows1252Rows }: Told): ReadonlyArray<string> => [
  status === "unchanged"
    ? tell("le même fichier que la dernière fois : rien n'a changé", "the same file as the last time: nothing has changed")
    : counts.structures === undefined
      ? tell(
          `${counts.people} personnes (${counts.rows} lignes) : ${counts.added} nouvelles, ${counts.changed} modifiées, ${counts.removed} parties`,
          `${counts.people} people (${counts.rows} rows): ${counts.added} new, ${counts.changed} changed, ${counts.removed} gone`,
        )
      : tell(
          `${counts.structures} structures (${counts.rows} lignes) : ${counts.added} nouvelles, ${counts.changed} modifiées, ${counts.removed} disparues`,
          `${counts.structures} structures (${counts.rows} rows): ${counts.added} new, ${counts.changed} changed, ${counts.removed} gone`,
        ),
  ...(edition === null ? [] : [tell(`édition du ${edition}`, `edition of ${edition}`)]),
  ...(windows1252Rows === 0 ? [] : [tell(`${windows1252Rows} lignes lues en Windows-1252`, `${windows1252Rows} rows read as Windows-1252`)]),
  ...(counts.rejected === 0 ? [] : [tell(`${counts.rejected} lignes rejetées, dont :`, `${counts.rejected} rows rejected, among them:`)]),
  ...rejects.slice(0, 10).map(({ columns, line, reason }) => tell(`  ligne ${line} : ${reason} (${columns} colonnes)`, `  line ${line}: ${reason} (${columns} columns)`)),
  tell(`toutes : cpts get imports ${id} --json`, `all of them: cpts get imports ${id} --json`),
];

/** Sends one file, and ends when the directory has taken it or refused it. */
export const runDirectory = async (session: Session, [verb, file, ...rest]: ReadonlyArray<string>): Promise<ExitCode> => {
  const { options, url } = session;
  const drop = options["max-drop-percent"];
  if (verb !== "import" || file === undefined || rest.length > 0) throw usageError(form, form);
  const size = sizeOf(file);
  const address = `${url}/directory${importEndpoints.importRpps.path}`;
  const target = new URL(address);
  for (const [name, value] of Object.entries({ name: basename(file), ...(drop === undefined ? {} : { maxDropPercent: drop }) })) target.searchParams.set(name, value);
  const state = { sent: 0, isOver: false };
  const watching = watch(session, address, { sent: () => state.sent, size, isOver: () => state.isOver });
  const { status, text } = await send(session, { stream: createReadStream(file, { highWaterMark: 262_144 }), size }, target, (bytes) => (state.sent = bytes)).finally(() => (state.isOver = true));
  await watching;
  return tellTaken<Told>(session, { status, text }, resultLines);
};
