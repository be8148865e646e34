/**
 * People and organizations as the directory shows them, each only to those who may see it.
 *
 * @example
 * ```ts
 * import { ProfessionalView } from "@cpts/api/DirectoryViews"
 *
 * Object.keys(ProfessionalView.fields).includes("warnings") // => true
 * ```
 *
 * @since 0.1.0
 */
import { Visibility } from "@cpts/domain/AccessPolicy";
import { CptsId, ExternalIds } from "@cpts/domain/Cpts";
import { LuhnWarning } from "@cpts/domain/LuhnWarning";
import { Code } from "@cpts/domain/OpenCode";
import { PracticeMode, ProfessionalId, ProfessionalRegistration } from "@cpts/domain/Professional";
import { Rpps } from "@cpts/domain/Rpps";
import { Provenance } from "@cpts/domain/Source";
import { Schema } from "effect";

const version = Schema.Int.annotate({ description: "Counts the changes, from 1" });

/** Someone, as those see them who may. */
export const ProfessionalView = Schema.Struct({
  id: ProfessionalId,
  familyName: ProfessionalRegistration.fields.familyName,
  givenName: ProfessionalRegistration.fields.givenName,
  title: Schema.NullOr(Schema.String),
  rpps: Schema.NullOr(Rpps),
  profession: Schema.NullOr(Code).annotate({ description: "Code of the profession (TRE_G15); null when it is not known or there is none" }),
  skills: Schema.Array(Code),
  practiceMode: Schema.NullOr(PracticeMode),
  visibility: Visibility,
  cptsId: Schema.NullOr(CptsId).annotate({ description: "The CPTS that registered them" }),
  provenance: Provenance,
  externalIds: ExternalIds,
  warnings: Schema.Array(LuhnWarning).annotate({ description: "What is odd in the numbers and was accepted all the same" }),
  version,
}).annotate({ identifier: "Professional" });
export type ProfessionalView = typeof ProfessionalView.Type;
