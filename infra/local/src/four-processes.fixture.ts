import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, type Connection } from "@cpts/sdk";
import { freePort } from "@cpts/servers/free-port";
import { serviceProcess, type ServiceProcess } from "@cpts/service-kit/testing/service-process";
import { testDatabase, type TestDatabase } from "@cpts/testing/database";
import { AUDIENCE, httpTestIssuer } from "@cpts/testing/issuer";
import { everyScope, serviceNames, type ServiceName } from "./service-names.ts";


/** The four services as they are deployed: a process and a database each, told of one another by addresses. */
export interface FourProcesses {
  readonly urls: Readonly<Record<ServiceName, string>>;
  /** A client with every right of a service account. */
  readonly connection: () => Connection;
  /** Kills one as a power cut would. */
  readonly kill: (name: ServiceName) => Promise<void>;
  /** Starts it again on its port and database. */
  readonly start: (name: ServiceName) => Promise<void>;
  readonly remove: () => Promise<void>;
}

const byName = async <A>(make: (name: ServiceName) => Promise<A>): Promise<Readonly<Record<ServiceName, A>>> =>
  // One entry for each name.
  Object.fromEntries(await Promise.all(serviceNames.map(async (name) => [name, await make(name)] as const))) as Record<ServiceName, A>;

/** Starts them, each with the environment of an installation beside what is given. */
export const fourProcesses = async (given: Readonly<Record<string, string>> = {}): Promise<FourProcesses> => {
  const folder = mkdtempSync(join(tmpdir(), "cpts-four-"));
  const issuer = await httpTestIssuer();
  const token = await issuer.token({ cpts_role: "service-account", scope: everyScope });
  const tokenPath = join(folder, "follow-token");
  writeFileSync(tokenPath, token, { mode: 0o600 });
  const ports = await byName(() => freePort());
  const urls = await byName(async (name) => `http://127.0.0.1:${ports[name]}`);
  const databases: Readonly<Record<ServiceName, TestDatabase>> = await byName((name) => testDatabase({ name, version: "empty", migrate: async () => {} }));
  const spawn = (name: ServiceName): ServiceProcess =>
    serviceProcess(join(import.meta.dirname, "..", "..", "..", "services", name, "src", "main.ts"), {
      DATABASE_URL: databases[name].url,
      DATABASE_DIRECT_URL: databases[name].ownerUrl,
      DATABASE_POOL_SIZE: "5",
      PORT: String(ports[name]),
      ISSUERS: JSON.stringify([{ issuer: issuer.issuer, audience: AUDIENCE, jwks: issuer.jwksUrl, roles: ["service-account"] }]),
      FOLLOW_TOKEN_PATH: tokenPath,
      ...Object.fromEntries(serviceNames.map((other) => [`${other.toUpperCase()}_URL`, urls[other]])),
      ...given,
    });
  const running = { ...(await byName(async (name) => spawn(name))) };
  await Promise.all(serviceNames.map((name) => running[name].url));
  const kill = async (name: ServiceName): Promise<void> => {
    running[name].child.kill("SIGKILL");
    await running[name].exited;
  };
  return {
    urls,
    connection: () => connect({ urls, token }),
    kill,
    start: async (name) => {
      running[name] = spawn(name);
      await running[name].url;
    },
    remove: async () => {
      await Promise.all(serviceNames.map(kill));
      await issuer.close();
      for (const name of serviceNames) await databases[name].drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
