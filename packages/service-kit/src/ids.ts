import { Context, Effect, Layer } from "effect";
import { v7 } from "uuid";

/** Random identifiers that sort by the time they were made (UUID version 7). */
export class Ids extends Context.Service<Ids, { readonly next: Effect.Effect<string> }>()("@cpts/service-kit/Ids") {
  static readonly layer = Layer.succeed(Ids, { next: Effect.sync(() => v7()) });
}
