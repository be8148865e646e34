import { loadCommunes } from "@cpts/reference-data";
import { Effect } from "effect";

/** Every code under which rows of the register about some communes may stand: their own, those of their past, of their parts and arrondissements. */
export const registerCodesOf = (codes: ReadonlyArray<string>) =>
  Effect.map(Effect.promise(loadCommunes), (communes): ReadonlyArray<string> => [
    ...new Set(
      codes.flatMap((code) => {
        const commune = communes.current(code);
        if (commune === null) return [code];
        return [code, ...commune.anciensCodes, ...communes.arrondissementsOf(code).map((part) => part.code), ...communes.delegatedOf(code).map((part) => part.code)];
      }),
    ),
  ]);
