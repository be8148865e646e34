import { once } from "node:events";
import { parseArgs } from "node:util";
import { activityExtract, skillExtract } from "./extract.ts";

/** `node command.ts --people 1000 [--from 0] [--seed 1] [--file activities|skills]`: writes an extract of people who do not exist to standard output. */
const { values } = parseArgs({
  options: { people: { type: "string", default: "1000" }, from: { type: "string", default: "0" }, seed: { type: "string", default: "1" }, file: { type: "string", default: "activities" } },
});
const options = { people: Number(values.people), from: Number(values.from), seed: Number(values.seed) };
for (const piece of values.file === "skills" ? skillExtract(options) : activityExtract(options)) if (!process.stdout.write(piece)) await once(process.stdout, "drain");
