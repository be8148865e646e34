import type { Platform, ServiceAddress } from "../platform.ts";

/** How a service is, as far as it answers in time. */
export interface Health {
  readonly name: string;
  readonly url: string;
  readonly state: "ready" | "not-ready" | "silent";
  readonly version: string | null;
  /** Position of the newest event of its log; null where it has none or shows it to nobody. */
  readonly head: number | null;
}

/** A field of an answer that may be anything. */
const fieldOf = (answer: unknown, name: string): unknown => (typeof answer === "object" && answer !== null ? Object.entries(answer).find(([key]) => key === name)?.[1] : undefined);

const healthOf = async (platform: Platform, { name, url }: ServiceAddress, signal: AbortSignal): Promise<Health> => {
  const [version, readiness, feed] = await Promise.allSettled([
    platform.readJson(name, "/version", signal),
    platform.readJson(name, "/readyz", signal),
    platform.readJson(name, "/v1/events?limit=1", signal),
  ]);
  const versionText = version.status === "fulfilled" ? fieldOf(version.value, "version") : undefined;
  const head = feed.status === "fulfilled" ? fieldOf(feed.value, "head") : undefined;
  const ready = readiness.status === "fulfilled" && fieldOf(readiness.value, "status") === "ready";
  return {
    name,
    url,
    // Who refuses to say its version is not one of ours, or not there.
    state: ready ? "ready" : typeof versionText === "string" ? "not-ready" : "silent",
    version: typeof versionText === "string" ? versionText : null,
    head: typeof head === "number" ? head : null,
  };
};

/** How every service is; one that does not answer keeps nobody waiting beyond the signal. */
export const readHealth = (platform: Platform, signal: AbortSignal): Promise<ReadonlyArray<Health>> =>
  Promise.all(platform.services.map((service) => healthOf(platform, service, signal)));
