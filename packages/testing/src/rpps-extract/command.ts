import { once } from "node:events";
import { parseArgs } from "node:util";
import { activityExtract, qualificationExtract, skillExtract } from "./extract.ts";

/** `node command.ts --people 1000 [--from 0] [--seed 1] [--file activities|skills|qualifications]`: writes an extract of people who do not exist to standard output. */
const { values } = parseArgs({
  options: { people: { type: "string", default: "1000" }, from: { type: "string", default: "0" }, seed: { type: "string", default: "1" }, file: { type: "string", default: "activities" } },
});
const options = { people: Number(values.people), from: Number(values.from), seed: Number(values.seed) };
const extracts: Readonly<Record<string, typeof activityExtract>> = { activities: activityExtract, skills: skillExtract, qualifications: qualificationExtract };
for (const piece of (extracts[values.file] ?? activityExtract)(options)) if (!process.stdout.write(piece)) await once(process.stdout, "drain");
