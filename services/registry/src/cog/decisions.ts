import type { CogAcceptance, CogRefusal } from "@cpts/api/CogProposals";
import { Problem, type FieldFault } from "@cpts/api/Problem";
import type { CptsId } from "@cpts/domain/Cpts";
import { PartialDate } from "@cpts/domain/PartialDate";
import type { TerritoryProposal } from "@cpts/domain/CogProposal";
import { fromInput, type TerritoryChange } from "@cpts/domain/Territory";
import { edition } from "@cpts/reference-data";
import { today } from "@cpts/service-kit/time/today";
import { Effect, SchemaParser } from "effect";
import { lockCpts } from "../cpts/lock.ts";
import { write } from "../database/tables.ts";
import { acceptTerritory } from "../territory/accept.ts";
import { placeTerritory } from "../territory/commands.ts";
import { followed, nextVersions, showProposal, territoryOfTouched, touchedTerritory, type NextVersion, type Touched } from "./proposals.ts";
import { sentenceOfQuestion, sentenceOfReason } from "./sentences.ts";

const decodeDate = SchemaParser.decodeUnknownSync(PartialDate);

const noProposal = new Problem({
  type: "illegal-transition",
  detail: {
    fr: "Aucune édition ne propose rien à ce territoire : il n'est pas touché, n'est plus ouvert, ou la proposition a déjà sa réponse.",
    en: "No edition proposes anything to this territory: it is not touched, is open no more, or the proposal has its answer already.",
  },
});

/** The territory of an open proposal, held until the transaction ends. */
const openProposal = (cptsId: CptsId, number: number) =>
  Effect.gen(function* () {
    const day = yield* today;
    const touched = yield* write((db) => touchedTerritory(db, cptsId, number, day));
    if (touched === undefined || touched.refused_for !== null) return yield* noProposal;
    return touched;
  });

const faultsOf = ({ questions, stray }: TerritoryProposal, choices: NonNullable<CogAcceptance["choices"]>): ReadonlyArray<FieldFault> => [
  ...stray.map(
    (choice): FieldFault => ({
      in: "body",
      path: ["choices", choices.indexOf(choice)],
      code: "no-such-choice",
      message: { fr: `la proposition ne demande pas cela au sujet de ${choice.about}, ou n'offre pas ces communes`, en: `the proposal does not ask this about ${choice.about}, or does not offer these communes` },
    }),
  ),
  ...questions.map((question): FieldFault => {
    const { en, fr } = sentenceOfQuestion(question);
    return { in: "body", path: ["choices"], code: "unanswered", message: { fr: `${question.about} (${question.on}) : ${fr}`, en: `${question.about} (${question.on}): ${en}` } };
  }),
];

const longestReason = 1_000;

/** What changed, in the words of the explanation, as far as a reason may be long. */
const reasonOf = ({ reasons }: TerritoryProposal): string => {
  const text = `COG ${edition.cogYear}. ${reasons.map((reason) => sentenceOfReason(reason).fr).join(" ")}`;
  return text.length <= longestReason ? text : `${text.slice(0, longestReason - 1)}…`;
};

type Reason = NonNullable<TerritoryChange["reason"]>;

const changeOf = (touched: Touched, { cog, territory, validFrom }: NextVersion, reason: string): TerritoryChange => {
  const { overlaps: _, prose, ...kept } = territoryOfTouched(touched);
  return {
    territory: { ...kept, ...territory, ...(prose === null ? {} : { prose }) },
    ...(validFrom === null ? {} : { validFrom: decodeDate(validFrom) }),
    ...(cog === edition.cogYear ? {} : { cog }),
    // Made of names of the official code, which name no patient.
    reason: reason as Reason,
  };
};

/** Makes a proposal the next versions of the territory, once every question has its answer; gives the day from which the last is. */
export const acceptProposal = (cptsId: CptsId, number: number, acceptance: CogAcceptance) =>
  Effect.gen(function* () {
    yield* lockCpts(cptsId);
    const touched = yield* openProposal(cptsId, number);
    const choices = acceptance.choices ?? [];
    const proposal = yield* write((db) => followed(db, touched, choices));
    const faults = faultsOf(proposal, choices);
    if (faults.length > 0) return yield* new Problem({ type: "invalid-request", faults });
    const reason = acceptance.reason ?? reasonOf(proposal);
    const versions = nextVersions(touched, proposal);
    // Whoever says a day of their own has all of it from that day.
    const [last, earlier] = [versions.at(-1) ?? versions[0], acceptance.validFrom === undefined ? versions.slice(0, -1) : []];
    // Codes of a day between two editions are in neither: the movements made them, and are believed.
    for (const step of earlier) yield* placeTerritory(cptsId, changeOf(touched, step, reason), fromInput(changeOf(touched, step, reason).territory));
    const change = { ...changeOf(touched, last, reason), ...(acceptance.validFrom === undefined ? {} : { validFrom: acceptance.validFrom }) };
    yield* placeTerritory(cptsId, change, yield* acceptTerritory(change, ["territory"]));
    return change.validFrom;
  });

/** Leaves a territory as it is, and says why; the next edition proposes anew. */
export const refuseProposal = (cptsId: CptsId, number: number, { reason }: CogRefusal) =>
  Effect.gen(function* () {
    yield* lockCpts(cptsId);
    const touched = yield* openProposal(cptsId, number);
    yield* write((db) => db.insertInto("cog_refusal").values({ version_id: touched.id, cog: edition.cogYear, reason }).execute());
    return yield* write((db) => showProposal(db, { ...touched, refused_for: reason }));
  });
