import { withClient } from "@cpts/servers/database-roles";
import { testDatabase } from "./database.ts";

// One of several processes that want the same kind of database at the same moment; says whether it was the one that migrated.
let migrated = 0;
const migrate = async (ownerUrl: string): Promise<void> => {
  migrated += 1;
  await withClient(ownerUrl, (owner) => owner.query("create table raced (); grant select on raced to raced_app"));
};
const databases = await Promise.all([1, 2, 3].map(() => testDatabase({ name: "raced", migrate, version: process.argv[2] ?? "" })));
for (const database of databases) await withClient(database.url, (app) => app.query("select from raced"));
await Promise.all(databases.map((database) => database.drop()));
process.stdout.write(String(migrated));
