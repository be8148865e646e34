import type { ReviewView } from "@cpts/api/ReviewViews";
import { Problem } from "@cpts/api/Problem";
import { missingOf, missingTexts } from "@cpts/domain/AnnualReview";
import type { ContractId } from "@cpts/domain/Contract";
import { anniversaryOf, segmentsBetween, timelineOf } from "@cpts/domain/ContractTimeline";
import { statement } from "@cpts/service-kit/database/statement";
import { filesOf, type FileOwner } from "@cpts/service-kit/files/store";
import { Effect } from "effect";
import { factsOfRow } from "../contracts/life.ts";
import { findContractRow, type ContractRow } from "../contracts/queries.ts";
import { read, type ContractsTables } from "../database/tables.ts";
import { achievedViews, figuresOf } from "../indicators/achievement.ts";
import { currentOf } from "../indicators/observed.ts";
import { planOf } from "../indicators/plan.ts";
import { ownerOf as ownerOfObservation } from "../indicators/queries.ts";
import type { Selectable } from "kysely";

export type ReviewRow = Selectable<ContractsTables["review"]>;

export const reviewNotFound = new Problem({ type: "not-found", detail: { fr: "La revue de cette année n'est pas ouverte.", en: "The review of that year is not open." } });
const fileNotFound = new Problem({ type: "not-found", detail: { fr: "Ce fichier n'est pas connu ici.", en: "This file is not known here." } });

const reviewStatement = statement<[contract: string, year: number], ReviewRow>("select * from review where contract_id = $1 and contract_year = $2");
const partsStatement = statement<[review: string], Selectable<ContractsTables["review_file"]>>("select * from review_file where review_id = $1 order by part desc, number");
const sheetsStatement = statement<[contract: string], { readonly missions: ReadonlyArray<string> }>("select missions from action_sheet where contract_id = $1");

const unansweredStatement = statement<[contract: string, year: number], { readonly question: string }>(
  `select q.question from review_campaign_contract cc join review_question q on q.campaign_id = cc.campaign_id and (q.contract_id is null or q.contract_id = cc.contract_id)
  where cc.contract_id = $1 and cc.contract_year = $2 and not exists (select from review_answer a where a.question_id = q.id and a.contract_id = cc.contract_id) order by q.id`,
);

/** What the files of a review hang on. */
export const ownerOf = (reviewId: string): FileOwner => ({ kind: "review", id: reviewId });

export const findReviewRow = (contractId: ContractId, year: number) => Effect.flatMap(read((db) => reviewStatement(db, contractId, year)), ([row]) => (row === undefined ? Effect.fail(reviewNotFound) : Effect.succeed(row)));

/** The files of a review: report, then proofs and annexes by number. */
export const filesOfReview = (reviewId: string) =>
  Effect.gen(function* () {
    const [stored, parts] = [yield* filesOf(ownerOf(reviewId)), yield* read((db) => partsStatement(db, reviewId))];
    return parts.flatMap(({ file_id: id, indicator, number, part }) => stored.filter((one) => one.id === id).map(({ name, sha256, size, type }) => ({ id, name, type, size, sha256, part, number, indicator })));
  });

/** The missions of a contract year: those in force on some day of it, amendments counted. Of a signature whose day is not known: all that the contract ever had. */
export const missionsOfYear = (contract: ContractRow, year: number): ReadonlyArray<string> => {
  const timeline = timelineOf(factsOfRow(contract));
  const [from, to] = [anniversaryOf(timeline, year - 1), anniversaryOf(timeline, year)];
  const segments = from === null || to === null ? timeline.segments : segmentsBetween(timeline, from, to);
  const codes = segments.length === 0 ? factsOfRow(contract).missions : segments.flatMap(({ missions }) => missions);
  return [...new Set(codes.map(({ code }) => code))];
};

/** What is computed of a contract year today, its files, and what they lack. */
export const standOf = (contract: ContractRow, row: Pick<ReviewRow, "id" | "contract_year">) =>
  Effect.gen(function* () {
    const [plan, observations, files] = [yield* planOf(contract.id), yield* currentOf(contract.id), yield* filesOfReview(row.id)];
    const sheets = yield* read((db) => sheetsStatement(db, contract.id));
    const unanswered = yield* read((db) => unansweredStatement(db, contract.id, row.contract_year));
    const figures = figuresOf(plan, observations, row.contract_year);
    const observed = (indicator: string) => observations.find((one) => one.indicator === indicator && one.contract_year === row.contract_year);
    const indicators = yield* Effect.forEach(plan.indicators, (planned) =>
      Effect.gen(function* () {
        const observation = observed(planned.indicator);
        const proofs = observation === undefined ? [] : yield* filesOf(ownerOfObservation(observation.id));
        return {
          indicator: planned.indicator,
          mission: planned.mission,
          hasTarget: planned.targets.some(({ contractYear }) => contractYear === row.contract_year),
          isObserved: observation !== undefined,
          isValidated: (observation?.validated ?? null) !== null,
          proofRequired: planned.row.body.proofRequired,
          hasProof: proofs.length > 0 || files.some((file) => file.indicator === planned.indicator),
        };
      }),
    );
    const missing = missingOf({ hasReport: files.some(({ part }) => part === "report"), missions: missionsOfYear(contract, row.contract_year), sheetMissions: sheets.length === 0 ? null : sheets.flatMap((sheet) => sheet.missions), indicators, unanswered: unanswered.map(({ question }) => question) });
    return {
      plan,
      files,
      figures: { planVersion: plan.version, indicators: achievedViews(figures, observations, row.contract_year), missions: figures.missions },
      missing: missing.map(({ about, code }) => ({ code, about, reason: missingTexts[code] })),
    };
  });

/** An annual review as it is answered. */
export const findReview = (contractId: ContractId, year: number) =>
  Effect.gen(function* () {
    const contract = yield* findContractRow(contractId);
    const row = yield* findReviewRow(contractId, year);
    const { figures, files, missing } = yield* standOf(contract, row);
    const body: typeof ReviewView.Encoded = { id: row.id, contractId, cptsId: contract.cpts_id, contractYear: year, state: row.state, ...row.body, files, missing, figures, frozen: row.frozen, version: row.version };
    const seen = figures.indicators.map(({ isValidated, observationId }) => `${observationId ?? ""}${isValidated ? "v" : ""}`);
    return { body, version: row.version, variant: `${files.length}-${missing.length}-${figures.planVersion}-${seen.filter((one) => one !== "").length}${seen.filter((one) => one.endsWith("v")).length}` };
  });

/** A file of a review, to be sent. */
export const findReviewFile = (contractId: ContractId, year: number, fileId: string) =>
  Effect.gen(function* () {
    const row = yield* findReviewRow(contractId, year);
    const file = (yield* filesOf(ownerOf(row.id))).find(({ id }) => id === fileId);
    return file === undefined ? yield* fileNotFound : { file };
  });
