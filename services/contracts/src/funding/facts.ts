import { NewFundingFact, type FundingFactView, type FundingFactWithdrawal } from "@cpts/api/FundingFacts";
import { Problem, type FieldFault } from "@cpts/api/Problem";
import type { ContractId } from "@cpts/domain/Contract";
import type { FundingFactId } from "@cpts/domain/FundingEvidence";
import { earliest, formatEn, formatFr, latest } from "@cpts/domain/PartialDate";
import { statement } from "@cpts/service-kit/database/statement";
import { idCursor } from "@cpts/service-kit/http/page-cursor";
import { Ids } from "@cpts/service-kit/ids";
import { today } from "@cpts/service-kit/time/today";
import { Effect, Schema } from "effect";
import type { Selectable } from "kysely";
import { dateOfSignature } from "../contracts/dates.ts";
import { lockContract } from "../contracts/lock.ts";
import type { ContractRow } from "../contracts/queries.ts";
import { read, write, type ContractsTables } from "../database/tables.ts";

type Row = Selectable<ContractsTables["funding_fact"]>;
type View = typeof FundingFactView.Encoded;

const encode = Schema.encodeSync(NewFundingFact);

const viewOf = ({ contract_id: contractId, fact, id, mission, source, stated_on: on, withdrawn }: Row): View => ({ id, contractId, fact, on, mission, source, withdrawn });

const fault = (path: string, code: string, fr: string, en: string): FieldFault => ({ in: "body", path: [path], code, message: { fr, en } });

const dayFaults = ({ signature }: ContractRow, { fact, on }: NewFundingFact, now: string): ReadonlyArray<FieldFault> => {
  const { on: signedOn } = dateOfSignature(signature);
  const [first, last] = signedOn === null ? [null, null] : [earliest(signedOn), latest(signedOn)];
  if (on > now) return [fault("on", "in-the-future", "cette date n'est pas encore venue", "this date has not come yet")];
  if (signedOn === null) return [];
  if (fact === "letter-of-intent" && last !== null && on > last)
    return [fault("on", "after-signature", `la lettre d'intention précède le contrat (signé : ${formatFr(signedOn)})`, `the letter of intent comes before the contract (signed: ${formatEn(signedOn)})`)];
  if (fact !== "letter-of-intent" && first !== null && on < first)
    return [fault("on", "before-signature", `cette date précède la signature du contrat (${formatFr(signedOn)}) : rien n'est dû pour elle`, `this date is before the signature of the contract (${formatEn(signedOn)}): nothing is due for it`)];
  return [];
};

const missionFaults = ({ life, terms }: ContractRow, { fact, mission = null }: NewFundingFact): ReadonlyArray<FieldFault> => {
  if (mission === null) return [];
  if (fact === "letter-of-intent") return [fault("mission", "not-of-fact", "une lettre d'intention n'est d'aucune mission", "a letter of intent is of no mission")];
  const missions = [...terms.missions, ...life.amendments.flatMap(({ changes }) => changes.missions ?? [])];
  return missions.some(({ code }) => code === mission) ? [] : [fault("mission", "not-a-mission", "cette mission n'est ni du contrat ni de ses avenants", "this mission is neither of the contract nor of its amendments")];
};

const notSigned = new Problem({ type: "illegal-transition", detail: { fr: "Ce contrat n'est pas signé : rien n'est dû.", en: "This contract is not signed: nothing is due." } });

const known = (path: string, fr: string, en: string): Problem => new Problem({ type: "already-exists", faults: [fault(path, "stated-already", fr, en)] });

/** Only one letter and one first plan can be true; of the others, one a day. */
const requireNew = (id: ContractId, { fact, mission = null, on }: NewFundingFact) =>
  Effect.gen(function* () {
    const rows = yield* write((db) => db.selectFrom("funding_fact").selectAll().where("contract_id", "=", id).where("fact", "=", fact).where("withdrawn", "is", null).execute());
    const single = fact === "letter-of-intent" || fact === "crisis-plan";
    if (single && rows.length > 0) return yield* known("fact", "ce fait est déjà déclaré : retirez-le d'abord", "this fact is stated already: withdraw it first");
    if (rows.some((row) => row.stated_on === on && row.mission === mission)) return yield* known("on", "ce fait est déjà déclaré à cette date", "this fact is stated already on this date");
  });

/** States what the funding counts once, with its source. */
export const stateFact = (id: ContractId, given: NewFundingFact) =>
  Effect.gen(function* () {
    const contract = yield* lockContract(id);
    if (contract.state !== "signed") return yield* notSigned;
    const faults = [...dayFaults(contract, given, yield* today), ...missionFaults(contract, given)];
    if (faults.length > 0) return yield* new Problem({ type: "invalid-request", faults });
    yield* requireNew(id, given);
    const { fact, mission = null, on, source } = encode(given);
    const row: Row = { id: yield* (yield* Ids).next, contract_id: id, fact, stated_on: on, mission, source, withdrawn: null };
    yield* write((db) => db.insertInto("funding_fact").values({ ...row, source: JSON.stringify(source), withdrawn: null }).execute());
    return viewOf(row);
  });

const factNotFound = new Problem({ type: "not-found", detail: { fr: "Cette déclaration n'est pas connue dans ce contrat.", en: "This statement is not known in this contract." } });
const withdrawnAlready = new Problem({ type: "already-exists", detail: { fr: "Cette déclaration est déjà retirée.", en: "This statement is withdrawn already." } });

/** Withdraws a statement that was wrong: it stays, with the reason, and is not counted. */
export const withdrawFact = (id: ContractId, factId: FundingFactId, { reason }: FundingFactWithdrawal) =>
  Effect.gen(function* () {
    yield* lockContract(id);
    const row = yield* write((db) => db.selectFrom("funding_fact").selectAll().where("id", "=", factId).where("contract_id", "=", id).executeTakeFirst());
    if (row === undefined) return yield* factNotFound;
    if (row.withdrawn !== null) return yield* withdrawnAlready;
    const withdrawn = { on: yield* today, reason };
    yield* write((db) => db.updateTable("funding_fact").set({ withdrawn: JSON.stringify(withdrawn) }).where("id", "=", factId).execute());
    return viewOf({ ...row, withdrawn });
  });

const pageOfFacts = statement<[contractId: string, after: string, limit: number], Row>("select * from funding_fact where contract_id = $1 and id > $2 order by id limit $3");
const pages = idCursor("funding-facts");

/** What was stated of a contract, in the order it was. */
export const listFacts = (id: ContractId, query: { readonly limit?: number; readonly cursor?: string }) =>
  Effect.gen(function* () {
    const limit = query.limit ?? 50;
    const after = (yield* pages.read(query.cursor)) ?? "00000000-0000-0000-0000-000000000000";
    const page = pages.pageOf<Row>(yield* read((db) => pageOfFacts(db, id, after, limit + 1)), limit, (row) => row.id);
    return { items: page.items.map(viewOf), nextCursor: page.nextCursor };
  });
