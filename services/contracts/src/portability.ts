import { byId, idsOf, ofCpts, portableClocks, portableFiles, within, type LeftOut, type Portability, type PortableTable } from "@cpts/service-kit/portability/declaration";

const contracts = "select id from contract where cpts_id = $1";
const ofContract = within("contract", "contract_id");
const campaigns = `select campaign_id from review_campaign_contract where contract_id in (${contracts})`;

const tables: ReadonlyArray<PortableTable> = [
  { name: "contract", of: ofCpts, aggregates: ["r.id::text", "'indicators/' || r.id", "'size/' || r.id"] },
  { name: "contract_grid", of: ofContract },
  { name: "contract_amended_grid", of: ofContract },
  { name: "contract_count", of: within("contract", "before_contract"), aggregates: byId },
  { name: "action_sheet", of: ofContract },
  { name: "deadline", of: ofCpts, aggregates: byId },
  { name: "size_drift", of: ofContract },
  { name: "funding_fact", of: ofContract },
  { name: "indicator_plan", of: ofContract },
  { name: "indicator_plan_version", of: ofContract },
  { name: "observation", of: ofContract, aggregates: byId },
  { name: "proposal_decision", of: ofContract, aggregates: ["'proposal/' || r.proposal_id"] },
  { name: "review", of: ofContract, aggregates: byId },
  { name: "review_file", of: `r.review_id in (select id from review where contract_id in (${contracts}))` },
  { name: "review_campaign", of: `r.id in (${campaigns})` },
  { name: "review_campaign_contract", of: ofContract },
  { name: "review_question", of: `r.campaign_id in (${campaigns}) and (r.contract_id is null or ${ofContract})`, aggregates: byId },
  { name: "review_answer", of: ofContract },
  { name: "money_entry", of: ofContract },
  { name: "payout_book", of: ofCpts },
  { name: "payout_rate", of: ofCpts },
  { name: "payout_statement", of: ofCpts, aggregates: byId },
  { name: "payout_line", of: ofCpts },
  { name: "payout_entry", of: ofCpts },
  { name: "discrepancy", of: ofCpts },
  { name: "external_id", of: `r.owner in (${contracts} union all select id from action_sheet where contract_id in (${contracts}) union all select id from contract_count where before_contract in (${contracts}))` },
  portableFiles(
    `(r.owner_kind = 'observation' and r.owner_id in (select id::text from observation where contract_id in (${contracts})))
    or (r.owner_kind = 'review' and r.owner_id in (select id::text from review where contract_id in (${contracts})))`,
  ),
  portableClocks(`(r.kind = 'contract-expiry' and r.ref in (${idsOf("contract")})) or (r.kind = 'contract-deadline' and r.ref in (${idsOf("deadline")}))`),
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
