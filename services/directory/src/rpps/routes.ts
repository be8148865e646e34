import { directory } from "@cpts/api/Directory";
import { Problem } from "@cpts/api/Problem";
import type { ImportId } from "@cpts/domain/RppsImport";
import { Database } from "@cpts/service-kit/database/database";
import { longConnection } from "@cpts/service-kit/database/long-work";
import { storageErrorOf } from "@cpts/service-kit/database/storage-error";
import { Nudges } from "@cpts/service-kit/events/log/nudges";
import { bind } from "@cpts/service-kit/http/bind";
import { Ids } from "@cpts/service-kit/ids";
import { platform } from "@cpts/service-kit/operations/platform";
import { Clock, Effect } from "effect";
import { PrivacyKey } from "../privacy/key.ts";
import type { FileKind } from "./fields.ts";
import { importFile } from "./import.ts";
import { type Incoming, incomingOf } from "./incoming.ts";
import { findImport, listImports } from "./queries.ts";
import { recognised } from "./recognise.ts";
import type { Order } from "./work.ts";

const { endpoints } = directory;

/** Largest drop that is taken without a word: an edition differs from the one before by a few people in a thousand. */
const defaultMaxDropPercent = 10;
/** Of one statement of an import. A whole one is to take two minutes; a busy machine is not to lose it. */
const statementMs = 1_800_000;

/** What was thrown on the way: the Problem that refuses a file, or a failure of the database. */
const causeOf = (cause: unknown) => (cause instanceof Problem ? cause : storageErrorOf(cause));

/** As its sender says, or as it shows. */
const kindOf = (kind: FileKind | undefined, incoming: Incoming, name: string | null) =>
  kind === undefined ? Effect.tryPromise({ try: () => recognised(incoming, name), catch: causeOf }) : Effect.succeed({ kind, incoming });

const importing = ({ kind, ...sent }: Omit<Order, "id" | "kind"> & { readonly kind: FileKind | undefined }) =>
  Effect.scoped(
    Effect.gen(function* () {
      const [{ kysely }, { announce }, clock, ids, key] = [yield* Database, yield* Nudges, yield* Clock.Clock, yield* Ids, yield* PrivacyKey];
      const order = { ...sent, ...(yield* kindOf(kind, sent.incoming, sent.fileName)) };
      const client = yield* longConnection("cpts-directory-import", statementMs);
      const nextId = (): string => Effect.runSync(ids.next);
      const id = nextId();
      yield* Effect.tryPromise({
        try: () => importFile({ client, key, kysely, now: () => clock.currentTimeMillisUnsafe(), nextId, announce }, { id, ...order }),
        catch: causeOf,
      });
      // The platform's ids are UUIDs.
      return yield* findImport(id as ImportId);
    }),
  );

export const rppsRoutes = [
  bind(
    endpoints.importRpps,
    platform,
    ({ incoming, query: { kind, maxDropPercent = defaultMaxDropPercent, name } }) =>
      Effect.map(importing({ kind, maxDropPercent, fileName: name ?? null, incoming: incomingOf(incoming) }), (body) => ({ body, location: `imports/${body.id}` })),
    // One at a time, in a transaction of its own; the same file again changes nothing.
    { ownTransactions: true },
  ),
  bind(endpoints.readImport, platform, ({ params }) => Effect.map(findImport(params.id), (body) => ({ body }))),
  bind(endpoints.listImports, platform, ({ query }) => Effect.map(listImports({ ...query, limit: query.limit ?? 50 }), (body) => ({ body }))),
];
