/**
 * Actions of a CPTS and its missions under contract, as the prevention service shows them.
 *
 * @example
 * ```ts
 * import { Schema } from "effect"
 * import { ActionCounts } from "@cpts/api/PreventionViews"
 *
 * Schema.decodeUnknownSync(ActionCounts)({ planned: null, published: 3 }).planned // => null
 * ```
 *
 * @since 0.1.0
 */
import { CommuneCode } from "@cpts/domain/Cog";
import { ContractId, ContractKind } from "@cpts/domain/Contract";
import { CptsId, ExternalIds } from "@cpts/domain/Cpts";
import { LocalDate } from "@cpts/domain/LocalDate";
import { Code } from "@cpts/domain/OpenCode";
import { PartialDate } from "@cpts/domain/PartialDate";
import { PreventionAction } from "@cpts/domain/PreventionAction";
import { Schema } from "effect";
import { Explanation } from "./Explanation.ts";

/** A commune of an action, with its name. */
export const ActionCommuneView = Schema.Struct({
  code: CommuneCode,
  nom: Schema.String,
  parts: Schema.optionalKey(
    Schema.Array(Schema.String).annotate({ description: "What the territory holds of it, when that is not the whole: names of parts, codes of arrondissements" }),
  ),
  outside: Schema.optionalKey(Schema.Literal(true)).annotate({ description: "The territory holds nothing of it" }),
}).annotate({ identifier: "ActionCommuneView" });

/** An action, planned or published. */
export const ActionView = Schema.Struct({
  ...PreventionAction.fields,
  communes: Schema.Array(ActionCommuneView),
  externalIds: ExternalIds,
}).annotate({ identifier: "Action" });
export type ActionView = typeof ActionView.Type;

/** A mission that a signed contract in force holds: the newest such contract, of which a new action would be. */
export const MissionUnderContract = Schema.Struct({
  code: Code,
  label: Schema.Struct({ fr: Schema.String, en: Schema.String }).annotate({ description: "The official label; the words of the contract, or the code, where there is none" }),
  localLabel: Schema.NullOr(Schema.String).annotate({ description: "The mission in the words of the contract" }),
  contractId: ContractId,
  kind: ContractKind,
  signedOn: Schema.NullOr(PartialDate),
  lastDay: Schema.NullOr(LocalDate).annotate({ description: "Last day of the contract; null where its document states no term or no year" }),
}).annotate({ identifier: "MissionUnderContract" });
export type MissionUnderContract = typeof MissionUnderContract.Type;

/** How many actions a CPTS has. */
export const ActionCounts = Schema.Struct({
  planned: Schema.NullOr(Schema.Int).annotate({ description: "Null for those who may not see planned actions" }),
  published: Schema.Int,
}).annotate({ identifier: "ActionCounts" });

/** What the prevention service knows of the missions of a CPTS. */
export const CptsMissions = Schema.Struct({
  cptsId: CptsId,
  missions: Schema.Array(MissionUnderContract),
  actions: ActionCounts,
  explanations: Schema.optionalKey(Schema.Array(Explanation)),
}).annotate({ identifier: "CptsMissions" });
export type CptsMissions = typeof CptsMissions.Type;
