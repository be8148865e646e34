import type { ProposalDecision, ProposalView } from "@cpts/api/ContractIndicatorViews";
import { contracts } from "@cpts/api/Contracts";
import { directory } from "@cpts/api/Directory";
import type { QueryOf } from "@cpts/api/Endpoint";
import { prevention } from "@cpts/api/Prevention";
import { Problem } from "@cpts/api/Problem";
import type { ContractId } from "@cpts/domain/Contract";
import { IndicatorProposal } from "@cpts/domain/IndicatorProposal";
import { record } from "@cpts/service-kit/events/log/record";
import { idCursor } from "@cpts/service-kit/http/page-cursor";
import { type Projection, writes } from "@cpts/service-kit/subscriptions/projection";
import { Effect, SchemaParser } from "effect";
import type { Selectable } from "kysely";
import { lockContract } from "../contracts/lock.ts";
import { findContractRow } from "../contracts/queries.ts";
import { build, read, write, type ContractsTables } from "../database/tables.ts";
import { doneBy, observe, type Caller } from "./observe.ts";

type Row = Selectable<ContractsTables["known_indicator_proposal"]> & Partial<{ [K in keyof Selectable<ContractsTables["proposal_decision"]>]: Selectable<ContractsTables["proposal_decision"]>[K] | null }>;

const learn = (table: "known_directory_proposal" | "known_prevention_proposal", proposal: IndicatorProposal) =>
  build
    .insertInto(table)
    .values({ proposal_id: proposal.proposalId, cpts_id: proposal.cptsId, body: JSON.stringify(proposal) })
    .onConflict((conflict) => conflict.column("proposal_id").doNothing())
    .compile();

/** What the directory proposes: who belongs over who practises. */
export const directoryProposals: Projection = {
  name: "directory-proposals",
  source: directory.name,
  tables: ["known_directory_proposal"],
  handlers: writes(directory.events.indicatorProposed, (data) => [learn("known_directory_proposal", data)]),
};

/** What prevention proposes: actions, people reached. */
export const preventionProposals: Projection = {
  name: "prevention-proposals",
  source: prevention.name,
  tables: ["known_prevention_proposal"],
  handlers: writes(prevention.events.indicatorProposed, (data) => [learn("known_prevention_proposal", data)]),
};

const stateOf = ({ decided, observation_id: observation }: Row): ProposalView["state"] => (decided === null || decided === undefined ? "proposed" : (observation ?? null) === null ? "refused" : "accepted");

const viewOf = (row: Row): typeof ProposalView.Encoded => ({ ...row.body, source: row.source, state: stateOf(row), observationId: row.observation_id ?? null, reason: row.reason ?? null, decidedBy: row.decided ?? null });

const selectOf = (cptsId: string, after: string | null, limit: number, state: ProposalView["state"] | undefined) =>
  read((db): Promise<ReadonlyArray<Row>> => {
    let select = db
      .selectFrom("known_indicator_proposal as p")
      .leftJoin("proposal_decision as d", "d.proposal_id", "p.proposal_id")
      .selectAll("p")
      .select(["d.contract_id", "d.observation_id", "d.reason", "d.decided"])
      .where("p.cpts_id", "=", cptsId)
      .orderBy("p.proposal_id")
      .limit(limit);
    if (after !== null) select = select.where("p.proposal_id", ">", after);
    if (state === "proposed") select = select.where("d.proposal_id", "is", null);
    if (state === "accepted") select = select.where("d.observation_id", "is not", null);
    if (state === "refused") select = select.where("d.proposal_id", "is not", null).where("d.observation_id", "is", null);
    return select.execute();
  });

const pages = idCursor("indicator-proposals");

/** What services propose for the CPTS of a contract, and what became of it. */
export const listProposals = (contractId: ContractId, { cursor, limit = 50, state }: QueryOf<typeof contracts.endpoints.listProposals>) =>
  Effect.gen(function* () {
    const { cpts_id: cptsId } = yield* findContractRow(contractId);
    const rows = yield* selectOf(cptsId, yield* pages.read(cursor), limit + 1, state);
    const page = pages.pageOf(rows, limit, ({ proposal_id: id }) => id);
    return { items: page.items.map(viewOf), nextCursor: page.nextCursor };
  });

const notFound = new Problem({ type: "not-found", detail: { fr: "Cette proposition n'est pas connue ici, ou pas encore.", en: "This proposal is not known here, or not yet." } });
const decidedAlready = new Problem({ type: "already-exists", detail: { fr: "Cette proposition est déjà décidée.", en: "This proposal is decided already." } });
const nothingComputed = new Problem({
  type: "invalid-request",
  faults: [{ in: "body", path: ["decision"], code: "nothing-computed", message: { fr: "cette proposition n'a pas de valeur : rien n'était à compter ; refusez-la", en: "this proposal has no value: there was nothing to count; refuse it" } }],
});

const decode = SchemaParser.decodeUnknownSync(IndicatorProposal);
const decodeDecided = SchemaParser.decodeUnknownSync(contracts.events.proposalDecided.payload);

/** A value in six decimals at most, as observations have. */
const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;

const accept = (contractId: ContractId, proposal: IndicatorProposal, source: string, decision: Extract<ProposalDecision, { readonly decision: "accepted" }>, caller: Caller) => {
  const { computedOn, denominator, from, numerator, proposalId, rule, to, value } = proposal;
  const isRatio = numerator !== null && denominator !== null;
  if (isRatio ? denominator === 0 : value === null) return Effect.fail(nothingComputed);
  const measured = isRatio ? { numerator, denominator } : { value: rounded(value ?? 0) };
  const given = { indicator: decision.indicator ?? proposal.indicator, contractYear: decision.contractYear, from, to, ...measured, source: { document: `${source}: ${rule}`, locator: `${proposalId}, ${computedOn}` }, ...(decision.note === undefined ? {} : { note: decision.note }) };
  return observe(contractId, given, caller, { rule, proposalId });
};

/** Lets a person accept a proposal, which makes it an observation with its rule and source, or refuse it with a reason; once. */
export const decideProposal = (contractId: ContractId, id: string, decision: ProposalDecision, caller: Caller) =>
  Effect.gen(function* () {
    const { cpts_id: cptsId } = yield* lockContract(contractId);
    const known = yield* write((db) => db.selectFrom("known_indicator_proposal").selectAll().where("proposal_id", "=", id).where("cpts_id", "=", cptsId).executeTakeFirst());
    if (known === undefined) return yield* notFound;
    const before = yield* write((db) => db.selectFrom("proposal_decision").select("proposal_id").where("proposal_id", "=", id).executeTakeFirst());
    if (before !== undefined) return yield* decidedAlready;
    const observationId = decision.decision === "accepted" ? yield* accept(contractId, decode(known.body), known.source, decision, caller) : null;
    const row = { proposal_id: id, contract_id: contractId, observation_id: observationId, reason: decision.decision === "refused" ? decision.reason : (decision.note ?? null), decided: yield* doneBy(caller) };
    yield* write((db) => db.insertInto("proposal_decision").values({ ...row, decided: JSON.stringify(row.decided) }).execute());
    yield* record(contracts.events.proposalDecided, { aggregateId: `proposal/${id}`, aggregateVersion: 1, data: decodeDecided({ proposalId: id, contractId, cptsId, decision: decision.decision, observationId }) });
    return viewOf({ ...known, ...row });
  });
