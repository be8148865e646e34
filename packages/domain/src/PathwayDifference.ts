/**
 * What changed between two versions of a pathway, as a person reads it: which field, which step, what it was and what it is.
 *
 * @example
 * ```ts
 * import * as PathwayDifference from "@cpts/domain/PathwayDifference";
 *
 * const before = { title: "Diabète", theme: "diabete-type-2", steps: [] };
 * const [change] = PathwayDifference.differences(before, { ...before, title: "Diabète de type 2" });
 * change?.fr; // => "Titre : « Diabète » devient « Diabète de type 2 »"
 * ```
 */
import type { Delay, PathwayContent, PathwayStep } from "./Pathway.ts";

/** A difference. `step` is the name of the step it is in; `null`: the pathway itself. */
export interface Difference {
  readonly kind: "added" | "removed" | "changed" | "moved";
  readonly step: string | null;
  readonly field: string | null;
  readonly before: string | null;
  readonly after: string | null;
  readonly fr: string;
  readonly en: string;
}

const unitsFr: Readonly<Record<Delay["unit"], string>> = { minutes: "minutes", hours: "heures", days: "jours", weeks: "semaines", months: "mois" };

/** A delay in French and in English. */
export const delayText = ({ unit, within }: Delay): { readonly fr: string; readonly en: string } => ({ fr: `${within} ${unitsFr[unit]}`, en: `${within} ${unit}` });

type Field = readonly [name: string, fr: string, en: string, text: string | null, textEn?: string | null];

const listText = (values: ReadonlyArray<string> | undefined): string | null => (values === undefined || values.length === 0 ? null : values.join(", "));

const ownFields = (content: PathwayContent): ReadonlyArray<Field> => [
  ["title", "Titre", "Title", content.title],
  ["theme", "Thème", "Theme", content.theme],
  ["objective", "Objectif", "Objective", content.objective ?? null],
  ["audience", "Public", "Audience", content.audience ?? null],
  ["priorityYear", "Priorité de l'année", "Priority of the year", content.priorityYear === undefined ? null : String(content.priorityYear)],
];

const stepFields = (step: PathwayStep): ReadonlyArray<Field> => [
  ["title", "Titre", "Title", step.title],
  ["actor.profession", "Profession", "Profession", step.actor.profession ?? null],
  ["actor.organizationId", "Structure qui agit", "Acting structure", step.actor.organizationId ?? null],
  ["actor.label", "Qui", "Who", step.actor.label ?? null],
  ["does", "Quoi", "What", step.does ?? null],
  ["delay", "Délai", "Delay", step.delay === undefined ? null : delayText(step.delay).fr, step.delay === undefined ? null : delayText(step.delay).en],
  ["condition", "Condition", "Condition", step.condition ?? null],
  ["organizationIds", "Structures", "Structures", listText(step.organizationIds)],
  ["next", "Étapes suivantes", "Next steps", step.next === undefined ? null : step.next.map(({ step: to, when }) => (when === undefined ? to : `${to} (${when})`)).join(", ") || "-"],
];

const quoted = (text: string | null, language: "fr" | "en"): string => (language === "fr" ? `« ${text ?? ""} »` : `"${text ?? ""}"`);

const sentence = (label: string, before: string | null, after: string | null, language: "fr" | "en"): string => {
  const [colon, becomes, gone, now] = language === "fr" ? [" : ", "devient", "retiré", "ajouté"] : [": ", "becomes", "removed", "added"];
  if (before === null) return `${label}${colon}${quoted(after, language)} ${now}`;
  if (after === null) return `${label}${colon}${quoted(before, language)} ${gone}`;
  return `${label}${colon}${quoted(before, language)} ${becomes} ${quoted(after, language)}`;
};

const fieldDifferences = (before: ReadonlyArray<Field>, after: ReadonlyArray<Field>, step: { readonly id: string; readonly fr: string; readonly en: string } | null): ReadonlyArray<Difference> =>
  after.flatMap(([field, fr, en, is, isEn = is], index) => {
    const [, , , was = null, wasEn = was] = before[index] ?? [];
    if (was === is) return [];
    const kind = was === null ? "added" : is === null ? "removed" : "changed";
    const told = { fr: sentence(fr, was, is, "fr"), en: sentence(en, wasEn, isEn, "en") };
    return [{ kind, step: step?.id ?? null, field, before: was, after: is, fr: step === null ? told.fr : `${step.fr}, ${told.fr}`, en: step === null ? told.en : `${step.en}, ${told.en}` }];
  });

const whole = (kind: "added" | "removed", { id, title }: PathwayStep): Difference => ({
  kind,
  step: id,
  field: null,
  before: kind === "removed" ? title : null,
  after: kind === "added" ? title : null,
  fr: `Étape « ${title} » ${kind === "added" ? "ajoutée" : "retirée"}`,
  en: `Step "${title}" ${kind}`,
});

const orderOf = (steps: ReadonlyArray<PathwayStep>, kept: ReadonlySet<string>): ReadonlyArray<string> => steps.flatMap(({ id }) => (kept.has(id) ? [id] : []));

const moves = (before: ReadonlyArray<PathwayStep>, after: ReadonlyArray<PathwayStep>): ReadonlyArray<Difference> => {
  const kept = new Set(before.map(({ id }) => id).filter((id) => after.some((step) => step.id === id)));
  const [was, is] = [orderOf(before, kept).join(", "), orderOf(after, kept).join(", ")];
  return was === is ? [] : [{ kind: "moved", step: null, field: "steps", before: was, after: is, fr: `Ordre des étapes : ${was} devient ${is}`, en: `Order of the steps: ${was} becomes ${is}` }];
};

/** Everything that differs, in the order in which it stands; empty where both say the same. Steps are the same by their names. */
export const differences = (before: PathwayContent, after: PathwayContent): ReadonlyArray<Difference> => {
  const was = new Map(before.steps.map((step) => [step.id, step]));
  const is = new Set(after.steps.map(({ id }) => id));
  const steps = after.steps.flatMap((step) => {
    const old = was.get(step.id);
    if (old === undefined) return [whole("added", step)];
    return fieldDifferences(stepFields(old), stepFields(step), { id: step.id, fr: `Étape « ${step.title} »`, en: `Step "${step.title}"` });
  });
  const removed = before.steps.filter(({ id }) => !is.has(id)).map((step) => whole("removed", step));
  return [...fieldDifferences(ownFields(before), ownFields(after), null), ...steps, ...removed, ...moves(before.steps, after.steps)];
};
