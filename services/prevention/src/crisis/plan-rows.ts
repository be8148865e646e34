import type { CrisisPlanVersion, CrisisPlanView } from "@cpts/api/CrisisViews";
import { CrisisPlanContent, updateDueOn, type CrisisExercise } from "@cpts/domain/CrisisPlan";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { statement } from "@cpts/service-kit/database/statement";
import { Schema, SchemaParser } from "effect";

type Content = typeof CrisisPlanContent.Encoded;

/** A plan with the version that holds and its exercises, as a query gives it. */
export interface PlanRow {
  readonly id: string;
  readonly cpts_id: string;
  readonly version: number;
  readonly published_number: number | null;
  readonly published_on: LocalDate | null;
  readonly published: Content | null;
  readonly reminder_on: LocalDate | null;
  readonly draft_number: number | null;
  readonly draft: Content | null;
  readonly exercises: ReadonlyArray<typeof CrisisExercise.Encoded>;
}

const exercises = "coalesce((select json_agg(e.exercise order by e.held_on desc, e.id desc) from crisis_exercise e where e.plan_id = p.id), '[]')";
const columns = `p.id, p.cpts_id, p.version, p.published_number, v.published_on, v.content as published, p.reminder_on, p.draft_number, p.draft, ${exercises} as exercises`;
const tables = "crisis_plan p left join crisis_plan_version v on v.plan_id = p.id and v.number = p.published_number";

export const planById = statement<[id: string], PlanRow>(`select ${columns} from ${tables} where p.id = $1`);
/** Holds the row until the transaction ends. */
export const planHeld = statement<[id: string], PlanRow>(`select ${columns} from ${tables} where p.id = $1 for update of p`);
export const planOfCpts = statement<[cpts: string], PlanRow>(`select ${columns} from ${tables} where p.cpts_id = $1`);

export type PlansListed = [after: string | null, limit: number, cpts: string | null, sees: "all" | "some", seen: ReadonlyArray<string>];
export const plansListed = statement<PlansListed, PlanRow>(`select ${columns} from ${tables}
  where ($1::uuid is null or p.id < $1::uuid) and ($3::uuid is null or p.cpts_id = $3::uuid) and ($4 = 'all' or p.cpts_id = any($5::uuid[])) order by p.id desc limit $2`);

export const decodeContent = SchemaParser.decodeUnknownSync(CrisisPlanContent);
export const encodeContent = Schema.encodeSync(CrisisPlanContent);

export const versionView = (number: number, publishedOn: string | null, content: Content): typeof CrisisPlanVersion.Encoded => ({ number, publishedOn, ...content });

/** A plan as it travels. */
export const viewOfPlan = (row: PlanRow): typeof CrisisPlanView.Encoded => ({
  id: row.id,
  cptsId: row.cpts_id,
  published: row.published === null || row.published_number === null ? null : versionView(row.published_number, row.published_on, row.published),
  draft: row.draft === null || row.draft_number === null ? null : versionView(row.draft_number, null, row.draft),
  updateDueOn: row.published_on === null ? null : updateDueOn(row.published_on),
  exercises: row.exercises,
  version: row.version,
});
