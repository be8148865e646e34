import { describe, expect, test } from "vitest";
import { asyncApiOf } from "./AsyncApi.ts";
import type { EventType } from "./EventType.ts";
import { openApiOf } from "./OpenApi.ts";
import { services } from "./Services.ts";
import { continuedBy, isSnapshot } from "./Snapshot.ts";

/** Acts that leave others no state: nothing that a collection shows, or could show, is different after them. */
const acts: Readonly<Record<string, string>> = {
  "cpts.directory.rpps.import-completed.v1": "an extract of the national register was read: what it says anew of members is told person by person",
  "cpts.directory.finess.import-completed.v1": "an extract of the register of establishments was read: what it says anew of organizations is told with each",
};

describe.each(Object.values(services))("the snapshots of $name", (service) => {
  // Each service has its own names.
  const events: ReadonlyArray<EventType> = Object.values<EventType>(service.events);
  const snapshots = Object.values(service.endpoints).filter(isSnapshot);

  test("are continued by every event, but for those that leave no state to others", () => {
    const untold = events.map(({ type }) => type).filter((type) => continuedBy(type, service).length === 0);
    expect(untold).toEqual(events.map(({ type }) => type).filter((type) => Object.hasOwn(acts, type)));
  });

  test("are each continued by events of the service, named once", () => {
    const known = new Set(events.map(({ type }) => type));
    for (const { path, snapshotOf } of snapshots) {
      expect([path, snapshotOf.tells.filter((type) => !known.has(type))]).toEqual([path, []]);
      expect([path, new Set(snapshotOf.tells).size]).toEqual([path, snapshotOf.tells.length]);
    }
  });

  test("have a collection of their own each", () => {
    expect(new Set(snapshots.map(({ snapshotOf }) => snapshotOf.collection)).size).toBe(snapshots.length);
  });

  test("say in the OpenAPI document which events continue them, and each message says so of them", () => {
    const [{ paths }, { components }] = [openApiOf(service), asyncApiOf(service)];
    // What both documents are made of.
    const operations = paths as unknown as Readonly<Record<string, { readonly get: Readonly<Record<string, unknown>> }>>;
    const messages = components["messages"] as unknown as Readonly<Record<string, { readonly name: string; readonly "x-continues"?: ReadonlyArray<string> }>>;
    for (const { path, snapshotOf } of snapshots) {
      const operation = operations[path]?.get;
      expect(operation?.["x-continued-by"]).toEqual(snapshotOf.tells);
      for (const type of snapshotOf.tells) expect(operation?.["description"]).toContain(`\`${type}\``);
    }
    for (const { name, "x-continues": continues = [] } of Object.values(messages)) expect(continues).toEqual(continuedBy(name, service).map(({ path }) => path));
  });
});

test("acts that leave no state are events that there are", () => {
  const known = new Set(Object.values(services).flatMap((service) => Object.values<EventType>(service.events).map(({ type }) => type)));
  expect(Object.keys(acts).filter((type) => !known.has(type))).toEqual([]);
});
