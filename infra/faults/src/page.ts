import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { replaceFigures } from "@cpts/bench/report/figures-block";
import { pageText, type AllFigures } from "./promises.ts";
import type { Scenario } from "./scenario.ts";

const folder = join(import.meta.dirname, "..");
const figuresFile = join(folder, "figures.json");
const readme = join(folder, "README.md");
/** The command between the markers of the page. */
const command = "npm run faults -- --write";

// Ours, written below.
export const keptFigures = (): AllFigures => (existsSync(figuresFile) ? (JSON.parse(readFileSync(figuresFile, "utf8")) as AllFigures) : {});

export const readPage = (): string => readFileSync(readme, "utf8");

/** The page with the table of these scenarios and these figures. */
export const pageWith = (scenarios: ReadonlyArray<Scenario>, figures: AllFigures): string => replaceFigures(readPage(), pageText(scenarios, figures), command);

/** Keeps the figures of a run beside those of the scenarios that were not run. */
export const writePage = (scenarios: ReadonlyArray<Scenario>, ran: AllFigures): void => {
  const known = new Set(scenarios.map(({ name }) => name));
  const figures = Object.fromEntries(Object.entries({ ...keptFigures(), ...ran }).filter(([name]) => known.has(name)));
  writeFileSync(figuresFile, `${JSON.stringify(figures, null, 2)}\n`);
  writeFileSync(readme, pageWith(scenarios, figures));
};
