/**
 * `cpts registry import-cpts <file>`: hands in a table of CPTS, tells what it would change, and applies it where that was said.
 *
 * @since 0.1.0
 */
import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { type CptsImportCounts, cptsImportEndpoints, type CptsImportPreview, type CptsImportRow, type CptsImportView } from "@cpts/api/CptsImports";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { patient } from "./operators.ts";
import { negative, usageError } from "./refusal.ts";
import { send, sizeOf, tellRefused } from "./send-file.ts";
import { callOf, type Session } from "./session.ts";
import { printable } from "./width.ts";

type Row = typeof CptsImportRow.Encoded;
type Counts = typeof CptsImportCounts.Encoded;

const form = "cpts registry import-cpts <file.xlsx|file.csv|file.json> [--as-of 2024-01-01] [--region 24] [--apply [--leave-out-refused]]";
const shown = 40;

const countLine = ({ tell }: Session, { changed, created, leftOut, refused, toConfirm, unchanged }: Counts): string =>
  tell(
    `${created} nouvelles, ${changed} modifiées, ${unchanged} inchangées, ${toConfirm} à confirmer, ${refused} refusées, ${leftOut} laissées de côté`,
    `${created} new, ${changed} changed, ${unchanged} unchanged, ${toConfirm} to be confirmed, ${refused} refused, ${leftOut} left out`,
  );

const columnLines = ({ tell }: Session, { columns }: typeof CptsImportView.Encoded): ReadonlyArray<string> =>
  columns.map(({ by, field, title }) => `  ${title === "" ? "?" : title} -> ${field ?? tell("(non lue)", "(not read)")}${by === null || by === "title" ? "" : ` [${by}]`}`);

const rowLines = ({ language, tell }: Session, { changes, name, outcome, reasons, row }: Row): ReadonlyArray<string> => [
  `${tell("ligne", "row")} ${row} ${name ?? ""}: ${outcome}`,
  ...changes.map(({ field, from, to }) => `    ${field}: ${from ?? "-"} -> ${to}`),
  ...reasons.map((reason) => `    ${reason.cell === null ? "" : `${reason.cell}: `}${reason[language]}`),
];

const previewLines = (session: Session, view: typeof CptsImportView.Encoded, { counts, notices, rows }: typeof CptsImportPreview.Encoded): ReadonlyArray<string> => {
  const told = rows.filter(({ outcome, reasons }) => outcome === "refused" || outcome === "to-confirm" || outcome === "changed" || reasons.length > 0);
  return [
    session.tell("colonnes :", "columns:"),
    ...columnLines(session, view),
    ...notices.map(({ message }) => message[session.language]),
    ...told.slice(0, shown).flatMap((row) => rowLines(session, row)),
    ...(told.length > shown ? [session.tell(`… et ${told.length - shown} autres : --json les donne toutes`, `… and ${told.length - shown} more: --json gives them all`)] : []),
    countLine(session, counts),
  ];
};

/** What an endpoint of the registry answers; the contract says its type. */
const call = async <Answer>(session: Session, method: string, ...given: ReadonlyArray<unknown>): Promise<Answer> => (await callOf(session, { service: "registry", method })(...given, { ...patient, signal: session.terminal.signal })).data as Answer;

const handIn = async (session: Session, file: string): Promise<typeof CptsImportView.Encoded | null> => {
  const { asOf, region } = session.query;
  const target = new URL(`${session.url}/registry${cptsImportEndpoints.startCptsImport.path}`);
  for (const [name, value] of Object.entries({ name: basename(file), on: asOf, region })) if (value !== undefined) target.searchParams.set(name, value);
  const answer = await send(session, { size: sizeOf(file), stream: createReadStream(file) }, target, () => {});
  // The contract says what the endpoint answers.
  return answer.status === 201 ? (JSON.parse(answer.text) as typeof CptsImportView.Encoded) : tellRefused(session, answer);
};

/** Hands in a table and tells what it would do; `--apply` does it, all of it or nothing. */
export const runCptsImport = async (session: Session, [file, ...rest]: ReadonlyArray<string>): Promise<ExitCode> => {
  const { options, tell, terminal } = session;
  if (file === undefined || rest.length > 0 || (options["leave-out-refused"] && !options.apply)) throw usageError(form, form);
  const view = await handIn(session, file);
  if (view === null) return exitCodes.refused;
  const preview = await call<typeof CptsImportPreview.Encoded>(session, "previewCptsImport", { id: view.id });
  const isJson = options.json || options.ndjson;
  if (isJson && !options.apply) terminal.out(JSON.stringify({ import: view, ...preview }));
  if (!isJson) for (const line of previewLines(session, view, preview)) terminal.out(printable(line));
  const { refused, toConfirm } = preview.counts;
  if (!options.apply) {
    if (!isJson) terminal.out(tell("rien n'est écrit ; --apply applique tout, --apply --leave-out-refused ce qui n'est pas refusé", "nothing is written; --apply applies all of it, --apply --leave-out-refused what is not refused"));
    return refused + toConfirm + preview.notices.length > 0 ? exitCodes.no : exitCodes.ok;
  }
  if (toConfirm > 0) throw negative(`${toConfirm} CPTS sont à confirmer par leur identifiant (colonne « Identifiant CPTS ») : rien n'est écrit.`, `${toConfirm} CPTS are to be confirmed by their id (column "Identifiant CPTS"): nothing is written.`);
  if (refused > 0 && !options["leave-out-refused"]) throw negative(`${refused} CPTS sont refusées : rien n'est écrit ; --leave-out-refused les laisse de côté.`, `${refused} CPTS are refused: nothing is written; --leave-out-refused leaves them out.`);
  const applied = await call<{ readonly counts: Counts }>(session, "applyCptsImport", { id: view.id }, { confirmations: [], leaveOutRefused: options["leave-out-refused"] });
  terminal.out(isJson ? JSON.stringify(applied) : tell(`appliqué : ${countLine(session, applied.counts)}`, `applied: ${countLine(session, applied.counts)}`));
  return exitCodes.ok;
};
