/**
 * Whether each projection keeps up with the log it follows, and has left nothing aside.
 *
 * @since 0.1.0
 */
import { setTimeout as pause } from "node:timers/promises";
import { CptsProblem } from "@cpts/sdk";
import { lagOf, type OwnedProjection, projectionsOf } from "../projections.ts";
import type { Session } from "../session.ts";
import { printable } from "../width.ts";
import { type Finding, finding } from "./finding.ts";

/** A projection that is behind and has not moved in this time stands still. */
const secondLookMs = 2_000;

const parkedFinding = ({ tell }: Session, row: OwnedProjection): ReadonlyArray<Finding> => {
  const [first] = row.parked;
  if (first === undefined) return [];
  const found = tell(
    `${row.name} : ${row.parkedCount} événement(s) en attente, le premier à la position ${first.position} : ${first.reason}`,
    `${row.name}: ${row.parkedCount} parked event(s), the first at position ${first.position}: ${first.reason}`,
  );
  const advice = tell(
    `cpts dead-letters list ${row.service} ; une fois la cause levée : cpts dead-letters retry ${row.service} ${row.name}`,
    `cpts dead-letters list ${row.service}; once the cause is gone: cpts dead-letters retry ${row.service} ${row.name}`,
  );
  const stands = tell(
    `${row.name} : arrêtée, trop d'agrégats sont bloqués ; elle repart dès que 20 au plus le restent`,
    `${row.name}: stands still, too many aggregates are parked; it goes on once 20 or fewer remain`,
  );
  return [...(row.isStopped ? [finding("projection", row.service, "fault", printable(stands), advice)] : []), finding("projection", row.service, "fault", printable(found), advice)];
};

const lagFinding = ({ tell }: Session, row: OwnedProjection, later: OwnedProjection | undefined): Finding => {
  const { name, service, source } = row;
  const say = (health: Finding["health"], fr: string, en: string, advice: string | null = null) => finding("projection", service, health, printable(`${name}: ${tell(fr, en)}`), advice);
  if (row.head === null) return say("fault", `${source} ne lui répond pas`, `${source} does not answer it`, tell(`Regardez ${source}, et l'adresse que ${service} en a.`, `See to ${source}, and the address that ${service} has of it.`));
  const lag = lagOf(row);
  if (lag === null) return say("note", `le journal de ${source} a changé, elle se reconstruit`, `the log of ${source} has changed, it is being rebuilt`);
  if (lag === 0) return say("ok", `à jour de ${source} (${row.position})`, `up to date with ${source} (${row.position})`);
  if (later === undefined || later.position > row.position || (lagOf(later) ?? 1) <= 0) return say("ok", `rattrape ${source} (${lag} de retard)`, `catching up with ${source} (${lag} behind)`);
  return say("fault", `${lag} événement(s) de retard sur ${source}, et n'avance pas`, `${lag} event(s) behind ${source}, and not moving`, tell(`Regardez le journal de ${service}.`, `See the log of ${service}.`));
};

/** The projections of one service. */
export const projectionFindings = async (session: Session, service: string): Promise<ReadonlyArray<Finding>> => {
  const { tell } = session;
  try {
    const rows = await projectionsOf(session, service);
    const behind = rows.some((row) => (lagOf(row) ?? 0) > 0);
    if (behind) await pause(secondLookMs, undefined, { signal: session.terminal.signal });
    const later = behind ? await projectionsOf(session, service) : [];
    return rows.flatMap((row) => [lagFinding(session, row, later.find(({ name }) => name === row.name)), ...parkedFinding(session, row)]);
  } catch (error) {
    if (error instanceof CptsProblem && (error.status === 401 || error.status === 403))
      return [finding("projection", service, "note", tell("projections non vérifiées : il faut platform-admin, ou platform:operate", "projections not checked: it takes platform-admin, or platform:operate"))];
    return [finding("projection", service, "fault", printable(error instanceof Error ? error.message : String(error)))];
  }
};
