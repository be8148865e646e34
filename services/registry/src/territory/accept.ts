import { Problem, type FieldFault } from "@cpts/api/Problem";
import { CommuneCode } from "@cpts/domain/Cog";
import { historyOf } from "@cpts/domain/CogMovement";
import { checkTerritory, fromInput, mostCommunes, type TerritoryChange, type TerritoryInput } from "@cpts/domain/Territory";
import { edition } from "@cpts/reference-data";
import { statement } from "@cpts/service-kit/database/statement";
import { valueAt } from "@cpts/service-kit/http/value-at";
import { Effect, Schema } from "effect";
import { firstDayOf } from "../cog/fill.ts";
import { firstEdition, movementsSince } from "../cog/stored.ts";
import { read } from "../database/tables.ts";
import { faultOfTerritory, type CommunesOfToday } from "./faults.ts";

const isCommuneCode = Schema.is(CommuneCode);

/** Which of these codes are communes or arrondissements (`isFormer` is false), and which were and lead to one of today. */
const knownStatement = statement<[asked: ReadonlyArray<string>], { readonly code: string; readonly commune: string; readonly nom: string; readonly population: number | null; readonly isFormer: boolean }>(`
  select code, code as commune, nom, population, false as "isFormer" from commune where code = any($1::text[])
  union all select f.code, c.code, c.nom, c.population, true from former_commune f join commune c on c.code = f.commune where f.code = any($1::text[])`);

type Path = ReadonlyArray<string | number>;
type Entered = Pick<TerritoryInput, "communes" | "parts" | "prose" | "overlaps">;

const codesOf = (input: Entered): ReadonlyArray<string> => [...new Set([...(input.communes ?? []), ...(input.parts ?? []).map((part) => part.commune)])];

/** Corsica had codes in 20 before 1976; the number that follows is of one of its two departements. */
const codesOfCorsica = (code: string): ReadonlyArray<string> => (code.startsWith("20") ? [`2A${code.slice(2)}`, `2B${code.slice(2)}`] : []);

const unknownEdition = (path: Path): FieldFault => ({
  in: "body",
  path: [...path.slice(0, -1), "cog"],
  code: "unknown-edition",
  message: { fr: `la dernière édition connue ici est celle de ${edition.cogYear}`, en: `the last edition that is known here is that of ${edition.cogYear}` },
});

/** Whether a code was one of a commune in an edition. */
const heldInEdition = (cog: number, nameToday: (code: string) => string | null) =>
  Effect.gen(function* () {
    if (cog >= edition.cogYear) return (code: string): boolean => nameToday(code) !== null;
    const day = firstDayOf(cog);
    const history = historyOf(yield* read((db) => movementsSince(db, day)), nameToday);
    return (code: string): boolean => history.nameOn(code, day) !== null;
  });

/** What an entered territory is held against. */
interface Against {
  readonly path: Path;
  /** A count of another year may exceed the series: whoever writes down why is believed. */
  readonly isExplained: boolean;
  /** The edition that the codes are of. */
  readonly cog: number;
}

/** Every rule that a territory breaks, each fault where it is. A code that is none is left to whoever checks its shape. */
const faultsOf = (input: Entered, { cog, isExplained, path }: Against) =>
  Effect.gen(function* () {
    const codes = codesOf(input).filter(isCommuneCode);
    const asked = [...codes, ...codes.flatMap(codesOfCorsica)];
    const found = yield* read((db) => knownStatement(db, asked));
    const current = new Map(found.flatMap(({ code, isFormer, nom }) => (isFormer ? [] : [[code, { code, nom }] as const])));
    const former = found.flatMap(({ code, commune, isFormer, nom }) => (isFormer ? [[code, { code: commune, nom }] as const] : []));
    const corsican = codes.flatMap((code) => codesOfCorsica(code).flatMap((held) => [current.get(held) ?? []].flat().map((today) => [code, today] as const)));
    const communeOfToday: CommunesOfToday = new Map([...corsican, ...former]);
    const populations = new Map(found.flatMap(({ code, isFormer, population }) => (isFormer ? [] : [[code, population] as const])));
    const counted = isExplained || cog !== edition.cogYear ? {} : { populationOf: (code: CommuneCode) => populations.get(code) ?? null };
    const isHeld = yield* heldInEdition(cog, (code) => current.get(code)?.nom ?? null);
    const problems = checkTerritory(input, { knownCommune: (code) => isHeld(code) || !isCommuneCode(code), ...counted });
    return problems.map((problem) => faultOfTerritory(problem, path, communeOfToday));
  });

/** The territory of a change as it will be kept, or everything that is wrong with it as entered. */
export const acceptTerritory = ({ cog = edition.cogYear, reason, territory }: TerritoryChange, path: Path) =>
  Effect.flatMap(cog > edition.cogYear ? Effect.succeed([unknownEdition(path)]) : faultsOf(territory, { path, isExplained: reason !== undefined, cog }), (faults) => (faults.length > 0 ? Effect.fail(new Problem({ type: "invalid-territory", faults })) : Effect.succeed(fromInput(territory))));

/** What is wrong with the communes of a body that its schema refuses for another reason, or for some of them. */
export const alsoWrongInTerritory = (path: Path) => (json: unknown) => {
  const communes = valueAt(json, [...path, "communes"]);
  // Longer lists are refused by their schema alone.
  if (!Array.isArray(communes) || communes.length === 0 || communes.length > mostCommunes || !communes.every((code) => typeof code === "string")) return Effect.succeed([]);
  // Codes of a wrong shape are passed over above.
  const texts: ReadonlyArray<unknown> = communes;
  const cog = valueAt(json, [...path.slice(0, -1), "cog"]);
  const isEdition = typeof cog === "number" && Number.isInteger(cog) && cog >= firstEdition && cog <= edition.cogYear;
  return faultsOf({ communes: texts as ReadonlyArray<CommuneCode> }, { path, isExplained: true, cog: isEdition ? cog : edition.cogYear });
};
