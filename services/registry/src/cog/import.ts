import { Problem } from "@cpts/api/Problem";
import { transaction } from "@cpts/service-kit/database/database";
import { Effect } from "effect";
import { write } from "../database/tables.ts";
import { mostBytes, readInseeMovements } from "./insee-file.ts";
import { replaceMovements } from "./stored.ts";

const tooLarge = new Problem({ type: "body-too-large", detail: { fr: `Le fichier dépasse ${mostBytes} octets.`, en: `The file exceeds ${mostBytes} bytes.` } });

const bytesOf = async (incoming: ReadableStream<Uint8Array>): Promise<Uint8Array> => {
  const pieces: Array<Uint8Array> = [];
  let size = 0;
  for await (const piece of incoming) {
    size += piece.length;
    if (size > mostBytes) throw tooLarge;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
};

const refusalOf = (cause: unknown): Problem => {
  if (cause instanceof Problem) return cause;
  return new Problem({ type: "invalid-request", faults: [{ in: "body", path: [], code: "cut", message: { fr: "le fichier n'est pas arrivé en entier", en: "the file did not arrive whole" } }] });
};

/** Replaces what was imported before, all of it or nothing. */
export const importMovements = (incoming: ReadableStream<Uint8Array>) =>
  Effect.gen(function* () {
    const read = yield* Effect.tryPromise({ try: async () => readInseeMovements(await bytesOf(incoming)), catch: refusalOf });
    yield* transaction(write((db) => replaceMovements(db, "insee", read.movements)));
    return { rows: read.rows, otherRows: read.otherRows, movements: read.movements.length };
  });
