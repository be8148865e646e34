import { createReadStream } from "node:fs";
import { stagedColumns } from "@cpts/directory/rpps/held-person";
import { nothingScanned, scan } from "@cpts/directory/rpps/scan";
import { withClient } from "@cpts/servers/database-roles";
import { copyIn } from "@cpts/service-kit/database/copy-in";
import type { World } from "../world/world.ts";

type Client = Parameters<Parameters<typeof withClient>[1]>[0];

const rounds = 3;
const secondsSince = (began: number): number => (performance.now() - began) / 1_000;
const pieces = (file: string): AsyncIterable<Buffer> => createReadStream(file, { highWaterMark: 65_536 });

/** What psql does with `\\copy`: the raw file into one unlogged table of texts, as it comes. */
const rawCopy = async (client: Client, file: string): Promise<number> => {
  await client.query(`create unlogged table raw_rpps (${Array.from({ length: 57 }, (_, index) => `c${index} text`).join(", ")})`);
  const began = performance.now();
  const copy = await copyIn(client, "copy raw_rpps from stdin with (format csv, delimiter '|', header true, quote e'\\x01')");
  for await (const piece of pieces(file)) await copy.write(piece);
  await copy.end();
  const seconds = secondsSince(began);
  await client.query("drop table raw_rpps");
  return seconds;
};

/** The same file through the scanner of the import, into its staging table. */
const scannedCopy = async (client: Client, file: string): Promise<number> => {
  await client.query("select rpps_stage_empty()");
  const began = performance.now();
  const copy = await copyIn(client, `copy rpps_stage (${stagedColumns.join(", ")}) from stdin`);
  await scan("activities", pieces(file), nothingScanned(), copy.write);
  await copy.end();
  const seconds = secondsSince(began);
  await client.query("select rpps_stage_empty()");
  return seconds;
};

/** Both from one process to one server, in turns; the best round of each, in seconds. */
export const bothCopies = (world: World, file: string): Promise<{ readonly raw: number; readonly scanned: number }> =>
  withClient(world.ownerUrl("directory"), async (client) => {
    let best = { raw: Number.POSITIVE_INFINITY, scanned: Number.POSITIVE_INFINITY };
    for (let round = 0; round < rounds; round += 1) {
      const raw = await rawCopy(client, file);
      best = { raw: Math.min(best.raw, raw), scanned: Math.min(best.scanned, await scannedCopy(client, file)) };
    }
    return best;
  });
