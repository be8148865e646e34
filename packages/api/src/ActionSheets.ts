/**
 * What an action sheet of a contract says beyond its title, changes of it, and how far it is. Its budget is the entries of the
 * money of the contract that name it.
 *
 * @example
 * ```ts
 * import { actionSheetEndpoints } from "@cpts/api/ActionSheets"
 *
 * actionSheetEndpoints.changeActionSheet.path // => "/v1/contracts/{id}/action-sheets/{sheetId}"
 * ```
 *
 * @since 0.1.0
 */
import { SheetPartner, SheetProgress, SheetStep } from "@cpts/domain/ActionSheet";
import { ActionSheetId, ContractId } from "@cpts/domain/Contract";
import { ActionSheetChanged } from "@cpts/domain/ContractEvents";
import { freeText } from "@cpts/domain/FreeText";
import { Code } from "@cpts/domain/OpenCode";
import { PartialDate } from "@cpts/domain/PartialDate";
import { ProfessionalId } from "@cpts/domain/Professional";
import { Schema } from "effect";
import { NewActionSheet } from "./ContractInputs.ts";
import { ActionSheetView } from "./ContractViews.ts";
import { endpoint } from "./Endpoint.ts";
import { eventType } from "./EventType.ts";

const upTo = (maximum: number) => Schema.isMaxLength(maximum);
const codes = Schema.Array(Code).pipe(Schema.check(upTo(50), Schema.isUnique()));
const objective = freeText({ max: 2000, title: "Objective", description: "What the sheet is to bring" });
const note = freeText({ max: 1000, title: "Note", description: "What is to be said of it" });

/** A partner as it is given: an organization of the directory, or its name. */
const PartnerInput = Schema.Struct({
  organizationId: Schema.optionalKey(SheetPartner.fields.organizationId),
  name: Schema.optionalKey(SheetPartner.fields.name),
}).annotate({ identifier: "SheetPartnerInput" });

const StepInput = Schema.Struct({ label: SheetStep.fields.label, from: Schema.optionalKey(SheetStep.fields.from), to: Schema.optionalKey(SheetStep.fields.to) }).annotate({ identifier: "SheetStepInput" });

const something = Schema.makeFilter((patch: object) => Object.keys(patch).length > 0 || "cpts-patch.empty", { identifier: "ActionSheetPatch" });

/** What to change in an action sheet: absent keys stay, `null` clears. */
export const ActionSheetPatch = Schema.Struct({
  number: Schema.optionalKey(Schema.NullOr(Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: 1, maximum: 10_000 }))))),
  title: Schema.optionalKey(NewActionSheet.fields.title),
  missions: Schema.optionalKey(Schema.Array(Code).pipe(Schema.check(upTo(20)))),
  objective: Schema.optionalKey(Schema.NullOr(objective)),
  leadId: Schema.optionalKey(Schema.NullOr(ProfessionalId)),
  partners: Schema.optionalKey(Schema.Array(PartnerInput).pipe(Schema.check(upTo(50)))),
  from: Schema.optionalKey(Schema.NullOr(PartialDate)),
  to: Schema.optionalKey(Schema.NullOr(PartialDate)),
  steps: Schema.optionalKey(Schema.Array(StepInput).pipe(Schema.check(upTo(50)))),
  indicators: Schema.optionalKey(codes),
}).pipe(Schema.check(something));
export type ActionSheetPatch = typeof ActionSheetPatch.Type;

/** How far a sheet was on a day, with a note where there is something to say. */
export const NewSheetProgress = Schema.Struct({
  on: SheetProgress.fields.on,
  state: SheetProgress.fields.state,
  percent: Schema.optionalKey(SheetProgress.fields.percent),
  note: Schema.optionalKey(Schema.NullOr(note)),
}).annotate({ identifier: "NewSheetProgress" });
export type NewSheetProgress = typeof NewSheetProgress.Type;

/** Progress as it was noted. */
export const NotedProgress = Schema.Struct({ ...SheetProgress.fields, note: Schema.NullOr(Schema.String) }).annotate({ identifier: "NotedProgress" });
export type NotedProgress = typeof NotedProgress.Type;

/** Everything that is known of an action sheet. */
export const ActionSheetDetails = Schema.Struct({
  ...ActionSheetView.fields,
  objective: Schema.NullOr(Schema.String),
  partners: Schema.Array(SheetPartner),
  steps: Schema.Array(SheetStep),
  history: Schema.Array(NotedProgress).annotate({ description: "Progress in the order in which it was noted; nothing of it is replaced" }),
  version: Schema.Int,
}).annotate({ identifier: "ActionSheetDetails" });
export type ActionSheetDetails = typeof ActionSheetDetails.Type;

const params = Schema.Struct({ id: ContractId, sheetId: ActionSheetId });
const path = "/v1/contracts/{id}/action-sheets/{sheetId}";

/** Reading and changing one action sheet. */
export const actionSheetEndpoints = {
  readActionSheet: endpoint({
    id: "action-sheet.read",
    method: "GET",
    path,
    params,
    response: ActionSheetDetails,
    versioned: true,
    permission: "contract.read",
    summary: { fr: "Lire une fiche action, pour les membres de la CPTS et les agences", en: "Read an action sheet, for the people of the CPTS and the agencies" },
  }),
  changeActionSheet: endpoint({
    id: "action-sheet.change",
    method: "PATCH",
    path,
    params,
    body: ActionSheetPatch,
    response: ActionSheetDetails,
    versioned: true,
    problems: ["invalid-request", "unknown-reference", "already-exists", "version-conflict", "precondition-required"],
    permission: "contract.change",
    summary: { fr: "Compléter ou corriger une fiche action", en: "Complete or correct an action sheet" },
    example: {
      objective: "Un dossier partagé entre les cabinets",
      from: "2018-01",
      to: "2019-12",
      steps: [{ label: "Choix de l'outil", from: "2018-01", to: "2018-06" }],
      indicators: ["OUTIL_DEPLOYE"],
      partners: [{ name: "GIP e-santé" }],
    },
  }),
  noteActionSheetProgress: endpoint({
    id: "action-sheet.progress",
    method: "POST",
    path: `${path}/progress`,
    params,
    body: NewSheetProgress,
    response: ActionSheetDetails,
    status: 201,
    problems: ["invalid-request"],
    permission: "contract.change",
    summary: { fr: "Noter l'avancement d'une fiche action un jour donné", en: "Note how far an action sheet was on a day" },
    example: { on: "2018-06-30", state: "running", percent: 40 },
  }),
};

/** What is told of action sheets once they are known. */
export const actionSheetEvents = {
  actionSheetChanged: eventType({
    service: "contracts",
    aggregate: "action-sheet",
    event: "changed",
    version: 1,
    payload: ActionSheetChanged,
    summary: { fr: "Une fiche action est complétée, corrigée, ou avance", en: "An action sheet is completed, corrected, or goes on" },
    example: {
      contractId: "0198c0de-0000-7000-8000-000000000010",
      cptsId: "0198c0de-0000-7000-8000-000000000001",
      actionSheetId: "0198c0de-0000-7000-8000-000000000011",
      number: 1,
      title: "Système d'information partagé",
      missions: ["PARCOURS"],
      leadId: null,
      partnerIds: [],
      from: "2018-01",
      to: null,
      indicators: ["OUTIL_DEPLOYE"],
      progress: { on: "2018-06-30", state: "running", percent: 40 },
    },
  }),
};
