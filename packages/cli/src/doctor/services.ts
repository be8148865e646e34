/**
 * Whether each service lives, is ready, and lets its log be read.
 *
 * @since 0.1.0
 */
import { isObject } from "../cells.ts";
import type { Session } from "../session.ts";
import { printable } from "../width.ts";
import { type Finding, finding } from "./finding.ts";
import { causeOf, probe, type Probed } from "./probe.ts";

const told = (json: unknown, key: string): string => (isObject(json) && typeof json[key] === "string" ? printable(json[key]) : "?");

const away = ({ tell }: Session, service: string, what: string): Finding =>
  finding("service", service, "fault", tell(`ne répond pas (${what})`, `does not answer (${what})`), tell("Regardez s'il tourne, et son journal.", "See whether it runs, and its log."));

/** Alive, ready, and which version: the first answer that is not a success decides. */
const serviceFinding = async (session: Session, service: string): Promise<Finding> => {
  const { tell } = session;
  try {
    const alive = await probe(session, `/${service}/livez`, false);
    if (alive.status !== 200) return away(session, service, `HTTP ${alive.status}`);
    const ready = await probe(session, `/${service}/readyz`, false);
    if (ready.status !== 200) return finding("service", service, "fault", tell(`vit mais n'est pas prêt : ${told(ready.json, "status")}`, `lives but is not ready: ${told(ready.json, "status")}`), tell("Regardez sa base de données.", "See to its database."));
    const { json, ms } = await probe(session, `/${service}/version`, false);
    return finding("service", service, "ok", tell(`prêt, version ${told(json, "version")}, ${Math.round(ms)} ms`, `ready, version ${told(json, "version")}, ${Math.round(ms)} ms`));
  } catch (error) {
    return away(session, service, causeOf(error));
  }
};

const feedFinding = ({ tell }: Session, service: string, { json, status }: Probed): Finding => {
  if (status === 200 && isObject(json)) return finding("feed", service, "ok", tell(`journal lisible, tête ${String(json["head"])}`, `log readable, head ${String(json["head"])}`));
  if (status === 401 || status === 403) return finding("feed", service, "note", tell(`journal réservé (${status}) : il faut ${service}:events`, `log not for everyone (${status}): it takes ${service}:events`));
  return finding("feed", service, "fault", tell(`journal illisible (HTTP ${status})`, `log unreadable (HTTP ${status})`));
};

/** The service, then its log if it is there. */
export const serviceFindings = async (session: Session, service: string): Promise<ReadonlyArray<Finding>> => {
  const first = await serviceFinding(session, service);
  if (first.health !== "ok") return [first];
  try {
    return [first, feedFinding(session, service, await probe(session, `/${service}/v1/events?limit=1`))];
  } catch (error) {
    return [first, finding("feed", service, "fault", causeOf(error))];
  }
};
