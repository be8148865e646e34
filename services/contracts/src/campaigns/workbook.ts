import type { CampaignId, CampaignState } from "@cpts/domain/ReviewCampaign";
import { campaignStateOf } from "@cpts/domain/ReviewCampaign";
import type { Column, Value, Workbook } from "@cpts/documents/spreadsheets/sheet";
import { Effect } from "effect";
import { contractsOfCampaigns, findCampaignRow, questionsOfCampaign, type CampaignedRow } from "./queries.ts";

const states: Readonly<Record<CampaignState, string>> = { "not-started": "non commencée", received: "reçue", "to-complete": "à compléter", closed: "close" };

const contractColumns: ReadonlyArray<Column> = [
  { key: "contractId", title: "Contrat", type: "identifier" },
  { key: "cptsName", title: "CPTS", type: "text" },
  { key: "contractYear", title: "Année du contrat", type: "number" },
  { key: "state", title: "État", type: "text" },
  { key: "unanswered", title: "Questions sans réponse", type: "number" },
  { key: "reminders", title: "Relances", type: "number" },
  { key: "decidedOn", title: "Décidée le", type: "date" },
  { key: "rates", title: "Taux figés", type: "text" },
  { key: "missing", title: "Pièces manquantes à la décision", type: "number" },
  { key: "hash", title: "Empreinte des chiffres figés", type: "identifier" },
];

const questionColumns: ReadonlyArray<Column> = [
  { key: "section", title: "Rubrique", type: "identifier" },
  { key: "question", title: "Question", type: "text" },
  { key: "askedOn", title: "Posée le", type: "date" },
  { key: "contractId", title: "Contrat", type: "identifier" },
  { key: "cptsName", title: "CPTS", type: "text" },
  { key: "answer", title: "Réponse", type: "text" },
  { key: "answeredOn", title: "Répondue le", type: "date" },
];

const contractRow = (row: CampaignedRow): ReadonlyArray<Value> => [
  row.contract_id,
  row.cpts_name,
  row.contract_year,
  states[campaignStateOf(row.review)],
  row.unanswered,
  row.reminders,
  row.frozen?.decidedOn ?? null,
  row.frozen?.rates.map(({ mission, ratePpm }) => `${mission} ${ratePpm / 10_000} %`).join(", ") ?? null,
  row.frozen?.missing.length ?? null,
  row.frozen?.hash ?? null,
];

/** A campaign in one workbook: its contracts with the figures that decisions froze, its questions with their answers. */
export const campaignWorkbook = (id: CampaignId) =>
  Effect.gen(function* () {
    const [campaign, rows, { answers, questions }] = [yield* findCampaignRow(id), yield* contractsOfCampaigns([id]), yield* questionsOfCampaign(id)];
    const asked = questions.flatMap((question) => rows.filter(({ contract_id: contract }) => question.contract_id === null || question.contract_id === contract).map((row) => ({ question, row })));
    const workbook: Workbook = {
      name: `campagne-${campaign.year}-${campaign.departement ?? campaign.region ?? "france"}`,
      sheets: [
        { key: "contracts", name: "Campagne", columns: contractColumns, rows: rows.map(contractRow) },
        {
          key: "questions",
          name: "Questions",
          columns: questionColumns,
          rows: asked.map(({ question, row }) => {
            const answer = answers.findLast((one) => one.question_id === question.id && one.contract_id === row.contract_id);
            return [question.section, question.question, question.asked.on, row.contract_id, row.cpts_name, answer?.answer ?? null, answer?.answered.on ?? null];
          }),
        },
      ],
    };
    return workbook;
  });
