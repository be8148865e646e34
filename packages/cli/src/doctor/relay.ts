/**
 * Whether the events of a service reach the broker, as its metrics tell: only where they may be read from here.
 *
 * @since 0.1.0
 */
import type { Session } from "../session.ts";
import { type Finding, finding } from "./finding.ts";

/** Events that wait longer than this are not merely on their way: a takeover by another replica lasts five seconds. */
const mostSeconds = 15;
const timeoutMs = 10_000;

const gauge = (metrics: string, name: string): number | undefined => {
  const value = new RegExp(`^${name}(?:\\{[^}]*\\})? (?<value>[0-9.e+-]+)$`, "mu").exec(metrics)?.groups?.["value"];
  return value === undefined ? undefined : Number(value);
};

const metricsOf = async ({ terminal, url }: Session, service: string): Promise<string> => {
  const response = await fetch(`${url}/${service}/metrics`, { signal: AbortSignal.any([terminal.signal, AbortSignal.timeout(timeoutMs)]) });
  return response.ok ? response.text() : "";
};

/** Nothing where nothing waits, or nothing can be known: metrics are seldom for everyone. */
export const relayFindings = async (session: Session, service: string): Promise<ReadonlyArray<Finding>> => {
  const { tell } = session;
  const metrics = await metricsOf(session, service).catch(() => "");
  const [lag, seconds] = [gauge(metrics, "cpts_relay_lag_events") ?? 0, Math.round(gauge(metrics, "cpts_relay_oldest_seconds") ?? 0)];
  if (lag === 0) return [];
  const found = tell(`${lag} événement(s) pas encore chez NATS, le plus ancien depuis ${seconds} s`, `${lag} event(s) not with NATS yet, the oldest for ${seconds} s`);
  if (seconds < mostSeconds) return [finding("relay", service, "ok", found)];
  return [finding("relay", service, "fault", found, tell("Rien n'est perdu : le journal les garde et HTTP les sert. Regardez le serveur NATS.", "Nothing is lost: the log keeps them and HTTP serves them. See to the NATS server."))];
};
