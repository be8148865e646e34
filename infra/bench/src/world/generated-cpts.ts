import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { withClient } from "@cpts/servers/database-roles";

const command = join(import.meta.dirname, "..", "..", "..", "..", "packages", "testing", "src", "generated-cpts", "command.ts");

/** What the bench reads of a registration. */
export interface Registration {
  readonly territory: { readonly territory: { readonly communes: ReadonlyArray<string> } };
}

/** Communes of today, the arrondissements of the three cities in the place of these. */
const placesOf = (url: string): Promise<ReadonlyArray<object>> =>
  withClient(url, async (client) => {
    const { rows } = await client.query<object>(
      "select code, nom, departement, epci, population from commune where type in ('commune-actuelle', 'arrondissement-municipal') and code not in ('75056', '69123', '13055') order by code",
    );
    return rows;
  });

/** Plausible CPTS over the communes of a registry, by the seeded generator of the tests: the same seed gives the same. */
export const generatedCpts = async (url: string, count: number, seed = 7): Promise<ReadonlyArray<Registration>> => {
  const child = spawn(process.execPath, ["--conditions=@cpts/source", command, "--count", String(count), "--seed", String(seed)], { stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.end(JSON.stringify(await placesOf(url)));
  return JSON.parse(await text(child.stdout)) as ReadonlyArray<Registration>; // written by the command
};
