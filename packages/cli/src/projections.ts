/**
 * `cpts projections list | verify | rebuild`: what the services have learned from each other, compared and built again.
 *
 * @since 0.1.0
 */
import type { FollowedProjection, ProjectionRebuild, ProjectionVerification } from "@cpts/api/Operations";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { asOperator, patient, servicesOf } from "./operators.ts";
import { negative, usageError } from "./refusal.ts";
import { callOf, type Session } from "./session.ts";
import { fitTable } from "./table.ts";
import { printable } from "./width.ts";

/** A projection with the service that keeps it. */
export type OwnedProjection = typeof FollowedProjection.Encoded & { readonly service: string };

/** The projections of one service. */
export const projectionsOf = async (session: Session, service: string): Promise<ReadonlyArray<OwnedProjection>> => {
  const { data } = await callOf(session, { service, method: "listProjections" })({ signal: session.terminal.signal });
  // The SDK's own types say what the endpoint answers.
  return (data as { readonly items: ReadonlyArray<typeof FollowedProjection.Encoded> }).items.map((row) => ({ service, ...row }));
};

/** How many events a projection is behind; null when the source does not answer, or its log is another one. */
export const lagOf = ({ head, logId, position, sourceLogId }: OwnedProjection): number | null => (head === null || (logId !== null && logId !== sourceLogId) ? null : head - position);

const chosen = async (session: Session, [service, name]: ReadonlyArray<string>): Promise<ReadonlyArray<OwnedProjection>> => {
  const rows = (await Promise.all(servicesOf(service === undefined ? [] : [service]).map((one) => projectionsOf(session, one)))).flat();
  const named = rows.filter((row) => name === undefined || row.name === name);
  if (name !== undefined && named.length === 0) throw negative(`${service} n'a pas de projection « ${name} ».`, `${service} has no projection "${name}".`);
  return named;
};

const list = async (session: Session, words: ReadonlyArray<string>): Promise<ExitCode> => {
  const { options, tell, terminal } = session;
  const rows = await chosen(session, words);
  if (options.json) terminal.out(JSON.stringify({ items: rows }));
  else if (options.ndjson) for (const row of rows) terminal.out(JSON.stringify(row));
  else {
    const titles = [tell("Service", "Service"), tell("Projection", "Projection"), "Source", "Position", tell("Tête", "Head"), tell("Retard", "Lag"), tell("En attente", "Parked"), "Tables"];
    const texts = rows.map((row) => [row.service, row.name, row.source, row.position, row.head ?? "?", lagOf(row) ?? "?", row.parkedCount, row.tables.join(", ")].map((cell) => printable(String(cell))));
    for (const line of fitTable(titles, texts, terminal.columns).lines) terminal.out(line);
    for (const row of rows) for (const one of row.parked) terminal.out(printable(`! ${row.service} ${row.name}: ${one.position} ${one.type} ${one.eventId}: ${one.reason}`));
  }
  return exitCodes.ok;
};

type Verified = typeof ProjectionVerification.Encoded;
type Rebuilt = typeof ProjectionRebuild.Encoded;

const sentence = ({ tell }: Session, { service }: OwnedProjection, done: Verified | Rebuilt): string => {
  const name = `${service} ${done.name}`;
  if (!("differing" in done)) return tell(`${name} : reconstruite jusqu'à la position ${done.position}`, `${name}: rebuilt up to position ${done.position}`);
  if (done.differing.length === 0) return tell(`${name} : ${done.rows} lignes, identique à sa reconstruction jusqu'à la position ${done.position}`, `${name}: ${done.rows} rows, identical to a rebuild up to position ${done.position}`);
  const tables = done.differing.join(", ");
  return tell(`${name} : diffère de sa reconstruction dans ${tables}`, `${name}: differs from a rebuild in ${tables}`);
};

const work = async (session: Session, verb: "verify" | "rebuild", words: ReadonlyArray<string>): Promise<ExitCode> => {
  const { options, terminal } = session;
  const results: Array<{ readonly service: string } & (Verified | Rebuilt)> = [];
  // One after the other: each reads a whole log.
  for (const row of await chosen(session, words)) {
    const call = callOf(session, { service: row.service, method: verb === "verify" ? "verifyProjection" : "rebuildProjection" });
    const { data } = await call({ name: row.name }, { ...patient, signal: terminal.signal });
    const result = { service: row.service, ...(data as Verified | Rebuilt) };
    results.push(result);
    if (options.ndjson) terminal.out(JSON.stringify(result));
    else if (!options.json) terminal.out(printable(sentence(session, row, result)));
  }
  if (options.json) terminal.out(JSON.stringify({ items: results }));
  return results.some((result) => "differing" in result && result.differing.length > 0) ? exitCodes.no : exitCodes.ok;
};

/** Lists, compares or rebuilds projections: of all services, of one, or one of them. */
export const runProjections = async (session: Session, [verb, ...words]: ReadonlyArray<string>): Promise<ExitCode> => {
  const [fr, en] = ["cpts projections list | verify | rebuild [service] [nom]", "cpts projections list | verify | rebuild [service] [name]"];
  if (words.length > 2 || (verb !== "list" && verb !== "verify" && verb !== "rebuild")) throw usageError(fr, en);
  return asOperator(session, () => (verb === "list" ? list(session, words) : work(session, verb, words)));
};
