import { eventType } from "@cpts/api/EventType";
import { operationsEndpoints } from "@cpts/api/Operations";
import { feedEndpoint } from "@cpts/api/Feed";
import { Schema } from "effect";
import { told } from "../tables.ts";

/** Name of the service that writes. */
export const source = "bench";

export const thingMade = eventType({
  service: source,
  aggregate: "thing",
  event: "made",
  version: 1,
  payload: Schema.Struct({ thingId: Schema.String, title: Schema.String }),
  words: { "/thingId": "an id", "/title": "of no person" },
  summary: { fr: "Une chose est faite", en: "A thing is made" },
  example: told("1"),
});

export const endpoints = { events: feedEndpoint("registry.events.read"), ...operationsEndpoints };
