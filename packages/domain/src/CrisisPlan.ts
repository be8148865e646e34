/**
 * The plan by which a CPTS answers a serious health crisis: who holds which role, what there is to use, what exercises showed.
 * It is updated every year (mission of the ACI since its second amendment; the delay is `provisional`).
 *
 * @example
 * ```ts
 * import * as CrisisPlan from "@cpts/domain/CrisisPlan";
 * import * as LocalDate from "@cpts/domain/LocalDate";
 * import { Schema } from "effect";
 *
 * const day = Schema.decodeUnknownSync(LocalDate.LocalDate);
 * CrisisPlan.updateDueOn(day("2025-11-30")); // => "2026-11-30"
 * CrisisPlan.updateDueOn(day("2024-02-29")); // => "2025-02-28"
 * ```
 */
import { Result, Schema } from "effect";
import { CptsId } from "./Cpts.ts";
import { containsNir, freeText } from "./FreeText.ts";
import { platformId } from "./internal/platformId.ts";
import { isLocalDate, LocalDate } from "./LocalDate.ts";
import { OrganizationId } from "./Organization.ts";
import { ProfessionalId } from "./Professional.ts";

/** Identity of a crisis plan. Issue: `platform-id.format`. */
export const CrisisPlanId = platformId("CrisisPlanId", "Identity of a crisis plan on the platform").pipe(Schema.brand("CrisisPlanId"));

/** Identity of a crisis plan. */
export type CrisisPlanId = typeof CrisisPlanId.Type;

/** Name of a role within its plan. Issue: `crisis-role-id.format`. */
export const CrisisRoleId = Schema.String.annotate({ title: "CrisisRoleId", description: "Name of a role within its plan: lower-case letters, digits and hyphens", examples: ["cell-lead"] }).pipe(
  Schema.check(Schema.isPattern(/^[a-z][a-z0-9-]{0,39}$/u, { message: "crisis-role-id.format" })),
);

const people = Schema.Array(ProfessionalId).pipe(Schema.check(Schema.isMaxLength(20), Schema.isUnique()));

/** A role of the plan and who holds it, by the ids of the directory: names are never here. */
export const CrisisRole = Schema.Struct({
  id: CrisisRoleId,
  title: freeText({ max: 200, title: "Title", description: "What the role is called" }),
  duties: Schema.optionalKey(freeText({ max: 2000, title: "Duties", description: "What it has to do" })),
  holders: Schema.optionalKey(people),
  deputies: Schema.optionalKey(people),
}).annotate({ identifier: "CrisisRole", title: "CrisisRole", description: "A role of a crisis plan" });

/** Something the CPTS can use in a crisis. Issue: `crisis-resource.range`. */
export const CrisisResource = Schema.Struct({
  label: freeText({ max: 200, title: "Label", description: "What it is" }),
  quantity: Schema.optionalKey(Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: 0, maximum: 1_000_000 }, { message: "crisis-resource.range" })))),
  place: Schema.optionalKey(freeText({ max: 300, title: "Place", description: "Where it is" })),
  organizationId: Schema.optionalKey(OrganizationId),
}).annotate({ identifier: "CrisisResource", title: "CrisisResource", description: "Something that can be used in a crisis" });

interface WithRoles {
  readonly roles: ReadonlyArray<{ readonly id: string }>;
}

const rolesOnce = ({ roles }: WithRoles) => {
  const seen = new Set<string>();
  return roles.flatMap(({ id }, index) => (seen.size === seen.add(id).size ? [{ path: ["roles", index, "id"], issue: "crisis-role.repeated" }] : []));
};

const content = {
  title: freeText({ max: 200, title: "Title", description: "What the plan is called" }),
  procedure: Schema.optionalKey(freeText({ max: 20_000, title: "Procedure", description: "What is done, by whom, when" })),
  roles: Schema.Array(CrisisRole).pipe(Schema.check(Schema.isMaxLength(50))),
  resources: Schema.Array(CrisisResource).pipe(Schema.check(Schema.isMaxLength(200))),
};

/** What a version of a plan says. Issue: `crisis-role.repeated`. */
export const CrisisPlanContent = Schema.Struct(content)
  .annotate({ title: "CrisisPlanContent", description: "What a version of a crisis plan says" })
  .pipe(Schema.check(Schema.makeFilter(rolesOnce, { identifier: "CrisisPlanContent" })));

/** What a version of a plan says. */
export type CrisisPlanContent = typeof CrisisPlanContent.Type;

/** What it takes to draft the plan of a CPTS, which has one. */
export const NewCrisisPlan = Schema.Struct({ cptsId: CptsId, ...content })
  .annotate({ title: "NewCrisisPlan", description: "What it takes to draft the plan of a CPTS" })
  .pipe(Schema.check(Schema.makeFilter(rolesOnce, { identifier: "NewCrisisPlan" })));

/** A telephone number as people write it, at most 15 digits (ITU-T E.164). Issues: `phone.format`, `free-text.social-security-number`. */
export const Phone = Schema.String.annotate({ title: "Phone", description: "A telephone number", examples: ["+33 4 74 00 00 00"] }).pipe(
  Schema.check(
    Schema.isPattern(/^\+?[0-9](?:[ .-]?[0-9]){2,14}$/u, { message: "phone.format" }),
    Schema.makeFilter((text: string) => !containsNir(text) || "free-text.social-security-number"),
  ),
);

const reachable = (contact: { readonly phone?: string; readonly privatePhone?: string }) => contact.phone !== undefined || contact.privatePhone !== undefined || "crisis-contact.no-number";

/**
 * Whom to call. `phone` is for all who may read the plan; `privatePhone` for the board and the coordinator of the CPTS, for
 * those who hold a role of the plan in force, and for accounts that were given just that right. Issue: `crisis-contact.no-number`.
 */
export const CrisisContactInput = Schema.Struct({
  label: freeText({ max: 200, title: "Label", description: "Who it is: a function or a service" }),
  roleId: Schema.optionalKey(CrisisRoleId),
  professionalId: Schema.optionalKey(ProfessionalId),
  organizationId: Schema.optionalKey(OrganizationId),
  phone: Schema.optionalKey(Phone),
  privatePhone: Schema.optionalKey(Phone),
})
  .annotate({ title: "CrisisContactInput", description: "Whom to call in a crisis" })
  .pipe(Schema.check(Schema.makeFilter(reachable, { identifier: "CrisisContactInput" })));

/** Whom to call. */
export type CrisisContactInput = typeof CrisisContactInput.Type;

/** An exercise of the plan and what it showed. */
export const CrisisExercise = Schema.Struct({
  heldOn: LocalDate,
  scenario: freeText({ max: 1000, title: "Scenario", description: "What was played" }),
  findings: Schema.optionalKey(freeText({ max: 10_000, title: "Findings", description: "What it showed, and what is to change" })),
  participants: Schema.Int.annotate({ description: "How many took part" }).pipe(Schema.check(Schema.isBetween({ minimum: 1, maximum: 10_000 }, { message: "crisis-exercise.range" }))),
  organizationIds: Schema.optionalKey(Schema.Array(OrganizationId).pipe(Schema.check(Schema.isMaxLength(50), Schema.isUnique()))),
}).annotate({ identifier: "CrisisExercise", title: "CrisisExercise", description: "An exercise of a crisis plan" });

/** An exercise of the plan. */
export type CrisisExercise = typeof CrisisExercise.Type;

/**
 * The day by which a plan of this day is to be updated: the same day of the next year; the last of the month where there is no
 * such day (Code de procedure civile, art. 641).
 */
export const updateDueOn = (publishedOn: LocalDate): LocalDate => {
  const year = String(Number(publishedOn.slice(0, 4)) + 1).padStart(4, "0");
  const same = `${year}${publishedOn.slice(4)}`;
  // Only 29 February has no twin in the next year.
  return isLocalDate(same) ? same : (`${year}-02-28` as LocalDate);
};

/** A plan is not published on a day to come, nor before the version it follows. */
export class PlanDayNotPossible extends Schema.TaggedError<PlanDayNotPossible>()("PlanDayNotPossible", { publishedOn: LocalDate, earliest: Schema.NullOr(LocalDate), today: LocalDate }) {}

/** Nobody holds a role of the plan: in a crisis nobody would act. */
export class NobodyHolds extends Schema.TaggedError<NobodyHolds>()("NobodyHolds", { roles: Schema.Array(CrisisRoleId) }) {}

/** Checks a draft before it becomes the plan: its day is possible, it has a role, and somebody holds each. */
export const mayBePublished = (
  { roles }: CrisisPlanContent,
  { earliest, publishedOn, today }: { readonly publishedOn: LocalDate; readonly earliest: LocalDate | null; readonly today: LocalDate },
): Result.Result<null, PlanDayNotPossible | NobodyHolds> => {
  const empty = roles.filter(({ holders = [] }) => holders.length === 0).map(({ id }) => id);
  if (roles.length === 0 || empty.length > 0) return Result.fail(new NobodyHolds({ roles: empty }));
  if (publishedOn > today || (earliest !== null && publishedOn < earliest)) return Result.fail(new PlanDayNotPossible({ publishedOn, earliest, today }));
  return Result.succeed(null);
};

/** Whether somebody holds a role of the plan, or deputises for who does: in a crisis they call the others. */
export const holdsRole = ({ roles }: Pick<CrisisPlanContent, "roles">, who: ProfessionalId): boolean => roles.some(({ deputies = [], holders = [] }) => holders.includes(who) || deputies.includes(who));

/** What CRI-01 asks of a plan on a day: written, updated within twelve months, exercised within twelve months. */
export const planFigures = (publishedOn: LocalDate | null, exercises: ReadonlyArray<LocalDate>, today: LocalDate) => ({
  written: publishedOn !== null,
  upToDate: publishedOn !== null && today <= updateDueOn(publishedOn),
  exercised: exercises.some((heldOn) => heldOn <= today && today <= updateDueOn(heldOn)),
});
