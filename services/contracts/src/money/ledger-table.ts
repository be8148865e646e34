import type { ContractId } from "@cpts/domain/Contract";
import { statement } from "@cpts/service-kit/database/statement";
import type { Column, Workbook } from "@cpts/documents/spreadsheets/sheet";
import { Effect } from "effect";
import { read } from "../database/tables.ts";
import type { EntryRow } from "./ledger.ts";

const entriesOf = statement<[contractId: string, year: number], EntryRow>("select * from money_entry where contract_id = $1 and year = $2 order by entered_on, id");

const columns: ReadonlyArray<Column> = [
  { key: "id", title: "Écriture", type: "identifier" },
  { key: "on", title: "Date", type: "date" },
  { key: "kind", title: "Nature", type: "text" },
  { key: "mission", title: "Mission", type: "identifier" },
  { key: "category", title: "Catégorie", type: "identifier" },
  { key: "label", title: "Libellé", type: "text" },
  { key: "amountCents", title: "Montant (€)", type: "cents" },
  { key: "document", title: "Pièce", type: "text" },
  { key: "corrects", title: "Annule l'écriture", type: "identifier" },
];

const kinds: Readonly<Record<string, string>> = { budget: "budget", committed: "engagé", spent: "dépensé", "carried-over": "reporté", received: "reçu" };

/** The entries of a contract accounted in a year, counter-entries included. */
export const ledgerTable = (id: ContractId, year: number) =>
  Effect.map(
    read((db) => entriesOf(db, id, year)),
    (rows): Workbook => ({
      name: `ecritures-${year}`,
      sheets: [
        {
          key: "entries",
          name: "Écritures",
          columns,
          rows: rows.map((row) => [row.id, row.entered_on, kinds[row.kind] ?? row.kind, row.mission, row.category, row.label, row.amount_cents, row.source.document, row.corrects]),
        },
      ],
    }),
  );
