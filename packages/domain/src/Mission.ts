/**
 * The missions of a health project in the words of the CPTS, with the official missions they belong to: none, one or several.
 *
 * @example
 * ```ts
 * import * as Mission from "@cpts/domain/Mission";
 * import { Schema } from "effect";
 *
 * const mission = Schema.decodeUnknownSync(Mission.LocalMission)({ label: "Fluidifier le parcours", codes: ["PARCOURS"] });
 * mission.codes; // => ["PARCOURS"]
 * ```
 */
import { Schema } from "effect";
import { ExternalIds } from "./Cpts.ts";
import { freeText } from "./FreeText.ts";
import { platformId } from "./internal/platformId.ts";
import { Code } from "./OpenCode.ts";
import { PartialDate } from "./PartialDate.ts";
import { Provenance } from "./Source.ts";

/** Identity of a statement of missions. Issue: `platform-id.format`. */
export const MissionStatementId = platformId("MissionStatementId", "Identity of a statement of missions").pipe(Schema.brand("MissionStatementId"));

/** Identity of a statement of missions. */
export type MissionStatementId = typeof MissionStatementId.Type;

const repeatedCodes = (codes: ReadonlyArray<string>) =>
  codes.flatMap((code, index) => (codes.indexOf(code) < index ? [{ path: [index], issue: "mission.code-repeated" }] : []));

/** The official missions (`missions` of `@cpts/reference-data`) that a local one belongs to. Issues: `mission.too-many-codes`, `mission.code-repeated`. */
export const MissionCodes = Schema.Array(Code)
  .annotate({ title: "MissionCodes", description: "Official missions, an open list; empty where the mission belongs to none" })
  .pipe(Schema.check(Schema.isMaxLength(20, { message: "mission.too-many-codes" }), Schema.makeFilter(repeatedCodes)));

const label = freeText({ max: 300, title: "Label", description: "The mission in the words of the document" });

/** A mission as its document words it, and the official missions it belongs to. */
export const LocalMission = Schema.Struct({
  label,
  codes: MissionCodes,
  note: Schema.optionalKey(freeText({ max: 1000, title: "Note", description: "Why these official missions" })),
}).annotate({ identifier: "LocalMission", title: "LocalMission", description: "A mission in the words of the CPTS" });

/** A mission as its document words it. */
export type LocalMission = typeof LocalMission.Type;

/** A mission without the remark, as it travels in events. */
export const ToldMission = Schema.Struct({ label, codes: MissionCodes }).annotate({ identifier: "ToldMission", title: "ToldMission", description: "A mission in the words of the CPTS, without remarks" });

/** A mission without the remark. */
export type ToldMission = typeof ToldMission.Type;

/** The missions that a document states, 1 to 50, and of which date. Issue: `mission.count`. */
export const NewMissionStatement = Schema.Struct({
  missions: Schema.Array(LocalMission).pipe(Schema.check(Schema.isMinLength(1, { message: "mission.count" }), Schema.isMaxLength(50, { message: "mission.count" }))),
  on: Schema.optionalKey(PartialDate),
  provenance: Provenance,
  externalIds: Schema.optionalKey(ExternalIds),
}).annotate({ identifier: "NewMissionStatement", title: "NewMissionStatement", description: "The missions that a document states" });

/** The missions that a document states. */
export type NewMissionStatement = typeof NewMissionStatement.Type;
