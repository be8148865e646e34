/** `node generate/run.ts`: rewrites the geography. `node generate/run.ts --skills <TRE_A02 as JSON>`: rewrites the skills. */
import { readFileSync, writeFileSync } from "node:fs";
import { geographyModules, readSource } from "./geography.ts";
import { movementsModule, readEditions } from "./movements.ts";
import { skillsModule } from "./skills.ts";

const write = (name: string, text: string): void => writeFileSync(new URL(`../src/generated/${name}`, import.meta.url), text);

const [flag, path] = process.argv.slice(2);
if (flag === "--skills" && path !== undefined) write("skills.ts", skillsModule(JSON.parse(readFileSync(path, "utf8"))));
else for (const [name, text] of [...geographyModules(readSource()), ["cog-movements.ts", movementsModule(readEditions())] as const]) write(name, text);
