import { can, Visibility, type Action, type Actor, type Resource } from "@cpts/domain/Access";
import type { DepartementCode } from "@cpts/domain/Cog";
import type { CptsId } from "@cpts/domain/Cpts";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { departements } from "@cpts/reference-data";
import { statement } from "@cpts/service-kit/database/statement";
import { regionsOf } from "@cpts/service-kit/known/places";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { sql, type RawBuilder } from "kysely";
import { read } from "../database/tables.ts";

/** How far an actor sees: to which rank of visibility everywhere (-1: nothing), and to which through a CPTS. */
export interface Sight {
  readonly everywhere: number;
  readonly throughCpts: ReadonlyMap<string, number>;
  readonly day: LocalDate;
}

const levels = Visibility.literals;

/** The rank of a visibility, `public` being 0. */
export const rankOf = (visibility: Visibility): number => levels.indexOf(visibility);

const farthest = (actor: Actor, action: Action, resource: Resource): number =>
  levels.findLastIndex((visibility) => can(actor, action, { ...resource, visibility })._tag === "Allowed");

const seenEverywhere = new WeakMap<Actor, Map<Action, number>>();

/** The same of everyone, whatever their CPTS: asked once of each reader, who is one object for as long as their token is known. */
const farthestEverywhere = (actor: Actor, action: Action): number => {
  const known = seenEverywhere.get(actor) ?? new Map<Action, number>();
  const rank = known.get(action) ?? farthest(actor, action, { kind: "directory" });
  seenEverywhere.set(actor, known.set(action, rank));
  return rank;
};

const cptsIn = statement<[departements: ReadonlyArray<string>], { readonly cpts_id: CptsId; readonly departements: ReadonlyArray<DepartementCode> }>(`
  select cpts_id, array_agg(distinct departement) as departements from (
    select cpts_id, left(commune, case when left(commune, 2) in ('97', '98') then 3 else 2 end) as departement
    from known_territory, unnest(communes || array(select part->>'commune' from json_array_elements(parts) as part)) as commune
    union all select cpts_id, departement from known_attachment
  ) as place where departement = any($1::text[]) group by cpts_id`);

/** Departements of the actor's own territory. */
const ownDepartements = (actor: Actor): ReadonlyArray<string> => [
  ...actor.departements,
  ...departements.filter(({ region }) => (actor.regions as ReadonlyArray<string>).includes(region)).map(({ code }) => code),
];

/** How far this actor sees people, by the policy alone: each CPTS that could widen it is asked of `can`. */
export const sightOf = (actor: Actor, action: Action = "professional.read") =>
  Effect.gen(function* () {
    const own = ownDepartements(actor);
    const near = own.length === 0 ? [] : yield* read((db) => cptsIn(db, own));
    const places = new Map<CptsId, ReadonlyArray<DepartementCode>>([...actor.cptsIds.map((id) => [id, []] as const), ...near.map((row) => [row.cpts_id, row.departements] as const)]);
    const everywhere = farthestEverywhere(actor, action);
    const throughCpts = [...places].map(([cptsId, codes]) => [cptsId, farthest(actor, action, { kind: "directory", cptsId, departements: codes, regions: regionsOf(codes) })] as const);
    const sight: Sight = { everywhere, throughCpts: new Map(throughCpts.filter(([, rank]) => rank > everywhere)), day: yield* today };
    return sight;
  });

/**
 * True of the rows of `professional` (under the name `p`) that this sight reaches: through the CPTS that registered the person,
 * and those of which they are a member.
 */
export const isVisible = ({ day, everywhere, throughCpts }: Sight): RawBuilder<boolean> => {
  const rank = sql`array_position(${sql.val([...levels])}::text[], p.visibility) - 1`;
  const all = sql<boolean>`${rank} <= ${everywhere}`;
  if (throughCpts.size === 0) return sql<boolean>`(${all})`;
  return sql<boolean>`(${all} or exists (
    select 1 from unnest(${[...throughCpts.keys()]}::uuid[], ${[...throughCpts.values()]}::integer[]) as seen (cpts_id, rank)
    where ${rank} <= seen.rank and (
      seen.cpts_id = p.cpts_id
      or exists (select 1 from membership m where m.professional_id = p.id and m.cpts_id = seen.cpts_id and m.to_latest > ${day}::date)
    )))`;
};
