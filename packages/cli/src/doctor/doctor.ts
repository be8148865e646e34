/**
 * `cpts doctor`: looks at everything from the outside, one thing after the other, and says what to do.
 *
 * @since 0.1.0
 */
import { services } from "@cpts/api/Services";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { usageError } from "../refusal.ts";
import type { Session } from "../session.ts";
import { printable } from "../width.ts";
import { brokerFindings } from "./broker.ts";
import { type Finding, finding } from "./finding.ts";
import { causeOf, probe, type Probed } from "./probe.ts";
import { projectionFindings } from "./projections.ts";
import { relayFindings } from "./relay.ts";
import { serviceFindings } from "./services.ts";
import { tokenFinding } from "./token.ts";

/** Beyond this the times in tokens are judged wrongly: services grant a minute (RFC 7519, 4.1.4 speaks of a few). */
const mostSkewMs = 30_000;

const marks: Readonly<Record<Finding["health"], string>> = { ok: "ok ", note: " . ", fault: "!! " };

const clockFinding = ({ tell }: Session, { date }: Probed, now: number): Finding => {
  if (date === null) return finding("clock", null, "note", tell("heure du serveur inconnue", "the server does not tell its time"));
  const skew = Math.round((now - date) / 1_000);
  if (Math.abs(now - date) <= mostSkewMs) return finding("clock", null, "ok", tell("les horloges s'accordent", "the clocks agree"));
  return finding("clock", null, "fault", tell(`cette machine est décalée de ${skew} s`, `this machine is ${skew} s off`), tell("Réglez l'heure (NTP) : les jetons seraient jugés à tort.", "Set the time (NTP): tokens would be judged wrongly."));
};

/** What a service answers to the token; null where none answers. */
const tokenStatus = async (session: Session): Promise<number | null> => {
  for (const service of Object.keys(services)) {
    const answer = await probe(session, `/${service}/v1/projections`).catch(() => null);
    if (answer !== null && [200, 401, 403].includes(answer.status)) return answer.status;
  }
  return null;
};

/** Every finding, in the order of a person who looks for a cause: what comes later rests on what came before. */
async function* examine(session: Session): AsyncGenerator<Finding> {
  const { nats, tell, token, url } = session;
  let answer: Probed;
  try {
    answer = await probe(session, "/", false);
  } catch (error) {
    yield finding("address", null, "fault", tell(`${url} ne répond pas (${causeOf(error)})`, `${url} does not answer (${causeOf(error)})`), tell("Lancez la plate-forme (npm start), ou donnez son adresse : --url ou CPTS_URL.", "Start the platform (npm start), or give its address: --url or CPTS_URL."));
    yield* await brokerFindings(tell, nats);
    return;
  }
  yield finding("address", null, "ok", tell(`${url} répond`, `${url} answers`));
  yield clockFinding(session, answer, Date.now());
  yield tokenFinding(tell, token, token === undefined ? null : await tokenStatus(session), Date.now());
  for (const service of Object.keys(services)) {
    const found = await serviceFindings(session, service);
    yield* found;
    if (found[0]?.health !== "ok") continue;
    yield* await relayFindings(session, service);
    yield* await projectionFindings(session, service);
  }
  yield* await brokerFindings(tell, nats);
}

/** Prints what it finds as it finds it. Ends with 1 when something is to be repaired. */
export const runDoctor = async (session: Session, words: ReadonlyArray<string>): Promise<ExitCode> => {
  const { options, tell, terminal } = session;
  if (words.length > 0) throw usageError("cpts doctor ne prend pas d'argument", "cpts doctor takes no argument");
  const all: Array<Finding> = [];
  for await (const one of examine(session)) {
    all.push(one);
    if (options.ndjson) terminal.out(JSON.stringify(one));
    if (options.json || options.ndjson) continue;
    terminal.out(printable(`${marks[one.health]} ${one.service ?? one.check}: ${one.found}`));
    if (one.advice !== null) terminal.out(`     -> ${one.advice}`);
  }
  const faults = all.filter(({ health }) => health === "fault").length;
  if (options.json) terminal.out(JSON.stringify({ ok: faults === 0, checks: all }));
  else if (!options.ndjson) terminal.out(faults === 0 ? tell("Tout va bien.", "All is well.") : tell(`${faults} chose(s) à réparer.`, `${faults} thing(s) to repair.`));
  return faults === 0 ? exitCodes.ok : exitCodes.no;
};
