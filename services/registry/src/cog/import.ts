import type { CogMovementsNotice } from "@cpts/api/CogProposals";
import { Problem } from "@cpts/api/Problem";
import { edition } from "@cpts/reference-data";
import { transaction } from "@cpts/service-kit/database/database";
import { Effect } from "effect";
import { write } from "../database/tables.ts";
import { firstDayOf } from "./fill.ts";
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

/** An edition is of 1 January: what comes after it is only known by the file, which does not say what the communes of the next edition are. */
const laterThanEdition = (count: number, first: string): typeof CogMovementsNotice.Encoded => ({
  code: "later-than-edition",
  message: {
    fr: `Postérieurs à l'édition ${edition.cogYear}, la plus récente connue ici : ${count} (à partir du ${first}). Ils sont gardés, mais ne changent pas les communes d'aujourd'hui et rien n'en est proposé aux territoires : l'édition qui les montre, livrée avec une mise à jour de la plateforme, les proposera, aux jours que dit ce fichier.`,
    en: `Later than the edition of ${edition.cogYear}, the newest known here: ${count} (from ${first} on). They are kept, but change no commune of today and nothing of them is proposed to the territories: the edition that shows them, which comes with an update of the platform, will propose them, on the days that this file gives.`,
  },
});

/** Replaces what was imported before, all of it or nothing. */
export const importMovements = (incoming: ReadableStream<Uint8Array>) =>
  Effect.gen(function* () {
    const read = yield* Effect.tryPromise({ try: async () => readInseeMovements(await bytesOf(incoming)), catch: refusalOf });
    yield* transaction(write((db) => replaceMovements(db, "insee", read.movements)));
    const later = read.movements.filter(({ on }) => on > firstDayOf(edition.cogYear));
    return {
      rows: read.rows,
      otherRows: read.otherRows,
      movements: read.movements.length,
      cog: String(edition.cogYear),
      laterMovements: later.length,
      notices: later.slice(0, 1).map(({ on }) => laterThanEdition(later.length, on)),
    };
  });
