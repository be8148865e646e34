import { join } from "node:path";
import { serviceProcess } from "@cpts/service-kit/testing/service-process";
import { testDatabase } from "@cpts/testing/database";
import { AUDIENCE, httpTestIssuer } from "@cpts/testing/issuer";

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly json: ReturnType<JSON["parse"]>;
}

/** A registry in a process of its own: a service never imports another. */
export interface RegistryProcess {
  readonly url: string;
  /** Sends as someone who may write everything. */
  readonly send: (method: string, path: string, json?: unknown, headers?: Readonly<Record<string, string>>) => Promise<Answer>;
  /** Kills it as a power cut would, and starts it again on the same port and database. */
  readonly kill: () => Promise<void>;
  readonly start: () => Promise<void>;
  readonly remove: () => Promise<void>;
}

const main = join(import.meta.dirname, "..", "..", "..", "registry", "src", "main.ts");

/** Starts a registry on an empty database, as an installation does. */
export const registryProcess = async (options: { readonly natsUrl?: string } = {}): Promise<RegistryProcess> => {
  const database = await testDatabase({ name: "registry", version: "empty", migrate: async () => {} });
  const issuer = await httpTestIssuer();
  const environment = {
    DATABASE_URL: database.url,
    DATABASE_DIRECT_URL: database.ownerUrl,
    DATABASE_POOL_SIZE: "5",
    LOG_LEVEL: "info",
    ISSUERS: JSON.stringify([{ issuer: issuer.issuer, audience: AUDIENCE, jwks: issuer.jwksUrl, roles: ["service-account"] }]),
    ...(options.natsUrl === undefined ? {} : { NATS_URL: options.natsUrl }),
  };
  let running = serviceProcess(main, environment);
  const url = await running.url;
  const token = await issuer.token({ cpts_role: "service-account", scope: "registry:write" });
  const kill = async (): Promise<void> => {
    running.child.kill("SIGKILL");
    await running.exited;
  };
  return {
    url,
    send: async (method, path, json, headers = {}) => {
      const response = await fetch(url + path, {
        method,
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...headers },
        ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      });
      return { status: response.status, headers: response.headers, json: await response.json() };
    },
    kill,
    start: async () => {
      running = serviceProcess(main, { ...environment, PORT: new URL(url).port });
      await running.url;
    },
    remove: async () => {
      await kill();
      await issuer.close();
      await database.drop();
    },
  };
};
