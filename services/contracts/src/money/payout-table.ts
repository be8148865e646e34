import type { PayoutLine } from "@cpts/api/Payouts";
import { statement } from "@cpts/service-kit/database/statement";
import type { Column, Workbook } from "@cpts/documents/spreadsheets/sheet";
import { Effect } from "effect";
import { read } from "../database/tables.ts";

const linesOfYear = statement<[cptsId: string, year: number], { readonly month: string; readonly validated_on: string; readonly line: typeof PayoutLine.Encoded }>(
  "select s.month, s.validated_on, l.line from payout_line l join payout_statement s on s.id = l.statement_id where l.cpts_id = $1 and l.year = $2 order by s.month, l.number",
);

const columns: ReadonlyArray<Column> = [
  { key: "month", title: "Mois", type: "identifier" },
  { key: "validatedOn", title: "Validé le", type: "date" },
  { key: "on", title: "Date", type: "date" },
  { key: "personId", title: "Personne (pseudonyme)", type: "identifier" },
  { key: "kind", title: "Nature", type: "text" },
  { key: "mission", title: "Mission", type: "identifier" },
  { key: "label", title: "Libellé", type: "text" },
  { key: "minutes", title: "Minutes", type: "number" },
  { key: "amountCents", title: "Montant (€)", type: "cents" },
];

/** The validated entries of a year: people by their ids alone, no bank data. */
export const payoutTable = (cptsId: string, year: number) =>
  Effect.map(
    read((db) => linesOfYear(db, cptsId, year)),
    (rows): Workbook => ({
      name: `indemnites-remunerations-${year}`,
      sheets: [
        {
          key: "payouts",
          name: "Écritures",
          columns,
          rows: rows.map(({ line, month, validated_on: validatedOn }) => [month, validatedOn, line.on, line.personId, line.kind === "indemnity" ? "indemnité" : "rémunération", line.mission, line.label, line.minutes, line.amountCents]),
        },
      ],
    }),
  );
