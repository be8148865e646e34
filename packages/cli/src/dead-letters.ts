/**
 * `cpts dead-letters list | show | retry | drop`: the events that a service could not apply, and what to do with them.
 *
 * @since 0.1.0
 */
import type { DeadLetter, DeadLetterDropped, DeadLettersRetried } from "@cpts/api/DeadLetters";
import { isObject } from "./cells.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { asOperator, oneService, patient, servicesOf } from "./operators.ts";
import { usageError } from "./refusal.ts";
import { callOf, type Session } from "./session.ts";
import { recordLines } from "./show.ts";
import { fitTable } from "./table.ts";
import { printable } from "./width.ts";

type Letter = typeof DeadLetter.Encoded & { readonly service: string };

const forms = {
  list: "cpts dead-letters list [service]",
  show: "cpts dead-letters show <service> <projection> <position>",
  retry: "cpts dead-letters retry <service> <projection> [aggregate]",
  drop: 'cpts dead-letters drop <service> <projection> <position> --reason "…"',
};

const print = ({ options, terminal }: Session, data: object, lines: ReadonlyArray<string>): void => {
  if (options.json || options.ndjson) terminal.out(JSON.stringify(data));
  else for (const line of lines) terminal.out(printable(line));
};

const lettersOf = async (session: Session, service: string): Promise<ReadonlyArray<Letter>> => {
  const rows: Array<Letter> = [];
  for await (const { data } of callOf(session, { service, method: "listDeadLetters" }).pages({}, { signal: session.terminal.signal }))
    // The SDK's own types say what the endpoint answers.
    for (const row of (data as { readonly items: ReadonlyArray<typeof DeadLetter.Encoded> }).items) rows.push({ service, ...row });
  return rows;
};

const list = async (session: Session, words: ReadonlyArray<string>): Promise<ExitCode> => {
  const { options, tell, terminal } = session;
  if (words.length > 1) throw usageError(forms.list, forms.list);
  const rows = (await Promise.all(servicesOf(words).map((service) => lettersOf(session, service)))).flat();
  if (options.json) terminal.out(JSON.stringify({ items: rows }));
  else if (options.ndjson) for (const row of rows) terminal.out(JSON.stringify(row));
  else if (rows.length === 0) terminal.err(tell("Rien.", "None."));
  else {
    const states = { retrying: tell("nouvel essai", "retrying"), parked: tell("à traiter", "parked"), waiting: tell("derrière", "waiting") };
    const titles = [tell("Service", "Service"), tell("Projection", "Projection"), "Position", tell("État", "State"), tell("Essais", "Attempts"), tell("Agrégat", "Aggregate"), "Type", tell("Cause", "Reason")];
    const texts = rows.map((row) => [row.service, row.projection, row.position, states[row.state], row.attempts, row.aggregateId, row.type, row.reason].map((cell) => printable(String(cell))));
    for (const line of fitTable(titles, texts, terminal.columns).lines) terminal.out(line);
  }
  return exitCodes.ok;
};

const positionOf = (text: string | undefined, form: string): number => {
  if (text === undefined || !/^[1-9]\d{0,9}$/u.test(text)) throw usageError(form, form);
  return Number(text);
};

const projectionOf = (name: string | undefined, form: string): string => {
  if (name === undefined) throw usageError(form, form);
  return name;
};

const show = async (session: Session, [name, second, third, ...others]: ReadonlyArray<string>): Promise<ExitCode> => {
  const service = oneService(name, forms.show);
  const [projection, position] = [projectionOf(second, forms.show), positionOf(third, forms.show)];
  if (others.length > 0) throw usageError(forms.show, forms.show);
  const { data } = await callOf(session, { service, method: "readDeadLetter" })({ projection, position }, { signal: session.terminal.signal });
  print(session, data as object, isObject(data) ? recordLines(data, session.language, session.terminal.columns) : []);
  return exitCodes.ok;
};

const retry = async (session: Session, [name, second, aggregateId, ...others]: ReadonlyArray<string>): Promise<ExitCode> => {
  const { tell } = session;
  const service = oneService(name, forms.retry);
  const projection = projectionOf(second, forms.retry);
  if (others.length > 0) throw usageError(forms.retry, forms.retry);
  const body = aggregateId === undefined ? {} : { aggregateId };
  const { data } = await callOf(session, { service, method: "retryDeadLetters" })({ projection }, body, { ...patient, signal: session.terminal.signal });
  const { applied, released, stuck, stuckCount } = data as typeof DeadLettersRetried.Encoded;
  print(session, { service, ...(data as object) }, [
    tell(`${service} ${projection} : ${applied} événement(s) appliqué(s), ${released} agrégat(s) libéré(s), ${stuckCount} toujours bloqué(s)`, `${service} ${projection}: ${applied} event(s) applied, ${released} aggregate(s) released, ${stuckCount} parked still`),
    ...stuck.map(({ aggregateId: aggregate, position, reason }) => `! ${position} ${aggregate}: ${reason}`),
  ]);
  return stuckCount === 0 ? exitCodes.ok : exitCodes.no;
};

const drop = async (session: Session, [name, second, third, ...others]: ReadonlyArray<string>): Promise<ExitCode> => {
  const { options, tell } = session;
  const service = oneService(name, forms.drop);
  const [projection, position] = [projectionOf(second, forms.drop), positionOf(third, forms.drop)];
  if (others.length > 0 || options.reason === undefined) throw usageError(forms.drop, forms.drop);
  const { data } = await callOf(session, { service, method: "dropDeadLetter" })({ projection }, { position, reason: options.reason }, { signal: session.terminal.signal });
  const { aggregateId, waiting } = data as typeof DeadLetterDropped.Encoded;
  const next = `cpts dead-letters retry ${service} ${projection} ${aggregateId}`;
  print(session, { service, ...(data as object) }, [
    tell(`${service} ${projection} : l'événement ${position} est abandonné`, `${service} ${projection}: event ${position} is given up`),
    ...(waiting === 0 ? [] : [tell(`${waiting} événement(s) du même agrégat attendent : ${next}`, `${waiting} event(s) of the same aggregate wait: ${next}`)]),
  ]);
  return exitCodes.ok;
};

const verbs = { list, show, retry, drop };

/** Lists the dead letters of all services or of one, shows one whole, applies them again, or gives one up. A retry that leaves some parked ends with 1. */
export const runDeadLetters = async (session: Session, [verb = "", ...words]: ReadonlyArray<string>): Promise<ExitCode> => {
  const known = Object.keys(verbs).find((one): one is keyof typeof verbs => one === verb);
  const all = Object.values(forms).join("\n");
  if (known === undefined) throw usageError(all, all);
  return asOperator(session, () => verbs[known](session, words));
};
