import type { CptsId } from "@cpts/domain/Cpts";
import { planFigures } from "@cpts/domain/CrisisPlan";
import { addDays, type LocalDate } from "@cpts/domain/LocalDate";
import { crisisObservations, includedIn, pathwayObservations } from "@cpts/domain/MissionObservations";
import type { PathwayContent } from "@cpts/domain/Pathway";
import type { InclusionCount } from "@cpts/domain/PathwayInclusions";
import { statement } from "@cpts/service-kit/database/statement";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { read } from "../database/tables.ts";

type Step = (typeof PathwayContent.Encoded)["steps"][number];

// The version that held on the last day of the period.
const pathwaysStatement = statement<[cptsId: string, to: string], { readonly steps: ReadonlyArray<Step> }>(
  `select v.content->'steps' as steps from pathway p
   join lateral (select content from pathway_version where pathway_id = p.id and published_on < $2::date order by number desc limit 1) v on true
   where p.cpts_id = $1`,
);
// Days are kept as they came through their schemas.
const inclusionsStatement = statement<[cptsId: string, from: string, to: string], InclusionCount>(
  `select i.from_day as "from", i.to_day as "to", i.people from pathway_inclusion i join pathway p on p.id = i.pathway_id
   where p.cpts_id = $1 and i.from_day < $3::date and i.to_day > $2::date`,
);
interface Plan {
  readonly published_on: LocalDate | null;
  readonly exercises: ReadonlyArray<LocalDate>;
}
const planStatement = statement<[cptsId: string, day: string], Plan>(
  `select (select published_on from crisis_plan_version where plan_id = p.id and published_on <= $2::date order by number desc limit 1) as published_on,
     coalesce((select json_agg(held_on) from crisis_exercise where plan_id = p.id and held_on <= $2::date), '[]') as exercises
   from crisis_plan p where p.cpts_id = $1`,
);

const ofPathways = (cptsId: CptsId, from: LocalDate, to: LocalDate) =>
  Effect.gen(function* () {
    const pathways = yield* read((db) => pathwaysStatement(db, cptsId, to));
    const declared = yield* read((db) => inclusionsStatement(db, cptsId, from, to));
    const formalised = pathways.map(({ steps }) => ({ professions: [...new Set(steps.flatMap(({ actor }) => actor.profession ?? []))] }));
    return pathwayObservations(formalised, includedIn(declared, from, to));
  });

const ofCrisisPlan = (cptsId: CptsId, to: LocalDate) =>
  Effect.gen(function* () {
    const [lastDay, now] = [addDays(to, -1), yield* today];
    const day = lastDay < now ? lastDay : now;
    const [plan] = yield* read((db) => planStatement(db, cptsId, day));
    return plan === undefined ? [] : crisisObservations(planFigures(plan.published_on, plan.exercises, day));
  });

/** What the pathways and the crisis plan of a CPTS come to over a period; of what it has not here nothing is said: it may be on paper. */
export const missionObservations = (cptsId: CptsId, from: LocalDate, to: LocalDate) =>
  Effect.map(Effect.all([ofPathways(cptsId, from, to), ofCrisisPlan(cptsId, to)]), (observations) => observations.flat());
