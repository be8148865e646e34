import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { calendar } from "./figures/calendar.ts";
import { commitToSubscriber } from "./figures/commit-to-subscriber.ts";
import { communeLookup } from "./figures/commune-lookup.ts";
import type { Bench, Figure } from "./figures/figure.ts";
import { memory } from "./figures/memory.ts";
import { logHead } from "./figures/log-head.ts";
import { directoryFilters } from "./figures/directory-filters.ts";
import { directorySearch } from "./figures/directory-search.ts";
import { delivery } from "./figures/delivery.ts";
import { funding } from "./figures/funding.ts";
import { withRegistryAndDirectory } from "./figures/peers.ts";
import { portfolio } from "./figures/portfolio.ts";
import { preventionLists } from "./figures/prevention-lists.ts";
import { read } from "./figures/read.ts";
import { rebuild } from "./figures/rebuild.ts";
import { rppsImport } from "./figures/rpps-import.ts";
import { start } from "./figures/start.ts";
import { sustained } from "./figures/sustained.ts";
import { communeSearch, coverage, whatIf } from "./figures/territory-reads.ts";
import { write } from "./figures/write.ts";
import { years } from "./figures/years.ts";
import { readOptions, type Options } from "./options.ts";
import { replaceFigures } from "./report/figures-block.ts";
import { loadText, machineText } from "./report/machine.ts";
import { tableText } from "./report/table.ts";
import { caughtUp } from "./world/caught-up.ts";
import { seed, type Seeded } from "./world/seed.ts";
import { makeWorld, type World } from "./world/world.ts";

// Writes come last: they grow the tables that the others read.
const figures: ReadonlyArray<Figure> = [
  start,
  read,
  communeLookup,
  communeSearch,
  coverage,
  memory,
  whatIf,
  funding,
  portfolio,
  calendar,
  preventionLists,
  commitToSubscriber,
  delivery,
  sustained,
  logHead,
  rebuild,
  write,
  rppsImport,
  years,
  directorySearch,
  directoryFilters,
];
const readme = join(import.meta.dirname, "..", "README.md");

/** Both services run while the data is entered, so that the directory has learned it too. */
const prepare = (world: World): Promise<Seeded> =>
  withRegistryAndDirectory(world, {}, async (registryUrl, directoryUrl) => {
    const seeded = await seed(world, registryUrl);
    await caughtUp(directoryUrl, seeded.cptsId, seeded.position);
    await Promise.all(["registry", "directory"].map(world.analyze));
    return seeded;
  });

const measureAll = async (bench: Bench, { names }: Options): Promise<string> => {
  const texts: Array<string> = [];
  for (const figure of figures.filter(({ name }) => names.includes(name))) {
    const before = loadText();
    const began = performance.now();
    const { title, table, notes } = await figure.measure(bench);
    const seconds = Math.round((performance.now() - began) / 1_000);
    const text = [`### ${title}`, "", tableText(table), "", ...notes, `Load average before and after: ${before} | ${loadText()}. Took ${seconds} s.`].join("\n");
    console.log(`${text}\n`);
    texts.push(text);
  }
  return texts.join("\n\n");
};

const main = async (): Promise<void> => {
  const options = readOptions(process.argv.slice(2), figures);
  const world = await makeWorld();
  // Ctrl-C: the supervised processes see this one end, and end.
  process.once("SIGINT", () => process.exit(130)).once("SIGTERM", () => process.exit(143));
  try {
    const machine = machineText(await world.versions());
    console.log(`${machine}\n`);
    const began = performance.now();
    const seeded = await prepare(world);
    console.log(`prepared in ${Math.round((performance.now() - began) / 1_000)} s\n`);
    const text = await measureAll({ world, seeded, length: options.length }, options);
    if (options.write) writeFileSync(readme, replaceFigures(readFileSync(readme, "utf8"), `${machine}${options.flag === "" ? "" : `; ${options.flag}`}.\n\n${text}`));
  } finally {
    await world.stop();
  }
};

await main();
