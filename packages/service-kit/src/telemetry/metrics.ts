import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from "prom-client";

/** What a service counts, served at `/metrics` for Prometheus. */
export interface Metrics {
  readonly registry: Registry;
  readonly requests: Histogram<"method" | "route" | "status">;
  readonly feedStreams: Gauge;
  readonly snapshots: Gauge;
  readonly eventsPublished: Counter;
  readonly relayLag: Gauge;
  readonly relayBreakerOpen: Gauge;
  /** Since when the oldest event waits that the broker has not acknowledged; null when none does. Its age is told at each reading. */
  readonly relayWaitsSince: (instant: number | null) => void;
  readonly publishFailures: Counter;
  readonly eventsApplied: Counter<"subscription">;
  readonly eventsIgnored: Counter<"subscription">;
  readonly subscriptionPosition: Gauge<"subscription">;
  readonly parkedEvents: Gauge<"subscription">;
  readonly subscriptionStopped: Gauge<"subscription">;
  readonly clockLag: Gauge;
  readonly clockParked: Gauge;
}

/** An age grows without anybody setting it: it is reckoned when it is read. */
const oldestGauge = (registry: Registry): Metrics["relayWaitsSince"] => {
  let since: number | null = null;
  const gauge: Gauge = new Gauge({
    name: "cpts_relay_oldest_seconds",
    help: "Age of the oldest event that the broker has not acknowledged",
    registers: [registry],
    collect: () => gauge.set(since === null ? 0 : Math.max(0, (Date.now() - since) / 1_000)),
  });
  return (instant) => {
    since = instant;
  };
};

export const makeMetrics = (service: string): Metrics => {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    requests: new Histogram({
      name: "cpts_http_request_seconds",
      help: "Time to answer a request",
      labelNames: ["method", "route", "status"],
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers,
    }),
    feedStreams: new Gauge({ name: "cpts_feed_streams", help: "Event streams that are open", registers }),
    snapshots: new Gauge({ name: "cpts_snapshots", help: "Snapshots that are being read", registers }),
    eventsPublished: new Counter({ name: "cpts_events_published_total", help: "Events the broker acknowledged", registers }),
    relayLag: new Gauge({ name: "cpts_relay_lag_events", help: "Events of the log that the broker has not acknowledged", registers }),
    relayBreakerOpen: new Gauge({ name: "cpts_relay_breaker_open", help: "1 while the broker takes no events and is only probed now and then", registers }),
    relayWaitsSince: oldestGauge(registry),
    publishFailures: new Counter({ name: "cpts_publish_failures_total", help: "Publications the broker refused or did not answer", registers }),
    eventsApplied: new Counter({ name: "cpts_events_applied_total", help: "Events a subscription applied", labelNames: ["subscription"], registers }),
    eventsIgnored: new Counter({
      name: "cpts_events_ignored_total",
      help: "Events a subscription passed over because their type or major version is newer than this code: upgrade, then rebuild the projection",
      labelNames: ["subscription"],
      registers,
    }),
    subscriptionPosition: new Gauge({ name: "cpts_subscription_position", help: "Position a subscription has reached", labelNames: ["subscription"], registers }),
    parkedEvents: new Gauge({ name: "cpts_parked_events", help: "Events that could not be applied, or wait behind one", labelNames: ["subscription"], registers }),
    subscriptionStopped: new Gauge({ name: "cpts_subscription_stopped", help: "1 while a subscription stands still because too many aggregates are parked", labelNames: ["subscription"], registers }),
    clockLag: new Gauge({ name: "cpts_clock_lag_seconds", help: "By how much what is due is late, on the replica that does it", registers }),
    clockParked: new Gauge({ name: "cpts_clock_parked", help: "What was due, failed too often and was put aside", registers }),
  };
};
