import { Problem, type FieldFault } from "@cpts/api/Problem";
import { Effect } from "effect";
import type { Geography, HeldPlace } from "./held.ts";
import type { EncodedReport, NamedScope } from "./report.ts";

type Scope = EncodedReport["scope"];

const codeMissing: FieldFault = {
  in: "query",
  path: ["code"],
  code: "missing",
  message: { fr: "le code de la région, du département ou de l'EPCI est nécessaire", en: "the code of the region, departement or EPCI is needed" },
};
const codeTooMuch: FieldFault = { in: "query", path: ["code"], code: "unexpected", message: { fr: "la France entière n'a pas de code : donnez aussi scope", en: "the whole of France has no code: give a scope too" } };

const codesOf: Readonly<Record<Exclude<Scope, "france">, (place: HeldPlace) => { readonly code: string | null; readonly nom: string | null }>> = {
  region: ({ region, region_nom: nom }) => ({ code: region, nom }),
  departement: ({ departement, departement_nom: nom }) => ({ code: departement, nom }),
  epci: ({ epci, epci_nom: nom }) => ({ code: epci, nom }),
};

const noSuchPlace = (scope: Scope, code: string, meant: string | null): Problem => {
  const [fr, en] = meant === null ? ["", ""] : [` Peut-être ${meant} ?`, ` Perhaps ${meant}?`];
  return new Problem({ type: "not-found", detail: { fr: `Aucune commune n'est dans ce périmètre : ${scope} ${code}.${fr}`, en: `No commune lies in this scope: ${scope} ${code}.${en}` } });
};

/** What a spreadsheet or a person makes of a code: a zero is lost, a letter is small, there are spaces. */
const meantBy = (code: string): string => code.replaceAll(/\s/gu, "").toUpperCase().padStart(2, "0");

/** The scope that is asked for, with its name. */
export const scopeOf = (geography: Geography, { code, scope = "france" }: { readonly scope?: Scope; readonly code?: string }): Effect.Effect<NamedScope, Problem> => {
  if (scope === "france") return code === undefined ? Effect.succeed({ scope, code: null, nom: null, holds: () => true }) : Effect.fail(new Problem({ type: "malformed-request", faults: [codeTooMuch] }));
  if (code === undefined) return Effect.fail(new Problem({ type: "malformed-request", faults: [codeMissing] }));
  const codeOf = codesOf[scope];
  for (const place of geography.places.values()) {
    const found = codeOf(place);
    if (found.code === code) return Effect.succeed({ scope, code, nom: found.nom, holds: (one) => codeOf(one).code === code });
  }
  const meant = meantBy(code);
  const isKnown = [...geography.places.values()].some((place) => codeOf(place).code === meant);
  return Effect.fail(noSuchPlace(scope, code, isKnown ? meant : null));
};
