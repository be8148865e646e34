/**
 * Warnings that a request is stopped by until whoever sends it says that they have seen them: what is unusual but may be
 * right is refused once, not for ever.
 *
 * @example
 * ```ts
 * import * as Acknowledgement from "@cpts/domain/Acknowledgement";
 *
 * Acknowledgement.unseen(["overlap", "not-a-member"], ["overlap"]); // => ["not-a-member"]
 * ```
 */
import { Schema } from "effect";
import { Code } from "./OpenCode.ts";

/** The codes of the warnings that were seen. They are kept nowhere and told by no event. */
export const Acknowledged = Schema.Array(Code)
  .annotate({ title: "Acknowledged", description: "Codes of the warnings that were seen" })
  .pipe(Schema.check(Schema.isMaxLength(20, { message: "acknowledged.too-many" })));

/** The codes of the warnings that were seen. */
export type Acknowledged = typeof Acknowledged.Type;

/** Of some warnings, those that were not seen. */
export const unseen = (warnings: ReadonlyArray<string>, acknowledged: Acknowledged = []): ReadonlyArray<string> => warnings.filter((code) => !acknowledged.includes(code));
