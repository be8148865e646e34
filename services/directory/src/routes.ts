import { directory } from "@cpts/api/Directory";
import { feedBinding } from "@cpts/service-kit/events/feed-binding";
import { bind } from "@cpts/service-kit/http/bind";
import { openData } from "@cpts/service-kit/http/open-data";
import { restricted } from "@cpts/service-kit/http/restricted";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { findLearnedTerritory } from "./territory/queries.ts";

export const routes = [
  bind(directory.endpoints.readTerritory, openData("territory"), ({ params, query }) =>
    Effect.gen(function* () {
      return { body: yield* findLearnedTerritory(params.id, query.asOf ?? (yield* today)) };
    }),
  ),
  // The directory's log names ids of people: it is not open data.
  feedBinding(directory.name, directory.endpoints.readEvents, restricted("events")),
];
