import { join } from "node:path";
import { writeSecret } from "@cpts/servers/secret-file";
import type { JWK } from "jose";
import { issuerOf } from "./issuer/issuer-address.ts";
import { mint } from "./issuer/mint.ts";

const lifetimeHours = 48;
const renewalMs = 24 * 3_600_000;

/** What a service shows to the feeds it follows: its own file, renewed every day as long as the platform runs. */
export const keepFollowToken = async (options: { readonly folder: string; readonly origin: string; readonly key: JWK; readonly service: string }): Promise<{ readonly path: string; readonly stop: () => void }> => {
  const { folder, key, origin, service } = options;
  const path = join(folder, "tokens", `${service}-follow`);
  const bearer = { role: "service-account", subject: service, cptsIds: [], regions: [], departements: [], scope: "registry:events directory:events contracts:events prevention:events" } as const;
  const renew = async (): Promise<void> => writeSecret(path, await mint(key, issuerOf(origin), bearer, lifetimeHours));
  await renew();
  // A folder that was removed under a running platform has no use for the token either.
  const timer = setInterval(() => void renew().catch(() => {}), renewalMs);
  timer.unref();
  return { path, stop: () => clearInterval(timer) };
};
