import type { FieldFault } from "@cpts/api/Problem";
import type { CommuneCode } from "@cpts/domain/Cog";
import { loadCommunes } from "@cpts/reference-data";
import { Effect } from "effect";

type Path = ReadonlyArray<string | number>;

/** The codes that name no commune nor municipal arrondissement of today, each where it stands, with what became of it. */
export const unknownCommunes = (entered: ReadonlyArray<{ readonly code: CommuneCode; readonly path: Path }>): Effect.Effect<ReadonlyArray<FieldFault>> =>
  Effect.map(
    entered.length === 0 ? Effect.succeed(null) : Effect.promise(() => loadCommunes()),
    (communes) =>
      entered.flatMap(({ code, path }): ReadonlyArray<FieldFault> => {
        if (communes === null || communes.territorial(code) !== null) return [];
        const today = communes.resolveCode(code);
        if (today === null) return [{ in: "body", path, code: "unknown-commune", message: { fr: `commune inconnue : ${code}`, en: `unknown commune: ${code}` } }];
        return [
          {
            in: "body",
            path,
            code: "former-commune",
            message: { fr: `${code} fait aujourd'hui partie de la commune ${today.code}`, en: `${code} is part of commune ${today.code} today` },
            suggestion: today.code,
          },
        ];
      }),
  );
