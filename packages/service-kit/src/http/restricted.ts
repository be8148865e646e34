import type { Resource } from "@cpts/domain/Access";
import { Effect } from "effect";

/** What nobody sees without a right to it. */
export const restricted = (kind: string) => (): Effect.Effect<Resource> => Effect.succeed({ kind, visibility: "private" });
