import type { FieldFault } from "@cpts/api/Problem";
import { loadCommunes, type Communes } from "@cpts/reference-data";
import { Effect } from "effect";

type Told = Pick<FieldFault, "code" | "message" | "suggestion">;

/** What is told of a code that names no commune of today: the commune that it is part of, if there is one. */
export const toldOfStrayCode = (code: string, today: { readonly code: string; readonly nom: string } | null): Told =>
  today === null
    ? { code: "unknown-commune", message: { fr: `commune inconnue : ${code}`, en: `unknown commune: ${code}` } }
    : {
        code: "former-commune",
        message: { fr: `${code} fait aujourd'hui partie de ${today.nom} (${today.code})`, en: `${code} is part of ${today.nom} (${today.code}) today` },
        suggestion: today.code,
      };

/** What is told of a code that is a former commune's, or nobody's. */
export const toldOfCode = (code: string, communes: Communes): Told => {
  const today = communes.resolveCode(code)?.code;
  return toldOfStrayCode(code, today === undefined ? null : { code: today, nom: communes.territorial(today)?.nom ?? today });
};

/** The codes that name no commune nor municipal arrondissement of today, each where it stands in the body. */
export const unknownCommunes = (entered: ReadonlyArray<{ readonly code: string; readonly path: FieldFault["path"] }>): Effect.Effect<ReadonlyArray<FieldFault>> =>
  entered.length === 0
    ? Effect.succeed([])
    : Effect.map(Effect.promise(loadCommunes), (communes) =>
        entered.filter(({ code }) => communes.territorial(code) === null).map(({ code, path }): FieldFault => ({ in: "body", path, ...toldOfCode(code, communes) })),
      );
