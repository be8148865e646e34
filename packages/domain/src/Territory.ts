/**
 * The territory of a CPTS: communes or municipal arrondissements, named parts of communes, or only prose while it
 * emerges. Departements, EPCI and population are computed from it, never entered.
 *
 * @example
 * ```ts
 * import * as Territory from "@cpts/domain/Territory";
 * import { Schema } from "effect";
 *
 * const input = Schema.decodeUnknownSync(Territory.TerritoryInput)({ communes: ["75101", "75056"] });
 * Territory.checkTerritory(input, { knownCommune: () => true }).map((problem) => problem._tag); // => ["CityWithItsArrondissement"]
 * ```
 */
import { Schema } from "effect";
import { CommuneCode, parentOfArrondissement, suggestCommuneCode } from "./Cog.ts";
import { Qualifier } from "./DeclaredFact.ts";
import { freeText } from "./FreeText.ts";
import { codeOf, openCode, type OpenCode } from "./OpenCode.ts";
import { PartialDate } from "./PartialDate.ts";
import { Provenance, Source } from "./Source.ts";

/** More than the communes of any departement (the largest has fewer than 900). Issue: `territory.too-large`. */
export const mostCommunes = 2000;

/** What a part of a commune is. */
export const CommunePartKind = openCode(["quartier", "iris", "lieu-dit", "canton-fraction"], {
  title: "CommunePartKind",
  description: "What the part of a commune is",
});

/** What a part of a commune is. */
export type CommunePartKind = typeof CommunePartKind.Type;

/** Inhabitants of a part, as a document states them: no reference data counts quarters. */
export const PartPopulation = Schema.Struct({
  value: Schema.Int.pipe(Schema.check(Schema.isGreaterThanOrEqualTo(0, { message: "part-population.negative" }))),
  qualifier: Qualifier,
  source: Source,
}).annotate({ title: "PartPopulation", description: "Declared inhabitants of a part of a commune" });

/** Inhabitants of a part, as a document states them. */
export type PartPopulation = typeof PartPopulation.Type;

/** A named part of a commune: CPTS exist inside Toulouse and Lyon. `code` is an IRIS code, or a local one. */
export const CommunePart = Schema.Struct({
  commune: CommuneCode,
  name: freeText({ max: 200, title: "PartName", description: "Name of the part" }),
  kind: CommunePartKind,
  code: Schema.optionalKey(
    Schema.String.annotate({ title: "PartCode", description: "Code of the part in its own list" }).pipe(
      Schema.check(Schema.isPattern(/^[0-9A-Za-z._-]{1,32}$/u, { message: "part-code.format" })),
    ),
  ),
  population: Schema.optionalKey(PartPopulation),
}).annotate({ identifier: "CommunePart", title: "CommunePart", description: "A named part of a commune" });

/** A named part of a commune. */
export type CommunePart = typeof CommunePart.Type;

/** What draws a territory: where those on duty cover, how people seek care, or a line of the administration. */
export const TerritoryCriterion = openCode(["out-of-hours-sector", "practice-habits", "patient-flows", "administrative", "epci", "bassin-de-vie", "historical"], {
  title: "TerritoryCriterion",
  description: "What draws the territory",
});

/** A criterion with the document that states it. */
export const StatedCriterion = Schema.Struct({ criterion: TerritoryCriterion, source: Schema.optionalKey(Source) }).annotate({
  title: "StatedCriterion",
  description: "A criterion that drew the territory, with its source",
});

/** A criterion with the document that states it. */
export type StatedCriterion = typeof StatedCriterion.Type;

/** Another zoning or coordination that the territory lies beside or within, as far as it is dated. */
export const ZoningReference = Schema.Struct({
  kind: openCode(["bassin-de-vie", "out-of-hours-sector", "dac", "msp", "local-health-contract", "zip", "zac"], { title: "ZoningKind", description: "What the zoning or coordination is" }),
  name: freeText({ max: 200, title: "ZoningName", description: "Its name" }),
  code: Schema.optionalKey(CommunePart.fields.code.schema),
  from: Schema.optionalKey(PartialDate),
  to: Schema.optionalKey(PartialDate),
  source: Schema.optionalKey(Source),
}).annotate({ title: "ZoningReference", description: "Another zoning or coordination beside the territory" });

/** Another zoning or coordination beside the territory. */
export type ZoningReference = typeof ZoningReference.Type;

/** Why a commune is shared with another CPTS: an overlap is allowed, with a written reason. */
export const OverlapReason = Schema.Struct({ commune: CommuneCode, reason: freeText({ max: 500, title: "OverlapReason", description: "Why the commune is shared" }) }).annotate({
  title: "OverlapReason",
  description: "Why a commune is shared with another CPTS",
});

/** Why a commune is shared with another CPTS. */
export type OverlapReason = typeof OverlapReason.Type;

const basis = {
  criteria: Schema.optionalKey(Schema.Array(StatedCriterion).pipe(Schema.check(Schema.isMaxLength(20)))),
  references: Schema.optionalKey(Schema.Array(ZoningReference).pipe(Schema.check(Schema.isMaxLength(100)))),
  overlaps: Schema.optionalKey(Schema.Array(OverlapReason).pipe(Schema.check(Schema.isMaxLength(mostCommunes, { message: "territory.too-large" })))),
};

const prose = freeText({ max: 4000, title: "Prose", description: "The territory in words" });

const isSortedSet = (codes: ReadonlyArray<string>): boolean => codes.every((code, index) => index === 0 || (codes[index - 1] ?? "") < code);

/** The territory as it is kept: codes sorted and unique. Issue: `territory.order`. */
export const Territory = Schema.Struct({
  communes: Schema.Array(CommuneCode)
    .annotate({ description: "Communes and municipal arrondissements, sorted, each once" })
    .pipe(Schema.check(Schema.makeFilter((codes: ReadonlyArray<CommuneCode>) => isSortedSet(codes) || "territory.order"))),
  parts: Schema.Array(CommunePart),
  prose: Schema.NullOr(prose),
  provenance: Provenance,
  ...basis,
}).annotate({ identifier: "Territory", title: "Territory", description: "The territory of a CPTS" });

/** The territory as it is kept. */
export type Territory = typeof Territory.Type;

/** The territory as it is entered: any order, absent keys are empty. */
export const TerritoryInput = Schema.Struct({
  communes: Schema.optionalKey(Schema.Array(CommuneCode).pipe(Schema.check(Schema.isMaxLength(mostCommunes, { message: "territory.too-large" })))),
  parts: Schema.optionalKey(Schema.Array(CommunePart).pipe(Schema.check(Schema.isMaxLength(mostCommunes, { message: "territory.too-large" })))),
  prose: Schema.optionalKey(prose),
  provenance: Schema.optionalKey(Provenance),
  ...basis,
}).annotate({ identifier: "TerritoryInput", title: "TerritoryInput", description: "The territory of a CPTS, as entered" });

/** The territory as it is entered. */
export type TerritoryInput = typeof TerritoryInput.Type;

/**
 * A new territory and the date it is valid from, as far as the document says. `validTo` ends it before the next one begins;
 * `null` takes back an end that was said.
 */
export const TerritoryChange = Schema.Struct({
  territory: TerritoryInput,
  validFrom: Schema.optionalKey(PartialDate),
  validTo: Schema.optionalKey(Schema.NullOr(PartialDate)),
  cog: Schema.optionalKey(
    Schema.Int.annotate({ title: "CogEdition", description: "Year of the edition of the official geographic code that the communes are of; that of today where it is left out" }).pipe(
      Schema.check(Schema.isBetween({ minimum: 2021, maximum: 2100 }, { message: "cog-edition.range" })),
    ),
  ),
  reason: Schema.optionalKey(freeText({ max: 1000, title: "Reason", description: "Why the territory changes" })),
}).annotate({ identifier: "TerritoryChange", title: "TerritoryChange", description: "A new territory and when it starts" });

/** A new territory and the date it is valid from. */
export type TerritoryChange = typeof TerritoryChange.Type;

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
/** What tells a part of a commune from others, as a value or as it travels: its code, else its name whatever the case. */
export const partKey = (part: Pick<CommunePart, "name" | "code"> & { readonly commune: string; readonly kind: OpenCode<string> }): string =>
  `${part.commune}/${codeOf(part.kind)}/${part.code ?? part.name.normalize("NFC").toLocaleLowerCase("fr")}`;

/** Sorts the codes and the parts, drops repeated codes, and completes absent keys; `provenance` is `declared` unless said. */
export const fromInput = (input: TerritoryInput): Territory => ({
  communes: [...new Set(input.communes)].toSorted(compareText),
  parts: (input.parts ?? []).toSorted((a, b) => compareText(partKey(a), partKey(b))),
  prose: input.prose ?? null,
  provenance: input.provenance ?? { status: "declared" },
  ...(input.criteria === undefined || input.criteria.length === 0 ? {} : { criteria: input.criteria }),
  ...(input.references === undefined || input.references.length === 0 ? {} : { references: input.references }),
  ...(input.overlaps === undefined || input.overlaps.length === 0 ? {} : { overlaps: input.overlaps }),
});

const Path = Schema.Array(Schema.Union([Schema.String, Schema.Int]));
const problem = <const Tag extends string, const Fields extends Schema.Struct.Fields>(tag: Tag, fields: Fields) =>
  Schema.TaggedStruct(tag, { path: Path, ...fields });

/** What can be wrong with a territory. `path` leads to the fault from the territory itself, for instance `["communes", 3]`. */
export const TerritoryProblem = Schema.Union([
  problem("UnknownCommune", { code: CommuneCode, suggestion: Schema.NullOr(CommuneCode) }),
  problem("CommuneListedTwice", { code: CommuneCode, firstPath: Path }),
  problem("CityWithItsArrondissement", { code: CommuneCode, city: CommuneCode }),
  problem("CommuneWholeAndInParts", { code: CommuneCode, wholePath: Path }),
  problem("PartListedTwice", { commune: CommuneCode, name: CommunePart.fields.name, firstPath: Path }),
  problem("PartsExceedCommune", { commune: CommuneCode, declared: Schema.Int, population: Schema.Int }),
  problem("OverlapOutside", { code: CommuneCode }),
  problem("EmptyTerritory", {}),
]).annotate({ title: "TerritoryProblem", description: "What is wrong with a territory, and where" });

/** What can be wrong with a territory. */
export type TerritoryProblem = typeof TerritoryProblem.Type;

/** What the check needs to know of the world. */
export interface TerritoryKnowledge {
  /** Whether an edition of the COG holds the code as a commune or municipal arrondissement. */
  readonly knownCommune: (code: CommuneCode) => boolean;
  /** Inhabitants of a commune, null where none are known; without it the populations of parts are not compared. */
  readonly populationOf?: (code: CommuneCode) => number | null;
}

const communeProblems = (communes: ReadonlyArray<CommuneCode>, { knownCommune }: TerritoryKnowledge): ReadonlyArray<TerritoryProblem> => {
  const first = new Map<string, number>();
  for (const [index, code] of communes.entries()) if (!first.has(code)) first.set(code, index);
  return communes.flatMap((code, index): ReadonlyArray<TerritoryProblem> => {
    const path = ["communes", index];
    const firstIndex = first.get(code) ?? index;
    if (firstIndex !== index) return [{ _tag: "CommuneListedTwice", path, code, firstPath: ["communes", firstIndex] }];
    const city = parentOfArrondissement(code);
    return [
      ...(knownCommune(code) ? [] : [unknown(path, code, knownCommune)]),
      ...(city !== null && first.has(city) ? [{ _tag: "CityWithItsArrondissement" as const, path, code, city }] : []),
    ];
  });
};

const unknown = (path: ReadonlyArray<string | number>, code: CommuneCode, knownCommune: TerritoryKnowledge["knownCommune"]): TerritoryProblem => {
  const suggestion = suggestCommuneCode(code);
  return { _tag: "UnknownCommune", path, code, suggestion: suggestion !== null && knownCommune(suggestion) ? suggestion : null };
};

const partProblems = (
  parts: ReadonlyArray<CommunePart>,
  communes: ReadonlyArray<CommuneCode>,
  { knownCommune }: TerritoryKnowledge,
): ReadonlyArray<TerritoryProblem> => {
  const first = new Map<string, number>();
  const whole = new Map<string, number>(communes.map((code, index) => [code, index]));
  return parts.flatMap((part, index): ReadonlyArray<TerritoryProblem> => {
    const path = ["parts", index];
    const key = partKey(part);
    const firstIndex = first.get(key);
    if (firstIndex !== undefined)
      return [{ _tag: "PartListedTwice", path, commune: part.commune, name: part.name, firstPath: ["parts", firstIndex] }];
    first.set(key, index);
    // A quarter of an arrondissement is inside the whole city too.
    const wholeIndex = whole.get(part.commune) ?? whole.get(parentOfArrondissement(part.commune) ?? "");
    return [
      ...(knownCommune(part.commune) ? [] : [unknown([...path, "commune"], part.commune, knownCommune)]),
      ...(wholeIndex === undefined
        ? []
        : [{ _tag: "CommuneWholeAndInParts" as const, path, code: part.commune, wholePath: ["communes", wholeIndex] }]),
    ];
  });
};

/** Parts whose documents count them, exactly or about, and together more inhabitants than their commune has. */
const excessProblems = (parts: ReadonlyArray<CommunePart>, { populationOf }: TerritoryKnowledge): ReadonlyArray<TerritoryProblem> => {
  if (populationOf === undefined) return [];
  const sums = new Map<CommuneCode, { declared: number; last: number }>();
  for (const [index, { commune, population }] of parts.entries()) {
    if (population === undefined || (population.qualifier !== "exactly" && population.qualifier !== "about")) continue;
    sums.set(commune, { declared: (sums.get(commune)?.declared ?? 0) + population.value, last: index });
  }
  return [...sums].flatMap(([commune, { declared, last }]) => {
    const population = populationOf(commune);
    return population === null || declared <= population ? [] : [{ _tag: "PartsExceedCommune" as const, path: ["parts", last, "population"], commune, declared, population }];
  });
};

const overlapProblems = (overlaps: ReadonlyArray<OverlapReason>, communes: ReadonlyArray<CommuneCode>, parts: ReadonlyArray<CommunePart>): ReadonlyArray<TerritoryProblem> => {
  const held = new Set([...communes, ...parts.map(({ commune }) => commune)]);
  return overlaps.flatMap(({ commune }, index) =>
    held.has(commune) || held.has(parentOfArrondissement(commune) ?? commune) ? [] : [{ _tag: "OverlapOutside" as const, path: ["overlaps", index, "commune"], code: commune }],
  );
};

/** All that is wrong with a territory, entered or kept; empty when it can be accepted. Linear in its size. */
export const checkTerritory = (
  territory: { readonly communes?: ReadonlyArray<CommuneCode>; readonly parts?: ReadonlyArray<CommunePart>; readonly prose?: string | null; readonly overlaps?: ReadonlyArray<OverlapReason> },
  knowledge: TerritoryKnowledge,
): ReadonlyArray<TerritoryProblem> => {
  const communes = territory.communes ?? [];
  const parts = territory.parts ?? [];
  const isEmpty = communes.length === 0 && parts.length === 0 && (territory.prose ?? null) === null;
  return [
    ...communeProblems(communes, knowledge),
    ...partProblems(parts, communes, knowledge),
    ...excessProblems(parts, knowledge),
    ...overlapProblems(territory.overlaps ?? [], communes, parts),
    ...(isEmpty ? [{ _tag: "EmptyTerritory" as const, path: [] }] : []),
  ];
};
