import { Effect } from "effect";
import { noSuchVersion, stillWaiting } from "./faults.ts";

/** A version of a letter of intent or of a health project. */
interface Version {
  readonly version: number;
  readonly state: string;
}

/** One version of a document, of all of them. */
export const oneVersion = <Row extends Version>(rows: ReadonlyArray<Row>, version: number) => {
  const row = rows.find((one) => one.version === version);
  return row === undefined ? Effect.fail(noSuchVersion) : Effect.succeed(row);
};

/** The number of the next version, and the one before it, which must have its answer. */
export const nextOf = <Row extends Version>(rows: ReadonlyArray<Row>) => {
  const last = rows.at(-1);
  return last?.state === "filed" ? Effect.fail(stillWaiting) : Effect.succeed({ last, version: (last?.version ?? 0) + 1 });
};
