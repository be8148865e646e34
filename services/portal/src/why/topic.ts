import type { Html } from "../html/page.ts";
import type { Explanation } from "../platform.ts";

/** What goes into a figure, by name. */
export type Input = Explanation["inputs"][number];

/** What is explained together: the figures of one territory, one contract, one commune. */
export interface Topic {
  /** Where the figures stand: the way back. */
  readonly back: { readonly path: string; readonly name: string };
  /** The address that the name of a figure completes. */
  readonly path: string;
  /** The day that was asked for. */
  readonly asOf: string | undefined;
  readonly explanations: ReadonlyArray<Explanation>;
  readonly figure: (figure: string) => { readonly title: string; readonly value: string };
  readonly input: (input: Input) => Input;
  /** Said where nothing goes into a figure. */
  readonly nothing: string;
  /** What else is to be known of a figure. */
  readonly note?: (figure: string) => Html | "";
}
