import { tableText } from "@cpts/bench/report/table";
import type { Outcome, Scenario } from "./scenario.ts";

/** The figures of the last long run of a scenario, as they are kept beside the page. */
export interface Figures {
  readonly date: string;
  readonly commit: string;
  readonly machine: string;
  readonly sizes: Readonly<Record<string, number>>;
  readonly seconds: number;
  readonly outcome: Outcome;
}

export type AllFigures = Readonly<Record<string, Figures>>;

export const sizesText = (sizes: Readonly<Record<string, number>>): string =>
  Object.entries(sizes)
    .map(([name, value]) => `${value.toLocaleString("en")} ${name}`)
    .join(", ");

const number = (value: number | null, unit = ""): string => (value === null ? "-" : `${value.toLocaleString("en")}${unit}`);

/** One line for each run of a list: what a terminal and the page show alike. */
export const figuresTable = (runs: ReadonlyArray<readonly [string, Figures]>): string =>
  tableText({
    head: ["scenario", "size", "acked writes", "lost", "applied twice", "worst gap", "recovery", "took", "result"],
    rows: runs.map(([name, { outcome, seconds, sizes }]) => [
      name,
      sizesText(sizes),
      number(outcome.acked),
      number(outcome.lost),
      number(outcome.twice),
      number(outcome.worstGapMs, " ms"),
      number(outcome.recoveryMs, " ms"),
      `${seconds} s`,
      outcome.faults.length === 0 ? "kept" : `BROKEN: ${outcome.faults.length}`,
    ]),
  });

/** What is promised, and what proves it: made from the very scenarios that run. */
export const promisesTable = (scenarios: ReadonlyArray<Scenario>): string =>
  tableText({
    head: ["scenario", "promise", "what is promised", "in the gate", "at length"],
    rows: scenarios.map(({ gateHas, name, promises, sentence, sizes }) => [`\`${name}\``, promises.join(", "), sentence, gateHas === undefined ? sizesText(sizes.gate) : `\`${gateHas}\` of the service kit`, sizesText(sizes.long)]),
  });

const runText = (runs: ReadonlyArray<readonly [string, Figures]>): string => {
  const conditions = [...new Set(runs.map(([, { commit, date, machine }]) => `${date}, commit ${commit}, ${machine}`))];
  const under = conditions.map((condition) => {
    const names = runs.filter(([, { commit, date, machine }]) => `${date}, commit ${commit}, ${machine}` === condition).map(([name]) => name);
    return `- ${conditions.length === 1 ? "All of them" : names.join(", ")}: ${condition}.`;
  });
  const notes = runs.flatMap(([name, { outcome }]) => [...outcome.notes, ...outcome.faults.map((fault) => `BROKEN: ${fault}`)].map((note) => `- ${name}: ${note}.`));
  return [...under, ...notes].join("\n");
};

/** Everything between the markers of the page. */
export const pageText = (scenarios: ReadonlyArray<Scenario>, figures: AllFigures): string => {
  const runs = scenarios.flatMap(({ name }) => {
    const found = figures[name];
    return found === undefined ? [] : [[name, found] as const];
  });
  const last = runs.length === 0 ? "None yet." : `${figuresTable(runs)}\n\n${runText(runs)}`;
  return `### Promises\n\n${promisesTable(scenarios)}\n\n### Last long run\n\n${last}`;
};
