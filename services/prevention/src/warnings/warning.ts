import type { Bilingual } from "@cpts/api/Endpoint";
import { Problem, type FieldFault } from "@cpts/api/Problem";
import { unseen, type Acknowledged } from "@cpts/domain/Acknowledgement";
import { seemsToNameSomeoneBorn } from "@cpts/domain/FreeText";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";

/** Something unusual, and where in the request. */
export interface Unusual {
  readonly code: string;
  readonly path: ReadonlyArray<string | number>;
  readonly message: Bilingual;
}

const howToGoOn = (code: string): Bilingual => ({
  fr: ` ; si c'est voulu, renvoyez la demande avec "acknowledged": ["${code}"]`,
  en: `; if it is meant, send the request again with "acknowledged": ["${code}"]`,
});

const faultOf = ({ code, message, path }: Unusual): FieldFault => {
  const then = howToGoOn(code);
  return { in: "body", path, code, message: { fr: message.fr + then.fr, en: message.en + then.en } };
};

/** Fails with every warning that the request has not acknowledged; others are told by nothing. */
export const requireSeen = (warnings: ReadonlyArray<Unusual>, acknowledged?: Acknowledged): Effect.Effect<void, Problem> => {
  const left = new Set(unseen(warnings.map(({ code }) => code), acknowledged));
  const faults = warnings.filter(({ code }) => left.has(code)).map(faultOf);
  return faults.length === 0 ? Effect.void : Effect.fail(new Problem({ type: "invalid-request", faults }));
};

/** The texts of a request that seem to name somebody beside a date of birth. The text itself is not repeated. */
export const bornTexts = (texts: ReadonlyArray<readonly [path: ReadonlyArray<string | number>, text: string | null | undefined]>, day: LocalDate): ReadonlyArray<Unusual> =>
  texts.flatMap(([path, text]) =>
    text && seemsToNameSomeoneBorn(text, day)
      ? [
          {
            code: "name-beside-birth-date",
            path,
            message: {
              fr: "ce texte semble nommer quelqu'un à côté d'une date de naissance : aucune donnée de patient n'est acceptée",
              en: "this text seems to name somebody beside a date of birth: no patient data is accepted",
            },
          },
        ]
      : [],
  );

type Placed = readonly [path: ReadonlyArray<string | number>, text: string];

/** Every text in a body with its place, codes and ids among them: none of those names somebody. */
export const textsIn = (value: unknown, path: ReadonlyArray<string | number> = []): ReadonlyArray<Placed> => {
  if (typeof value === "string") return [[path, value]];
  if (Array.isArray(value)) return value.flatMap((one, index) => textsIn(one, [...path, index]));
  return typeof value === "object" && value !== null ? Object.entries(value).flatMap(([key, one]) => textsIn(one, [...path, key])) : [];
};

/** What is sent, once no text of it seems to name somebody beside a date of birth, or that was seen. */
export const withoutNames = <Body extends { readonly acknowledged?: Acknowledged }>({ acknowledged, ...said }: Body) =>
  Effect.as(Effect.flatMap(today, (now) => requireSeen(bornTexts(textsIn(said), now), acknowledged)), said);
