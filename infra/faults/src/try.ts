import { findNats } from "@cpts/servers/nats";
import { temporaryFolder } from "@cpts/servers/temporary-folder";
import { prepare } from "./prepared.ts";
import { scenarios } from "./scenarios.ts";
const [, , name = "", overrides = "{}"] = process.argv;
const folder = temporaryFolder();
setInterval(() => {}, 10_000);
const t0 = Date.now();
const prepared = await prepare(folder.path);
console.log("prepared", Date.now() - t0);
for (const one of scenarios.filter((s) => name === "" || name.split(",").includes(s.name))) {
  const began = Date.now();
  const outcome = await one.run({ folder: folder.path, prepared, natsBinary: findNats() }, { ...one.sizes.gate, ...JSON.parse(overrides) }).catch((e: unknown) => ({ FAILED: String((e as Error).stack) }));
  console.log(one.name, Date.now() - began, JSON.stringify(outcome, null, 1));
}
if (process.env["KEEP"] === undefined) folder.remove(); else console.log(folder.path);
process.exit(0);
