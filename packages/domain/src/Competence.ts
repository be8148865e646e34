/**
 * Where an organization is competent: everywhere, in regions, in departements, in communes.
 *
 * @example
 * ```ts
 * import * as Competence from "@cpts/domain/Competence";
 * import { Schema } from "effect";
 *
 * Schema.is(Competence.Competence)({ level: "regional", regions: ["24"] }); // => true
 * Schema.is(Competence.Competence)({ level: "regional", departements: ["37"] }); // => false
 * ```
 */
import { Schema } from "effect";
import { CommuneCode, DepartementCode, RegionCode } from "./Cog.ts";
import { mostCommunes } from "./Territory.ts";

/** How wide the area of an organization is. */
export const CompetenceLevel = Schema.Literals(["national", "regional", "departemental", "local"]).annotate({
  title: "CompetenceLevel",
  description: "How wide the area of an organization is",
});

/** How wide the area of an organization is. */
export type CompetenceLevel = typeof CompetenceLevel.Type;

const lists = [
  { list: "regions", issue: "competence.no-regions" },
  { list: "departements", issue: "competence.no-departements" },
  { list: "communes", issue: "competence.no-communes" },
] as const;

/** The list that a level needs; wider ones may be said too, finer ones contradict it. */
const ownList: { readonly [L in CompetenceLevel]: number } = { national: -1, regional: 0, departemental: 1, local: 2 };

const levelAndLists = (area: {
  readonly level: CompetenceLevel;
  readonly regions?: ReadonlyArray<string>;
  readonly departements?: ReadonlyArray<string>;
  readonly communes?: ReadonlyArray<string>;
}) => {
  const own = ownList[area.level];
  return lists.flatMap(({ list, issue }, index) => {
    const given = (area[list] ?? []).length > 0;
    if (index === own && !given) return [{ path: [list], issue }];
    return index > own && given ? [{ path: [list], issue: "competence.finer-than-level" }] : [];
  });
};

/**
 * Area of competence. Issues, at the list: `competence.no-regions`, `competence.no-departements`, `competence.no-communes` where the
 * level has none, `competence.finer-than-level`.
 */
export const Competence = Schema.Struct({
  level: CompetenceLevel,
  regions: Schema.optionalKey(Schema.Array(RegionCode).pipe(Schema.check(Schema.isMaxLength(50), Schema.isUnique()))),
  departements: Schema.optionalKey(Schema.Array(DepartementCode).pipe(Schema.check(Schema.isMaxLength(200), Schema.isUnique()))),
  communes: Schema.optionalKey(Schema.Array(CommuneCode).pipe(Schema.check(Schema.isMaxLength(mostCommunes, { message: "territory.too-large" }), Schema.isUnique()))),
})
  .annotate({ title: "Competence", description: "Where an organization is competent" })
  .pipe(Schema.check(Schema.makeFilter(levelAndLists, { identifier: "Competence" })));

/** Where an organization is competent. */
export type Competence = typeof Competence.Type;
