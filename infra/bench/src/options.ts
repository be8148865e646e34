import { parseArgs } from "node:util";
import type { Figure, Length } from "./figures/figure.ts";

export type Options = { readonly names: ReadonlyArray<string>; readonly length: Length; /** The flag that asked for this length. */ readonly flag: string; readonly write: boolean };

const full: Length = { startRuns: 3, rounds: 5, roundSeconds: 1.5, warmUpRequests: 5_000, warmUpSeconds: 5, lightWrites: 100, deliveryRounds: 15, deliveryWrites: 100, sustainedSeconds: 20, rebuildEvents: 20_000, rppsPeople: 100_000, killPeople: 20_000, searchPeople: 1_000_000, memoryMinutes: 10, yearsCpts: 800, years: 3 };
const quick: Length = { startRuns: 1, rounds: 1, roundSeconds: 1, warmUpRequests: 500, warmUpSeconds: 1, lightWrites: 30, deliveryRounds: 1, deliveryWrites: 50, sustainedSeconds: 3, rebuildEvents: 3_000, rppsPeople: 20_000, killPeople: 3_000, searchPeople: 20_000, memoryMinutes: 2, yearsCpts: 8, years: 3 };
/** The whole national register, 2,206,556 rows, and eleven more imports of it that are killed: eight minutes on two quiet cores. */
const long: Length = { ...full, rppsPeople: 991_000, killPeople: 991_000 };

/** `[figure...] [--quick | --long] [--write]`; an unknown word throws. Without a name all are measured but those on demand. */
export const readOptions = (words: ReadonlyArray<string>, figures: ReadonlyArray<Pick<Figure, "name" | "onDemand">>): Options => {
  const known = figures.map(({ name }) => name);
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: { quick: { type: "boolean", default: false }, long: { type: "boolean", default: false }, write: { type: "boolean", default: false } },
  });
  const unknown = positionals.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`no figure is called ${unknown}: ${known.join(", ")}`);
  return { names: positionals.length === 0 ? figures.flatMap(({ name, onDemand }) => (onDemand === true ? [] : [name])) : positionals, length: values.quick ? quick : values.long ? long : full, flag: values.quick ? "--quick" : values.long ? "--long" : "", write: values.write };
};
