import type { Bilingual } from "@cpts/api/Endpoint";
import { Problem, type FieldFault } from "@cpts/api/Problem";
import type { Misplaced } from "@cpts/domain/CptsHistory";
import { cptsActions, cptsStatuses, transitions, type CptsAction, type CptsStatus, type TransitionNotAllowed, type TransitionRoleNotAllowed } from "@cpts/domain/CptsStatus";
import type { Requirement } from "@cpts/domain/Formation";
import { roleLabels } from "@cpts/domain/Role";

const labelOf = (rows: ReadonlyArray<Bilingual & { readonly code: string }>, code: string): Bilingual => rows.find((row) => row.code === code) ?? { fr: code, en: code };
const listed = (labels: ReadonlyArray<Bilingual>): Bilingual => ({ fr: labels.map(({ fr }) => `« ${fr} »`).join(", "), en: labels.map(({ en }) => `"${en}"`).join(", ") });
const statusLabel = (code: CptsStatus): Bilingual => labelOf(cptsStatuses, code);
const actionLabel = (code: CptsAction): Bilingual => labelOf(cptsActions, code);

/** The action does not exist from where the CPTS stands: says from where it does, by which text, and what does exist. */
export const notAllowed = ({ action, allowed, from }: TransitionNotAllowed): Problem => {
  const rows = transitions.filter((row) => row.action === action);
  const [status, asked] = [statusLabel(from), actionLabel(action)];
  const froms = listed(rows.map((row) => statusLabel(row.from)));
  const others = listed(allowed.map(actionLabel));
  const [rule] = rows;
  return new Problem({
    type: "illegal-transition",
    detail: {
      fr: `« ${asked.fr} » ne se peut pas : la CPTS est « ${status.fr} ». Cette étape part de ${froms.fr}. Source : ${rule?.legalSourceFr ?? ""}. Possible maintenant : ${others.fr || "rien"}.`,
      en: `"${asked.en}" is not possible: the CPTS is "${status.en}". This step starts from ${froms.en}. Source: ${rule?.legalSource ?? ""}. Possible now: ${others.en || "nothing"}.`,
    },
  });
};

/** The step is for others to take. */
export const notYours = ({ action, allowedRoles }: TransitionRoleNotAllowed): Problem => {
  const [asked, roles] = [actionLabel(action), listed(allowedRoles.map((role) => labelOf(roleLabels, role)))];
  return new Problem({ type: "forbidden", detail: { fr: `« ${asked.fr} » revient à ${roles.fr}.`, en: `"${asked.en}" is for ${roles.en}.` } });
};

/** Something must be there before the step: says what, and by which text. */
export const lacking = (action: CptsAction, missing: ReadonlyArray<Requirement>): Problem => {
  const asked = actionLabel(action);
  return new Problem({
    type: "illegal-transition",
    detail: {
      fr: `« ${asked.fr} » demande ${missing.map(({ fr, sourceFr }) => `${fr} (source : ${sourceFr})`).join(" ; ")}.`,
      en: `"${asked.en}" needs ${missing.map(({ en, sourceEn }) => `${en} (source: ${sourceEn})`).join("; ")}.`,
    },
  });
};

/** The step has an endpoint of its own, which takes the document or what else it needs. */
export const takenElsewhere = (action: CptsAction, path: string): Problem => {
  const asked = actionLabel(action);
  return new Problem({
    type: "invalid-request",
    faults: [
      {
        in: "body",
        path: ["action"],
        code: "taken-elsewhere",
        message: { fr: `« ${asked.fr} » se fait par ${path}, ou par une reprise (take-over) pour le passé`, en: `"${asked.en}" is done by ${path}, or by a take-over for the past` },
      },
    ],
  });
};

/** A date that cannot be: after today, or before the last step. */
export const misdated = (why: Misplaced, path: ReadonlyArray<string | number>, since: string | null): Problem => {
  const message: Bilingual =
    why === "in-the-future"
      ? { fr: "cette étape est à venir : elle se note quand elle est faite", en: "this step is yet to come: it is recorded once it is done" }
      : { fr: `la dernière étape est du ${since ?? "jour de l'inscription"} : celle-ci ne peut être d'avant`, en: `the last step is of ${since ?? "the day of registration"}: this one cannot be earlier` };
  const fault: FieldFault = { in: "body", path, code: why, message };
  return new Problem({ type: "invalid-request", faults: [fault] });
};

/** A person acts in the own role. */
export const notInYourName = new Problem({
  type: "invalid-request",
  faults: [
    {
      in: "body",
      path: ["by"],
      code: "not-your-role",
      message: { fr: "une personne agit dans son propre rôle ; seul un compte de service écrit au nom d'un autre", en: "a person acts in the own role; only a service account writes in the name of another" },
    },
  ],
});

/** What was recorded here was decided here: only what came before can be stated. */
export const hasOwnSteps = new Problem({
  type: "illegal-transition",
  detail: {
    fr: "Cette CPTS a déjà franchi des étapes ici, ou a déjà été reprise : son passé ne se redit plus.",
    en: "This CPTS has already taken steps here, or was taken over before: its past is no longer stated.",
  },
});
