import type { Resource } from "@cpts/domain/Access";
import { Effect } from "effect";

/** What everyone may read. */
export const openData = (kind: string) => (): Effect.Effect<Resource> => Effect.succeed({ kind, visibility: "public" });
