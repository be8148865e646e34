/**
 * Someone who works in or with a CPTS: a health professional, or another person such as a coordinator or a referent.
 *
 * @example
 * ```ts
 * import * as Professional from "@cpts/domain/Professional";
 * import { Schema } from "effect";
 *
 * Schema.is(Professional.ProfessionalId)("018f6f52-9f5e-7cc1-b6a0-1f2b3c4d5e6f"); // => true
 * ```
 */
import { Schema } from "effect";
import { platformId } from "./internal/platformId.ts";

/** Identity of a professional. Random: it tells nothing of the person. Issue: `platform-id.format`. */
export const ProfessionalId = platformId("ProfessionalId", "Identity of a professional on the platform").pipe(Schema.brand("ProfessionalId"));

/** Identity of a professional. */
export type ProfessionalId = typeof ProfessionalId.Type;
