import { Problem } from "@cpts/api/Problem";
import { checkTerritory, fromInput, type TerritoryInput } from "@cpts/domain/Territory";
import { statement } from "@cpts/service-kit/database/statement";
import { Effect } from "effect";
import { write } from "../database/tables.ts";
import { faultOfTerritory } from "./faults.ts";

/** Which of these codes are communes or arrondissements (`commune` is null), and which were and lead to one of today. */
const knownStatement = statement<[asked: ReadonlyArray<string>], { readonly code: string; readonly commune: string | null }>(`
  select code, null as commune from commune where code = any($1::text[])
  union all select code, commune from former_commune where code = any($1::text[])`);

const codesOf = (input: TerritoryInput): ReadonlyArray<string> => [...new Set([...(input.communes ?? []), ...(input.parts ?? []).map((part) => part.commune)])];

/** Corsica had codes in 20 before 1976; the number that follows is of one of its two departements. */
const codesOfCorsica = (code: string): ReadonlyArray<string> => (code.startsWith("20") ? [`2A${code.slice(2)}`, `2B${code.slice(2)}`] : []);

/** The territory as it will be kept, or everything that is wrong with it as entered, each fault where it is. */
export const acceptTerritory = (input: TerritoryInput, path: ReadonlyArray<string | number>) =>
  Effect.gen(function* () {
    const codes = codesOf(input);
    const asked = [...codes, ...codes.flatMap(codesOfCorsica)];
    const found = yield* write((db) => knownStatement(db, asked));
    const knownCodes = new Set(found.flatMap(({ code, commune }) => (commune === null ? [code] : [])));
    const former = found.flatMap(({ code, commune }): ReadonlyArray<readonly [string, string]> => (commune === null ? [] : [[code, commune]]));
    const corsican = codes.flatMap((code) => codesOfCorsica(code).flatMap((held): ReadonlyArray<readonly [string, string]> => (knownCodes.has(held) ? [[code, held]] : [])));
    const communeOfToday = new Map([...corsican, ...former]);
    const problems = checkTerritory(input, { knownCommune: (code) => knownCodes.has(code) });
    if (problems.length > 0) return yield* new Problem({ type: "invalid-territory", faults: problems.map((problem) => faultOfTerritory(problem, path, communeOfToday)) });
    return fromInput(input);
  });
