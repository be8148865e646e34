import type { Resource } from "@cpts/domain/Access";
import { Effect } from "effect";

/** What operations are about: the platform itself, and nobody's content. */
export const platform = (): Effect.Effect<Resource> => Effect.succeed({ kind: "platform" });
