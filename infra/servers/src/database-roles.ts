import { Client, escapeIdentifier, escapeLiteral } from "pg";

export type DatabaseRoles = {
  readonly database: string;
  /** Owns the tables and runs the migrations. */
  readonly owner: string;
  /** What the service answers requests with: no superuser, no BYPASSRLS, creates nothing. */
  readonly app: string;
  /** What the relay, the clocks and the subscriptions run with: the same limits. */
  readonly worker: string;
  readonly passwords: { readonly owner: string; readonly app: string; readonly worker: string };
  /** Copied when the database does not exist yet. */
  readonly template?: string;
};

/** One number for every process of ours: roles belong to the whole server, and two that alter one role at once collide. */
const ROLES_LOCK = 727_409_001;

/** Makes the roles and the database where they are missing, and sets passwords and rights again: run it as often as you like. */
export const ensureDatabase = async (adminUrl: string, roles: DatabaseRoles): Promise<void> => {
  await withClient(adminUrl, async (client) => {
    await client.query("select pg_advisory_lock($1)", [ROLES_LOCK]);
    try {
      for (const kind of ["owner", "app", "worker"] as const) await ensureRole(client, roles[kind], roles.passwords[kind]);
      await createDatabase(client, roles);
    } finally {
      await client.query("select pg_advisory_unlock($1)", [ROLES_LOCK]);
    }
  });
};

const ensureRole = async (client: Client, role: string, password: string): Promise<void> => {
  const { rowCount } = await client.query("select from pg_roles where rolname = $1", [role]);
  const verb = rowCount === 0 ? "create" : "alter";
  await client.query(
    `${verb} role ${name(role)} with login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password ${escapeLiteral(password)}`,
  );
};

/** The database, from its template if there is one, open to its three roles only. Rights on a database are not copied with it. */
export const createDatabase = async (client: Client, roles: Omit<DatabaseRoles, "passwords">): Promise<void> => {
  const { database, owner, app, worker, template } = roles;
  const { rowCount } = await client.query("select from pg_database where datname = $1", [database]);
  if (rowCount === 0) {
    await client.query(`create database ${name(database)} owner ${name(owner)}${template === undefined ? "" : ` template ${name(template)}`}`);
  }
  await client.query(
    `revoke all on database ${name(database)} from public; grant connect on database ${name(database)} to ${name(app)}, ${name(worker)}`,
  );
};

/** A connection of its own, closed whatever happens. */
export const withClient = async <A>(url: string, use: (client: Client) => Promise<A>): Promise<A> => {
  const client = new Client({ connectionString: url, application_name: "cpts-servers" });
  client.on("error", () => {});
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
};

const name = (identifier: string): string => escapeIdentifier(identifier);
