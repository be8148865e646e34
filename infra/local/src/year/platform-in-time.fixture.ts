import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Role } from "@cpts/domain/Access";
import { connect, type Connection } from "@cpts/sdk";
import { settableClock } from "@cpts/service-kit/testing/settable-clock";
import { cpts as cptsCommand, type CptsRun } from "../cpts.fixture.ts";
import { issuerName } from "../issuer/issuer-address.ts";
import { issuerKey } from "../issuer/keys.ts";
import { mint, type Bearer } from "../issuer/mint.ts";
import { launch } from "../launch.ts";
import { servicesIn } from "../services.ts";

/** The whole platform as `npm start` runs it, empty, on a day that a test says: tokens, servers and leases go by the real time. */
export interface PlatformInTime {
  readonly url: string;
  /** Null where this machine has no NATS server: events travel by the feed. */
  readonly natsUrl: string | null;
  /** It is ten in the morning, in Paris, of that day. */
  readonly itIs: (day: string) => void;
  /** A client of whoever bears such a token. */
  readonly as: (role: Role, bearer?: Partial<Omit<Bearer, "role">>) => Promise<Connection>;
  /** Runs `cpts` as whoever bears such a token. */
  readonly cpts: (bearer: Pick<Bearer, "role"> & Partial<Bearer>, ...words: ReadonlyArray<string>) => Promise<CptsRun>;
  readonly stop: () => Promise<void>;
}

const nothing = { cptsIds: [], regions: [], departements: [], scope: "" };

/** Starts it on free ports, in a folder of its own. */
export const platformInTime = async (day: string): Promise<PlatformInTime> => {
  const time = settableClock(`${day}T09:00:00Z`);
  const folder = mkdtempSync(join(tmpdir(), "cpts-year-"));
  const platform = await launch({
    port: 0,
    demonstration: false,
    natsUrl: null,
    folder,
    services: servicesIn({ clock: time.clock }),
    environment: {},
    say: () => {},
    print: (line) => process.stderr.write(`${line}\n`),
    signal: new AbortController().signal,
    onFailure: (reason) => {
      throw reason;
    },
  });
  const tokenOf = async (bearer: Pick<Bearer, "role"> & Partial<Bearer>): Promise<string> => mint(await issuerKey(folder), issuerName(folder, undefined), { ...nothing, subject: `year-${bearer.role}`, ...bearer }, 1);
  return {
    url: platform.url,
    natsUrl: platform.natsUrl,
    itIs: (to) => time.set(`${to}T09:00:00Z`),
    as: async (role, bearer = {}) => connect({ url: platform.url, token: await tokenOf({ role, ...bearer }), language: "fr" }),
    cpts: async (bearer, ...words) => cptsCommand({ CPTS_URL: platform.url, CPTS_TOKEN: await tokenOf(bearer) }, ...words),
    stop: async () => {
      await platform.stop();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
};
