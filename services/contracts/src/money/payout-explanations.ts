import type { Explanation } from "@cpts/api/Explanation";
import type { PayoutStatement } from "@cpts/api/Payouts";

type Encoded = typeof Explanation.Encoded;
type View = typeof PayoutStatement.Encoded;

const agreement = { name: "ACI-CPTS, 20 June 2019: indemnities and remunerations", status: "verified" };

const line = ({ amountCents, entryId, label, meetingId, minutes, rateId }: View["lines"][number], index: number): Encoded => ({
  figure: `lines.${index}.amountCents`,
  rule: {
    fr: "Réunion : tarif en vigueur ce jour-là pour l'instance, à défaut le tarif général ; à l'heure, au prorata des minutes, arrondi au centime, moitié vers le haut. Sinon : l'écriture telle que saisie.",
    en: "Meeting: the rate in force on that day for the body, else the general one; by the hour in proportion to the minutes, rounded half up to the cent. Otherwise: the entry as it was made.",
  },
  inputs: [
    { name: "minutes", value: minutes === null ? "-" : String(minutes) },
    { name: "rate", value: rateId ?? "-" },
    { name: "amountCents", value: String(amountCents) },
  ],
  sources: [meetingId === null ? { name: `entry ${entryId ?? "-"}: ${label ?? "-"}`, status: "declared" } : { name: `attendance of meeting ${meetingId}`, status: "declared" }],
});

const person = ({ ceiling }: View, { personId, verdict, yearCents }: View["people"][number]): Encoded => ({
  figure: `${personId}.verdict`,
  rule: {
    fr: "Indemnités et rémunérations d'une année civile, ensemble : au plus le plafond annuel de la sécurité sociale. Au-delà dans une CPTS : erreur ; au-delà avec d'autres CPTS : avertissement, car le texte ne dit pas si le plafond vaut par CPTS ou pour toutes.",
    en: "Indemnities and remunerations of a calendar year together: at most the yearly social-security ceiling. Beyond it within a CPTS: an error; beyond it with other CPTS: a warning, because the text does not say whether the ceiling is for each CPTS or for all.",
  },
  inputs: [
    { name: "yearCents", value: String(yearCents) },
    { name: "ceilingCents", value: ceiling === null ? "-" : String(ceiling.amountCents) },
    { name: "verdict", value: verdict },
  ],
  sources: [agreement, ceiling === null ? { name: "ceiling of the year", status: "unknown" } : { name: ceiling.source, status: ceiling.status }],
});

/** Why a statement says what it does. */
export const explainStatement = (view: View): ReadonlyArray<Encoded> => [...view.lines.map(line), ...view.people.map((one) => person(view, one))];
