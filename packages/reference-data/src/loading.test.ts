import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, it } from "vitest";

/** Imports the index in a Node process of its own, and prints the modules read before and after the first load. */
const program = `
  import { registerHooks } from "node:module";
  const seen = [];
  registerHooks({ load: (url, context, next) => { seen.push(url.split("/src/")[1] ?? url); return next(url, context); } });
  const index = await import(${JSON.stringify(new URL("./index.ts", import.meta.url).href)});
  const atImport = seen.slice();
  await index.loadCommunes();
  const afterCommunes = seen.slice(atImport.length);
  await index.loadEpcis();
  console.log(JSON.stringify({ atImport, afterCommunes, afterEpcis: seen.slice(atImport.length + afterCommunes.length) }));
`;

it("importing the package reads no geography; the communes come with loadCommunes, the EPCI with loadEpcis", async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ["--conditions=@cpts/source", "--input-type=module", "-e", program]);
  const { atImport, afterCommunes, afterEpcis } = JSON.parse(stdout) as Record<string, readonly string[]>;
  expect(atImport?.filter((path) => path.startsWith("generated/")).toSorted()).toEqual([
    "generated/departements.ts",
    "generated/regions.ts",
    "generated/skills.ts",
  ]);
  expect(afterCommunes?.toSorted()).toEqual(["generated/commune-parts.ts", "generated/communes.ts"]);
  expect(afterEpcis).toEqual(["generated/epcis.ts"]);
});
