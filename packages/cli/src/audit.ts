/**
 * `cpts audit verify`: whether the log of a service is as it was written.
 *
 * @since 0.1.0
 */
import type { LogVerification } from "@cpts/api/Audit";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { asOperator, patient, servicesOf } from "./operators.ts";
import { usageError } from "./refusal.ts";
import { callOf, type Session } from "./session.ts";
import { printable } from "./width.ts";

type Audited = typeof LogVerification.Encoded & { readonly service: string };

const form = "cpts audit verify [service] [--against <position>:<hash>]";

const notedOf = (text: string | undefined): { readonly position?: number; readonly hash?: string } => {
  if (text === undefined) return {};
  const { hash, position } = /^(?<position>[1-9]\d{0,9}):(?<hash>[0-9a-f]{64})$/u.exec(text)?.groups ?? {};
  if (hash === undefined) throw usageError("--against attend <position>:<empreinte>, comme audit verify les donne", "--against takes <position>:<hash>, as audit verify prints them");
  return { position: Number(position), hash };
};

const linesOf = ({ tell }: Session, { events, firstBad, hash, head, noted, service }: Audited): ReadonlyArray<string> => {
  const found =
    firstBad === null
      ? tell(`${service} : ${events} événement(s), tels qu'ils ont été écrits`, `${service}: ${events} event(s), as they were written`)
      : tell(`${service} : la position ${firstBad} n'est pas ce qui a été écrit (${head} événements annoncés)`, `${service}: position ${firstBad} is not what was written (${head} events announced)`);
  const next = firstBad === null && hash !== null ? [tell(`  à noter ailleurs : --against ${head}:${hash}`, `  to be noted elsewhere: --against ${head}:${hash}`)] : [];
  if (noted === null) return [found, ...next];
  const compared = noted.isSame
    ? tell(`  position ${noted.position} : l'empreinte notée`, `  position ${noted.position}: the hash that was noted`)
    : tell(`  position ${noted.position} : une autre empreinte que celle notée, l'histoire a été réécrite ou le journal remplacé`, `  position ${noted.position}: another hash than the one noted, history was rewritten or the log replaced`);
  return [found, compared, ...next];
};

/** Verifies the logs of all services, or of one. Ends with 1 when one is not as it was written, or not the one noted. */
export const runAudit = async (session: Session, [verb, ...names]: ReadonlyArray<string>): Promise<ExitCode> => {
  const { options, terminal } = session;
  const noted = notedOf(options.against);
  if (verb !== "verify" || names.length > 1 || (options.against !== undefined && names.length === 0)) throw usageError(form, form);
  const all: Array<Audited> = [];
  // One after the other: each reads a whole log.
  for (const service of servicesOf(names)) {
    const { data } = await asOperator(session, () => callOf(session, { service, method: "verifyLog" })(noted, { ...patient, signal: terminal.signal }));
    // The SDK's own types say what the endpoint answers.
    const audited = { service, ...(data as typeof LogVerification.Encoded) };
    all.push(audited);
    if (options.ndjson) terminal.out(JSON.stringify(audited));
    else if (!options.json) for (const line of linesOf(session, audited)) terminal.out(printable(line));
  }
  if (options.json) terminal.out(JSON.stringify({ items: all }));
  return all.every(({ firstBad, noted: compared }) => firstBad === null && compared?.isSame !== false) ? exitCodes.ok : exitCodes.no;
};
