import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { ensureDatabase, type DatabaseRoles } from "@cpts/servers/database-roles";
import type { Postgres } from "@cpts/servers/postgres";
import { keptSecret } from "@cpts/servers/secret-file";

const password = (): string => randomBytes(24).toString("base64url");

/** The database of a service with its three roles, and the variables by which the service finds it. */
export const databaseOf = async (postgres: Postgres, folder: string, service: string): Promise<{ readonly DATABASE_URL: string; readonly DATABASE_DIRECT_URL: string }> => {
  const file = join(folder, "postgres", "passwords", `${service}.json`);
  // The file is ours, written by the next line.
  const passwords = JSON.parse(await keptSecret(file, () => JSON.stringify({ owner: password(), app: password(), worker: password() }))) as DatabaseRoles["passwords"];
  const roles: DatabaseRoles = { database: service, owner: `${service}_owner`, app: `${service}_app`, worker: `${service}_worker`, passwords };
  await ensureDatabase(postgres.adminUrl, roles);
  return {
    DATABASE_URL: postgres.url(service, { name: roles.app, password: passwords.app }),
    DATABASE_DIRECT_URL: postgres.url(service, { name: roles.owner, password: passwords.owner }),
  };
};
