/**
 * Someone who works in or with a CPTS: a health professional, or another person such as a coordinator or a referent.
 *
 * @example
 * ```ts
 * import * as Professional from "@cpts/domain/Professional";
 * import { Schema } from "effect";
 *
 * Schema.is(Professional.ProfessionalId)("018f6f52-9f5e-7cc1-b6a0-1f2b3c4d5e6f"); // => true
 * Professional.practiceModes.find(({ code }) => code === "L")?.fr; // => "libéral"
 * ```
 */
import { Schema } from "effect";
import { Visibility } from "./AccessPolicy.ts";
import { CptsId, ExternalIds } from "./Cpts.ts";
import { freeText } from "./FreeText.ts";
import { platformId } from "./internal/platformId.ts";
import { Code, openCode } from "./OpenCode.ts";
import { Rpps } from "./Rpps.ts";
import { Provenance } from "./Source.ts";

/** Identity of a professional. Random: it tells nothing of the person. Issue: `platform-id.format`. */
export const ProfessionalId = platformId("ProfessionalId", "Identity of a professional on the platform").pipe(Schema.brand("ProfessionalId"));

/** Identity of a professional. */
export type ProfessionalId = typeof ProfessionalId.Type;

/** How someone practises, by the codes of the Agence du numérique en santé (TRE_R23), with their labels. */
export const practiceModes = [
  { code: "L", fr: "libéral", en: "self-employed" },
  { code: "S", fr: "salarié", en: "employed" },
  { code: "B", fr: "bénévole", en: "volunteer" },
  { code: "I", fr: "libéral avec des activités salariées", en: "self-employed, with activities as an employee" },
] as const;

/** How someone practises, an open list. */
export const PracticeMode = openCode(
  practiceModes.map(({ code }) => code),
  { title: "PracticeMode", description: "How someone practises" },
);

/** How someone practises. */
export type PracticeMode = typeof PracticeMode.Type;

/** Skills of one person: TRE_A02 knows fewer for any profession. */
const mostSkills = 30;

/**
 * What it takes to make someone known: a name. A profession that no document tells stays `null`, as does that of a person who
 * is no health professional. `visibility` is `private` unless said; `cptsId` is the CPTS that registers them, whose people
 * may read what the visibility allows.
 */
export const ProfessionalRegistration = Schema.Struct({
  familyName: freeText({ max: 100, title: "FamilyName", description: "Family name" }),
  givenName: freeText({ max: 100, title: "GivenName", description: "Given name" }),
  title: Schema.optionalKey(freeText({ max: 30, title: "Title", description: "How they are addressed, such as Dr" })),
  rpps: Schema.optionalKey(Rpps),
  profession: Schema.optionalKey(Schema.NullOr(Code).annotate({ description: "Code of the profession (TRE_G15); null when it is not known or there is none" })),
  skills: Schema.optionalKey(
    Schema.Array(Code)
      .annotate({ description: "Codes of skills (savoir-faire), such as SM54" })
      .pipe(Schema.check(Schema.isMaxLength(mostSkills), Schema.isUnique())),
  ),
  practiceMode: Schema.optionalKey(PracticeMode),
  visibility: Schema.optionalKey(Visibility),
  cptsId: Schema.optionalKey(CptsId),
  provenance: Schema.optionalKey(Provenance),
  externalIds: Schema.optionalKey(ExternalIds),
}).annotate({ identifier: "ProfessionalRegistration", title: "ProfessionalRegistration", description: "What it takes to make someone known" });

/** What it takes to make someone known. */
export type ProfessionalRegistration = typeof ProfessionalRegistration.Type;
