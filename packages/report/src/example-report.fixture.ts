import { Schema } from "effect";
import { ActivityReport } from "./ActivityReport.ts";

/** A report with one of everything. */
export const exampleReport: ActivityReport = Schema.decodeUnknownSync(ActivityReport)({
  format: "cpts-activity-report/1",
  language: "fr",
  cpts: { id: "0198c0de-0000-7000-8000-000000000001", name: "CPTS d'essai" },
  year: 2025,
  asOf: "2025-12-31",
  isWholeYear: true,
  title: "Rapport d'activité 2025 – CPTS d'essai",
  sections: [
    {
      id: "territoire",
      heading: "Territoire",
      blocks: [
        { kind: "paragraph", cell: { text: "Ce territoire est déclaré.", notes: [1] } },
        {
          kind: "table",
          caption: "Le territoire en chiffres",
          columns: [
            { title: "Donnée", figures: false },
            { title: "Valeur", figures: true },
          ],
          notes: [2],
          rows: [
            [{ text: "=SOMME(A1)" }, { text: "54 037", value: 54_037 }],
            [{ text: "01001" }, { text: "inconnu", value: null }],
          ],
        },
        { kind: "table", caption: "Dépenses", columns: [{ title: "Poste", figures: false }, { title: "Dépensé", figures: true }], rows: [[{ text: "Locaux" }, { text: "1 234,50 €", value: 123_450, unit: "cents", notes: [2] }]] },
      ],
      missing: [{ what: "Les contours", why: "aucun n'est importé" }],
    },
  ],
  leftOut: ["Preuves"],
  notes: [
    { number: 1, text: "Projet de santé (déclaré)." },
    { number: 2, text: "Somme des communes." },
  ],
});
