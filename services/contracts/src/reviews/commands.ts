import { createHash } from "node:crypto";
import { contracts } from "@cpts/api/Contracts";
import { Problem, type FieldFault } from "@cpts/api/Problem";
import type { ReviewDecision } from "@cpts/api/ReviewViews";
import { rateFaults, stateAfter, type RateDecisionFault, type ReviewAction } from "@cpts/domain/AnnualReview";
import type { ContractId } from "@cpts/domain/Contract";
import { PlannedIndicator } from "@cpts/domain/IndicatorPlan";
import { Source } from "@cpts/domain/Source";
import { record } from "@cpts/service-kit/events/log/record";
import { keepFile } from "@cpts/service-kit/files/store";
import type { StagedFile } from "@cpts/service-kit/files/stage";
import { Ids } from "@cpts/service-kit/ids";
import { today } from "@cpts/service-kit/time/today";
import { Effect, Schema, SchemaParser } from "effect";
import { startOfYear, yearFaults } from "../contracts/contract-year.ts";
import { lockContract } from "../contracts/lock.ts";
import { write } from "../database/tables.ts";
import { doneBy, type Caller } from "../indicators/observe.ts";
import { setPlan } from "../indicators/plan.ts";
import { findReviewRow, ownerOf, standOf, type ReviewRow } from "./queries.ts";
import type { FrozenReview } from "./tables.ts";

const decodeMoved = SchemaParser.decodeUnknownSync(contracts.events.reviewMoved.payload);
const decodeClosed = SchemaParser.decodeUnknownSync(contracts.events.reviewClosed.payload);
const decodePlanned = SchemaParser.decodeUnknownSync(PlannedIndicator);
const encodeSource = Schema.encodeSync(Source);

const fault = (path: ReadonlyArray<string | number>, code: string, fr: string, en: string): FieldFault => ({ in: "body", path, code, message: { fr, en } });
const notNow = (fr: string, en: string) => new Problem({ type: "illegal-transition", detail: { fr, en } });
const ofReview = (row: Pick<ReviewRow, "id" | "contract_id" | "contract_year">, cptsId: string) => ({ reviewId: row.id, contractId: row.contract_id, cptsId, contractYear: row.contract_year });

const tellMoved = (row: ReviewRow, cptsId: string) => record(contracts.events.reviewMoved, { aggregateId: row.id, aggregateVersion: row.version, data: decodeMoved({ ...ofReview(row, cptsId), state: row.state }) });

/** Opens the review of a contract year, once. */
export const openReview = (contractId: ContractId, contractYear: number) =>
  Effect.gen(function* () {
    const contract = yield* lockContract(contractId);
    if (contract.state !== "signed") return yield* notNow("Ce contrat n'est pas signé : aucune de ses années n'a commencé.", "This contract is not signed: none of its years has begun.");
    const known = yield* write((db) => db.selectFrom("review").select("id").where("contract_id", "=", contractId).where("contract_year", "=", contractYear).executeTakeFirst());
    if (known !== undefined) return yield* new Problem({ type: "already-exists", faults: [fault(["contractYear"], "review-exists", "la revue de cette année est déjà ouverte", "the review of that year is open already")] });
    const faults = yield* yearFaults(contract, contractYear);
    if (faults.length > 0) return yield* new Problem({ type: "invalid-request", faults });
    const row: ReviewRow = { id: yield* (yield* Ids).next, contract_id: contractId, contract_year: contractYear, version: 1, state: "preparing", body: { steps: [] }, frozen: null };
    yield* write((db) => db.insertInto("review").values({ ...row, body: JSON.stringify(row.body), frozen: null }).execute());
    yield* tellMoved(row, contract.cpts_id);
  });

/** Attaches a file under its part and number; none to a review that is closed. */
export const addReviewFile = (contractId: ContractId, year: number, upload: StagedFile, { indicator, number, part }: { readonly part: "report" | "annex" | "proof"; readonly number: number; readonly indicator?: string }) =>
  Effect.gen(function* () {
    yield* lockContract(contractId);
    const row = yield* findReviewRow(contractId, year);
    if (row.state === "closed") return yield* notNow("Cette revue est close : son dossier ne change plus.", "This review is closed: its file changes no more.");
    const taken = yield* write((db) => db.selectFrom("review_file").select("file_id").where("review_id", "=", row.id).where("part", "=", part).where("number", "=", number).executeTakeFirst());
    if (taken !== undefined) return yield* new Problem({ type: "already-exists", faults: [{ ...fault(["number"], "number-taken", "ce numéro est déjà pris dans cette partie du dossier", "this number is taken in that part of the file"), in: "query" }] });
    const file = yield* keepFile(upload, ownerOf(row.id));
    yield* write((db) => db.insertInto("review_file").values({ file_id: file.id, review_id: row.id, part, number, indicator: indicator ?? null }).execute());
    return { ...file, part, number, indicator: indicator ?? null };
  });

const held = (contractId: ContractId, year: number, action: ReviewAction, ifMatch: number) =>
  Effect.gen(function* () {
    const contract = yield* lockContract(contractId);
    const row = yield* findReviewRow(contractId, year);
    if (row.version !== ifMatch)
      return yield* new Problem({ type: "version-conflict", detail: { fr: `La revue en est à la version ${row.version}. Relisez-la, puis refaites votre modification.`, en: `The review is at version ${row.version}. Read it again, then make your change anew.` } });
    const state = stateAfter(row.state, action);
    if (state === null || state === "not-started") return yield* notNow("Cette étape ne se fait pas dans l'état où est la revue.", "This step cannot be made from where the review stands.");
    return { contract, row, state };
  });

const moved = (row: ReviewRow, state: ReviewRow["state"], action: ReviewAction, note: string | null, caller: Caller) =>
  Effect.map(doneBy(caller), (by): ReviewRow => ({ ...row, version: row.version + 1, state, body: { ...row.body, steps: [...row.body.steps, { action, by, note }] } }));

/** Hands the file in, or sends it back. */
export const moveReview = (contractId: ContractId, year: number, action: "submit" | "return", note: string | null, caller: Caller, ifMatch: number) =>
  Effect.gen(function* () {
    const { contract, row, state } = yield* held(contractId, year, action, ifMatch);
    const next = yield* moved(row, state, action, note, caller);
    yield* write((db) => db.updateTable("review").set({ version: next.version, state, body: JSON.stringify(next.body) }).where("id", "=", row.id).execute());
    yield* tellMoved(next, contract.cpts_id);
  });

const rateText = (found: RateDecisionFault): FieldFault => {
  switch (found._tag) {
    case "ReasonMissing":
      return fault(["rates", found.index, "reason"], "reason-missing", "ce taux n'est pas celui qui est calculé : dites pourquoi", "this rate is not the one computed: say why");
    case "NotWeighed":
      return fault(["rates", found.index, "mission"], "not-weighed", `la mission ${found.mission} n'a pas d'indicateur pondéré : aucun taux ne s'y décide`, `mission ${found.mission} has no indicator with a weight: no rate is decided there`);
    case "DecidedTwice":
      return fault(["rates", found.index, "mission"], "listed-twice", `la mission ${found.mission} est déjà dans la liste`, `mission ${found.mission} is already listed`);
    case "Undecided":
      return fault(["rates"], "undecided", `le taux de la mission ${found.mission} ne se calcule pas : décidez-le, avec une raison`, `the rate of mission ${found.mission} cannot be computed: decide it, with a reason`);
  }
};

const planWithTargets = (plan: ReadonlyArray<PlannedIndicator>, year: number, targets: ReviewDecision["nextTargets"]) =>
  plan.map((one) => {
    const next = targets.find(({ indicator }) => indicator === one.indicator);
    return next === undefined ? one : { ...one, targets: [...one.targets.filter(({ contractYear }) => contractYear !== year + 1), { contractYear: year + 1, value: next.value }] };
  });

/** Decides the rates of the year and freezes its figures: what is corrected later changes nothing of them. Next targets become those of the contract. */
export const closeReview = (contractId: ContractId, year: number, decision: ReviewDecision, caller: Caller, ifMatch: number) =>
  Effect.gen(function* () {
    const { contract, row, state } = yield* held(contractId, year, "close", ifMatch);
    const { figures, files, missing, plan } = yield* standOf(contract, row);
    const given = decision.rates.map(({ mission, ratePpm, reason }) => ({ mission, ratePpm, reason: reason ?? null }));
    const planned = plan.indicators.map((one) => decodePlanned(one, { onExcessProperty: "ignore" }));
    const faults = [
      ...rateFaults(figures.missions, given).map(rateText),
      ...(decision.decidedOn > (yield* today) ? [fault(["decidedOn"], "in-the-future", "cette date n'est pas encore venue", "this date has not come yet")] : []),
      ...((startOfYear(contract, year) ?? decision.decidedOn) > decision.decidedOn ? [fault(["decidedOn"], "before-year", "cette date précède l'année du contrat qu'elle décide", "this date is before the contract year that it decides")] : []),
      ...(missing.length > 0 && decision.despiteMissing === undefined ? [fault(["despiteMissing"], "file-incomplete", `il manque ${missing.length} pièces au dossier : dites pourquoi décider quand même`, `the file lacks ${missing.length} things: say why it is decided all the same`)] : []),
      ...decision.nextTargets.flatMap(({ indicator }, index) => (planned.some((one) => one.indicator === indicator) ? [] : [fault(["nextTargets", index, "indicator"], "not-planned", "cet indicateur n'est pas de ceux du contrat", "this indicator is not one of the contract's")])),
    ];
    if (faults.length > 0) return yield* new Problem({ type: "invalid-request", faults });
    const rates = figures.missions.map(({ mission, ratePpm }) => {
      const decided = given.find((one) => one.mission === mission);
      return { mission, ratePpm: decided?.ratePpm ?? ratePpm ?? 0, computedPpm: ratePpm, reason: decided?.reason ?? null, agreedOn: decision.decidedOn };
    });
    const { decidedOn, despiteMissing = null, minutes = null, nextTargets } = decision;
    const content: Omit<FrozenReview, "hash"> = { decidedOn, document: encodeSource(decision.document), minutes, rates, nextTargets, despiteMissing, missing, figures, files };
    const frozen: FrozenReview = { hash: createHash("sha256").update(JSON.stringify(content)).digest("hex"), ...content };
    const next = yield* moved(row, state, "close", null, caller);
    yield* write((db) => db.updateTable("review").set({ version: next.version, state, body: JSON.stringify(next.body), frozen: JSON.stringify(frozen) }).where("id", "=", row.id).execute());
    if (nextTargets.length > 0) yield* setPlan(contractId, { indicators: planWithTargets(planned, year, nextTargets), reason: `Annual review of year ${year}` }, plan.version);
    yield* record(contracts.events.reviewClosed, { aggregateId: row.id, aggregateVersion: next.version, data: decodeClosed({ ...ofReview(row, contract.cpts_id), decidedOn, hash: frozen.hash, rates: rates.map(({ mission, ratePpm }) => ({ mission, ratePpm })) }) });
  });
