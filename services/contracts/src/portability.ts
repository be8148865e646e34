import { portableClocks, portableFiles, type LeftOut, type Portability, type PortableTable } from "@cpts/service-kit/portability/declaration";

const own = "r.cpts_id = $1";
const contracts = "select id from contract where cpts_id = $1";
const ofContract = `r.contract_id in (${contracts})`;
const reviews = `select id from review where contract_id in (${contracts})`;
const campaigns = `select campaign_id from review_campaign_contract where contract_id in (${contracts})`;
const texts = (ids: string): string => `select id::text from (${ids}) as ids`;

const tables: ReadonlyArray<PortableTable> = [
  { name: "contract", of: own, aggregates: ["r.id::text", "'indicators/' || r.id", "'size/' || r.id"] },
  { name: "contract_grid", of: ofContract },
  { name: "contract_amended_grid", of: ofContract },
  { name: "contract_count", of: `r.before_contract in (${contracts})`, aggregates: ["r.id::text"] },
  { name: "action_sheet", of: ofContract },
  { name: "deadline", of: own, aggregates: ["r.id::text"] },
  { name: "size_drift", of: ofContract },
  { name: "funding_fact", of: ofContract },
  { name: "indicator_plan", of: ofContract },
  { name: "indicator_plan_version", of: ofContract },
  { name: "observation", of: ofContract, aggregates: ["r.id::text"] },
  { name: "proposal_decision", of: ofContract, aggregates: ["'proposal/' || r.proposal_id"] },
  { name: "review", of: ofContract, aggregates: ["r.id::text"] },
  { name: "review_file", of: `r.review_id in (${reviews})` },
  { name: "review_campaign", of: `r.id in (${campaigns})` },
  { name: "review_campaign_contract", of: ofContract },
  { name: "review_question", of: `r.campaign_id in (${campaigns}) and (r.contract_id is null or ${ofContract})`, aggregates: ["r.id::text"] },
  { name: "review_answer", of: ofContract },
  { name: "money_entry", of: ofContract },
  { name: "payout_book", of: own },
  { name: "payout_rate", of: own },
  { name: "payout_statement", of: own, aggregates: ["r.id::text"] },
  { name: "payout_line", of: own },
  { name: "payout_entry", of: own },
  { name: "discrepancy", of: own },
  { name: "external_id", of: `r.owner in (${contracts} union all select id from action_sheet where contract_id in (${contracts}) union all select id from contract_count where before_contract in (${contracts}))` },
  portableFiles(`(r.owner_kind = 'observation' and r.owner_id in (select id::text from observation where contract_id in (${contracts}))) or (r.owner_kind = 'review' and r.owner_id in (${texts(reviews)}))`),
  portableClocks(`(r.kind = 'contract-expiry' and r.ref in (${texts(contracts)})) or (r.kind = 'contract-deadline' and r.ref in (select id::text from deadline where cpts_id = $1))`),
];

const told: LeftOut = ["projection", "made from the events of the registry, the directory and prevention"];
const national: LeftOut = ["reference", "of the agreement, the same for every contract: what a contract is pinned to has to be here"];

/** What of the contracts is of a CPTS. */
export const portability: Portability = {
  tables,
  leftOut: {
    grid: national,
    grid_version: national,
    indicator: national,
    indicator_version: national,
    pass_ceiling: national,
    contract_stamp: ["operational", "written by the database itself with every change of a contract"],
    known_assignment: told,
    known_attachment: told,
    known_attendance: told,
    known_cpts: told,
    known_crisis: told,
    known_crisis_plan: told,
    known_directory_proposal: told,
    known_health_project: told,
    known_letter: told,
    known_party: told,
    known_prevention_proposal: told,
    known_referent: told,
    known_territory: told,
  },
};
