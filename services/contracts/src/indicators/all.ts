import type { contracts } from "@cpts/api/Contracts";
import { statement } from "@cpts/service-kit/database/statement";
import { pagesById } from "@cpts/service-kit/http/pages-by-id";
import { Effect } from "effect";
import { read } from "../database/tables.ts";
import type { ObservationRow } from "./observed.ts";
import { viewOf } from "./queries.ts";
import type { StoredPlanned } from "./tables.ts";

type Events = typeof contracts.events;

interface PlanRow {
  readonly id: string;
  readonly cptsId: string;
  readonly version: number;
  readonly body: ReadonlyArray<StoredPlanned>;
}

const plans = statement<[after: string, limit: number], PlanRow>(`
  select p.contract_id as id, c.cpts_id as "cptsId", p.version, v.body from indicator_plan p
    join indicator_plan_version v on v.contract_id = p.contract_id and v.version = p.version join contract c on c.id = p.contract_id
  where p.contract_id > $1 order by p.contract_id limit $2`);

/** The indicators of every contract, as they are set now. */
export const listPlans = pagesById(
  "indicator-plans",
  (after, limit) => read((db) => plans(db, after, limit)),
  (rows) =>
    Effect.succeed(
      rows.map(({ body, cptsId, id, version }): Events["indicatorsPlanned"]["payload"]["Encoded"] => ({
        contractId: id,
        cptsId,
        planVersion: version,
        indicators: body.map(({ indicator, mission, targets, weightPpm }) => ({ indicator, mission, weightPpm, targets })),
      })),
    ),
);

const observations = statement<[after: string, limit: number], ObservationRow & { readonly cpts_id: string }>(
  "select o.*, c.cpts_id from observation o join contract c on c.id = o.contract_id where o.id > $1 order by o.id limit $2",
);

/** The observations of every contract, corrected ones among them. */
export const listAllObservations = pagesById("all-observations", (after, limit) => read((db) => observations(db, after, limit)), Effect.forEach(({ cpts_id: cptsId, ...row }: ObservationRow & { readonly cpts_id: string }) => viewOf(row, cptsId)));

interface DecisionRow {
  readonly id: string;
  readonly contractId: string;
  readonly cptsId: string;
  readonly observationId: string | null;
}

const decisions = statement<[after: string, limit: number], DecisionRow>(`
  select d.proposal_id as id, d.contract_id as "contractId", c.cpts_id as "cptsId", d.observation_id as "observationId"
  from proposal_decision d join contract c on c.id = d.contract_id where d.proposal_id > $1 order by d.proposal_id limit $2`);

/** What became of the values that were proposed. */
export const listDecisions = pagesById(
  "proposal-decisions",
  (after, limit) => read((db) => decisions(db, after, limit)),
  (rows) => Effect.succeed(rows.map(({ id, ...row }): Events["proposalDecided"]["payload"]["Encoded"] => ({ proposalId: id, ...row, decision: row.observationId === null ? "refused" : "accepted" }))),
);
