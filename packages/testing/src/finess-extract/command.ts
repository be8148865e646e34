import { once } from "node:events";
import { parseArgs } from "node:util";
import { entityExtract, siteExtract } from "./extract.ts";

/** `node command.ts --structures 1000 [--from 0] [--seed 1] [--file sites|entities]`: writes an extract of FINESS of structures that do not exist to standard output. */
const { values } = parseArgs({
  options: { structures: { type: "string", default: "1000" }, from: { type: "string", default: "0" }, seed: { type: "string", default: "1" }, file: { type: "string", default: "sites" } },
});
const options = { structures: Number(values.structures), from: Number(values.from), seed: Number(values.seed) };
for (const piece of values.file === "entities" ? entityExtract(options) : siteExtract(options)) if (!process.stdout.write(piece)) await once(process.stdout, "drain");
