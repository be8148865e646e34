import { directory } from "@cpts/api/Directory";
import type { Resource } from "@cpts/domain/Access";
import { feedBinding } from "@cpts/service-kit/events/feed-binding";
import { bind } from "@cpts/service-kit/http/bind";
import { openData } from "@cpts/service-kit/http/open-data";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { findLearnedTerritory } from "./territory/queries.ts";

/** The directory's log will name persons' ids: it is not open data. */
const restricted = (): Effect.Effect<Resource> => Effect.succeed({ kind: "events", visibility: "private" });

export const routes = [
  bind(directory.endpoints.readTerritory, openData("territory"), ({ params, query }) =>
    Effect.gen(function* () {
      return { body: yield* findLearnedTerritory(params.id, query.asOf ?? (yield* today)) };
    }),
  ),
  feedBinding(directory.name, directory.endpoints.readEvents, restricted),
];
