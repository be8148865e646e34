import { Schema } from "effect";
import { describe, expect, it } from "vitest";
import * as EventEnvelope from "./EventEnvelope.ts";
import { issuesOf } from "./IssueText.ts";

const event = {
  specversion: "1.0",
  id: "018f6f52-9f5e-7cc1-b6a0-1f2b3c4d5e6f",
  source: "/cpts/registry",
  type: "cpts.registry.cpts.registered.v1",
  subject: "018f6f52-9f5e-7cc1-b6a0-1f2b3c4d5e70",
  time: "2026-11-22T08:30:00.123Z",
  datacontenttype: "application/json",
  logid: "0b7e1c52-5b0e-4f0e-9c1d-2a3b4c5d6e7f",
  position: 41,
  aggregateversion: 1,
  traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
  data: { cptsId: "x" },
};

describe("an event", () => {
  it("is a CloudEvents 1.0 event with its place in a log", () => {
    expect(issuesOf(EventEnvelope.EventEnvelope, event)).toEqual([]);
    const { traceparent: _traceparent, ...untraced } = event;
    expect(issuesOf(EventEnvelope.EventEnvelope, untraced)).toEqual([]);
  });

  it.each([
    ["id", "42", "event-id.format"],
    ["source", "registry", "event-source.format"],
    ["type", "cpts.registry.registered", "event-type.format"],
    ["type", "cpts.registry.cpts.registered.v0", "event-type.format"],
    ["type", "cpts.registry.*.registered.v1", "event-type.format"],
    ["subject", "", "event-subject.format"],
    ["time", "2026-11-22 08:30", "instant.format"],
    ["time", "2026-02-29T08:30:00Z", "instant.calendar"],
    ["time", "2026-11-22T24:00:00Z", "instant.format"],
    ["position", 0, "event-position.range"],
    ["position", 2_147_483_648, "event-position.range"],
    ["aggregateversion", 0, "event-aggregate-version.range"],
    ["logid", "a b", "log-id.format"],
    ["traceparent", "00-abc", "traceparent.format"],
  ])("with %s %j is refused: %s", (field, value, key) => {
    expect(issuesOf(EventEnvelope.EventEnvelope, { ...event, [field]: value })).toEqual([{ path: [field], key }]);
  });

  it("has a type of the service it comes from", () => {
    expect(issuesOf(EventEnvelope.EventEnvelope, { ...event, source: "/cpts/directory" })).toEqual([{ path: ["source"], key: "event-source.other-service" }]);
  });

  it("is read by a subscriber even when attributes were added since", () => {
    const read = Schema.decodeUnknownSync(EventEnvelope.EventEnvelope)({ ...event, future: "x" });
    expect(read.position).toBe(41);
    expect(read).not.toHaveProperty("future");
  });

  it("checks its payload when the schema is known", () => {
    const typed = EventEnvelope.eventEnvelope(Schema.Struct({ cptsId: Schema.String }));
    expect(issuesOf(typed, event)).toEqual([]);
    expect(issuesOf(typed, { ...event, data: { cptsId: 1 } }).map(({ path }) => path)).toEqual([["data", "cptsId"]]);
  });

  it("only has attribute names that CloudEvents allows: lower-case letters and digits, at most 20", () => {
    for (const name of Object.keys(EventEnvelope.envelopeFields)) expect(name).toMatch(/^[a-z0-9]{1,20}$/u);
  });

  it("goes to the NATS subject of its type", () => {
    expect(EventEnvelope.natsSubjectOf(event)).toBe("cpts.registry.cpts.registered.v1");
  });
});

describe("the names in an event", () => {
  it("are read back from a type", () => {
    expect(EventEnvelope.parseType("cpts.registry.cpts.status-changed.v12")).toEqual({ service: "registry", aggregate: "cpts", event: "status-changed", major: 12 });
    for (const type of ["", "cpts.registry.cpts.v1", "acme.registry.cpts.changed.v1", "cpts.Registry.cpts.changed.v1", "cpts.registry.cpts.changed.v1.x"])
      expect(EventEnvelope.parseType(type)).toBeNull();
  });

  it("are read back from a source", () => {
    expect(EventEnvelope.serviceOf(EventEnvelope.sourceOf("registry"))).toBe("registry");
    for (const source of ["registry", "/cpts/", "/cpts/registry/x", "https://a.fr/cpts/registry"]) expect(EventEnvelope.serviceOf(source)).toBeNull();
  });
});
