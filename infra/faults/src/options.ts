import { parseArgs } from "node:util";
import type { Scenario } from "./scenario.ts";

export interface Options {
  readonly chosen: ReadonlyArray<Scenario>;
  /** Share of the long sizes; null for the sizes of the gate. */
  readonly share: number | null;
  readonly write: boolean;
}

/** `[scenario...] [--gate | --share 0.1] [--write]`; an unknown word throws. */
export const readOptions = (words: ReadonlyArray<string>, known: ReadonlyArray<Scenario>): Options => {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: { gate: { type: "boolean", default: false }, share: { type: "string", default: "1" }, write: { type: "boolean", default: false } },
  });
  const unknown = positionals.find((name) => !known.some((one) => one.name === name));
  if (unknown !== undefined) throw new Error(`no scenario is called ${unknown}: ${known.map(({ name }) => name).join(", ")}`);
  const share = Number(values.share);
  if (!(share > 0 && share <= 1)) throw new Error(`--share is a number above 0 and up to 1, not ${values.share}`);
  return { chosen: positionals.length === 0 ? known : known.filter(({ name }) => positionals.includes(name)), share: values.gate ? null : share, write: values.write };
};

/** The sizes of a run: those of the gate, or a share of the long ones that is never below the gate's. */
export const sizeOf = ({ sizes }: Scenario, share: number | null): Readonly<Record<string, number>> =>
  share === null ? sizes.gate : Object.fromEntries(Object.entries(sizes.long).map(([name, value]) => [name, Math.max(sizes.gate[name] ?? 1, Math.round(value * share))]));
