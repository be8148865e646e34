/**
 * A meeting around a CPTS, or one to come: where, when as far as is known, for which territory.
 *
 * @example
 * ```ts
 * import * as Meeting from "@cpts/domain/Meeting";
 * import { Schema } from "effect";
 *
 * const jargeau = { title: "Réunion d'information", heldOn: "--11-14", commune: "45173", territory: { communes: ["45173", "45082"] } };
 * Schema.is(Meeting.MeetingStatement)(jargeau); // => true
 * ```
 */
import { Schema } from "effect";
import { CommuneCode } from "./Cog.ts";
import { CptsId, ExternalIds } from "./Cpts.ts";
import { freeText } from "./FreeText.ts";
import { platformId } from "./internal/platformId.ts";
import { LocalTime } from "./LocalTime.ts";
import { OrganizationId } from "./Organization.ts";
import { PartialDate } from "./PartialDate.ts";
import { Provenance } from "./Source.ts";
import { mostCommunes } from "./Territory.ts";

/** Identity of a meeting. Issue: `platform-id.format`. */
export const MeetingId = platformId("MeetingId", "Identity of a meeting on the platform").pipe(Schema.brand("MeetingId"));

/** Identity of a meeting. */
export type MeetingId = typeof MeetingId.Type;

/** The territory a meeting is about, which need not be that of a CPTS: communes, and words. */
export const MeetingTerritory = Schema.Struct({
  communes: Schema.optionalKey(Schema.Array(CommuneCode).pipe(Schema.check(Schema.isMaxLength(mostCommunes, { message: "territory.too-large" }), Schema.isUnique()))),
  prose: Schema.optionalKey(freeText({ max: 4000, title: "Prose", description: "The territory in words" })),
}).annotate({ identifier: "MeetingTerritory", title: "MeetingTerritory", description: "The territory a meeting is about" });

/** The territory a meeting is about. */
export type MeetingTerritory = typeof MeetingTerritory.Type;

/** A meeting, by what is known of it. `heldOn` is `null` when no document tells the day. */
export const MeetingStatement = Schema.Struct({
  title: freeText({ max: 300, title: "Title", description: "What the meeting is called" }),
  subject: Schema.optionalKey(freeText({ max: 2000, title: "Subject", description: "What it is about" })),
  heldOn: Schema.NullOr(PartialDate),
  time: Schema.optionalKey(LocalTime),
  place: Schema.optionalKey(freeText({ max: 300, title: "Place", description: "Where it takes place" })),
  commune: Schema.optionalKey(CommuneCode),
  territory: Schema.optionalKey(MeetingTerritory),
  cptsId: Schema.optionalKey(CptsId),
  organizerId: Schema.optionalKey(OrganizationId),
  provenance: Schema.optionalKey(Provenance),
  externalIds: Schema.optionalKey(ExternalIds),
}).annotate({ identifier: "MeetingStatement", title: "MeetingStatement", description: "A meeting, by what is known of it" });

/** A meeting, by what is known of it. */
export type MeetingStatement = typeof MeetingStatement.Type;
