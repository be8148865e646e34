/** What every section of a report is written from. */
import { type Connection, CptsProblem } from "@cpts/sdk";
import type { Block, Missing } from "./ActivityReport.ts";
import { missing, type Notes } from "./writing.ts";

type Data<Call extends (...args: never) => Promise<{ readonly data: unknown }>> = Awaited<ReturnType<Call>>["data"];

export type Cpts = Data<Connection["registry"]["readCpts"]>;
export type Contract = Data<Connection["contracts"]["listContracts"]>["items"][number];

export interface Subject {
  readonly connection: Connection;
  readonly cpts: Cpts;
  readonly year: number;
  /** The first day of the year, and the day after its last. */
  readonly from: string;
  readonly to: string;
  /** The day the report stands on. */
  readonly asOf: string;
  /** Contracts that were signed, the oldest first. */
  readonly contracts: ReadonlyArray<Contract>;
  readonly notes: Notes;
}

/** A section as it is written: its heading is the template's. */
export interface Draft {
  readonly blocks: ReadonlyArray<Block>;
  readonly missing: ReadonlyArray<Missing>;
}

export interface SectionWriter {
  readonly id: string;
  readonly heading: string;
  readonly write: (subject: Subject) => Promise<Draft>;
}

/** What is told where something may not be read: the report says so, and goes on. */
export interface Refused {
  readonly refused: Missing;
}

const reasons: ReadonlyMap<number, string> = new Map([
  [401, "le jeton présenté n'y donne pas accès"],
  [403, "le jeton présenté n'y donne pas accès"],
  [404, "rien n'est enregistré, ou le jeton présenté n'y donne pas accès"],
]);

/** The answer, or why this reader has none. Any other failure ends the report: half of it would pass for all. */
export const allowed = async <A>(what: string, call: Promise<{ readonly data: A }>): Promise<A | Refused> => {
  try {
    return (await call).data;
  } catch (failure) {
    const reason = failure instanceof CptsProblem ? reasons.get(failure.status) : undefined;
    if (reason === undefined) throw failure;
    return { refused: missing(what, reason) };
  }
};

export const isRefused = <A extends object>(answer: A | Refused): answer is Refused => "refused" in answer;

/** Every item of a list, page by page. */
export const every = <A>(what: string, all: AsyncIterable<A>): Promise<ReadonlyArray<A> | Refused> => {
  const collect = async () => {
    const data: Array<A> = [];
    for await (const item of all) data.push(item);
    return { data };
  };
  return allowed(what, collect());
};
