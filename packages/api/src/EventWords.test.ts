import { Schema } from "effect";
import { describe, expect, it } from "vitest";
import { definitions, writtenPayloads } from "./fixtures/written-payloads.ts";
import { eventType } from "./EventType.ts";
import { withheld } from "./internal/told-words.ts";
import { wordReasons } from "./internal/word-reasons.ts";

const about = { service: "registry", aggregate: "thing", event: "done", version: 1, summary: { fr: "Fait", en: "Done" } } as const;

/** A text where one stood, at this pointer; `-` is any element and `*` any member. */
const textsAt = (value: unknown, pointer: ReadonlyArray<string>): ReadonlyArray<string> => {
  const [step, ...rest] = pointer;
  if (step === undefined) return typeof value === "string" ? [value] : [];
  if (typeof value !== "object" || value === null) return [];
  if (step === "-" || step === "*") return Object.values(value).flatMap((inner) => textsAt(inner, rest));
  return textsAt(Object.entries(value).find(([name]) => name === step)?.[1], rest);
};

describe("words that people typed", () => {
  const payload = Schema.Struct({
    title: Schema.String,
    note: Schema.optionalKey(Schema.String),
    remark: Schema.NullOr(Schema.String),
    value: Schema.Union([Schema.Finite, Schema.String]),
    lines: Schema.Array(Schema.Struct({ label: Schema.String, code: Schema.Literals(["a", "b"]) })),
    names: Schema.Array(Schema.String),
    rest: Schema.Record(Schema.String, Schema.String),
  });
  const example = { title: "Mme X", note: "Mme X", remark: "Mme X", value: "Mme X", lines: [{ label: "Mme X", code: "a" }], names: ["Mme X"], rest: { by: "Mme X" } } as const;

  it("are left out of what is told, with as little else as the structure leaves possible", () => {
    const done = eventType({ ...about, payload, example });
    const told = done.tell(example);
    expect(told).toEqual({ title: withheld, remark: null, value: withheld, lines: [{ label: withheld, code: "a" }], names: [withheld], rest: { by: withheld } });
    expect(done.reader.decode(told)._tag).toBe("Success");
    expect(done.tell({ ...example, value: 3 })).toMatchObject({ value: 3 });
  });

  it("are told at the places that the definition names, and nowhere else", () => {
    const done = eventType({ ...about, payload, example, words: { "/lines/-/label": "of no person" } });
    expect(done.tell(example)).toMatchObject({ title: withheld, lines: [{ label: "Mme X" }] });
  });

  it("cannot be told by a payload that nobody can search", () => {
    interface Node { readonly next: Node | null }
    const node: Schema.Codec<Node> = Schema.Struct({ next: Schema.NullOr(Schema.suspend(() => node)) });
    expect(() => eventType({ ...about, payload: node, example: { next: null } })).toThrow("refers to itself");
  });
});

describe.each(definitions.map((definition) => [definition.type, definition] as const))("%s", (_, definition) => {
  const { reader, tell, wordPlaces, words } = definition;
  const closed = [...new Set(wordPlaces)].filter((place) => !Object.hasOwn(words, place));

  it("tells no word that people typed, and stays readable", () => {
    for (const payload of writtenPayloads(definition, 100)) {
      const told = tell(payload);
      expect(closed.flatMap((place) => textsAt(told, place.split("/").slice(1))).filter((text) => text !== withheld)).toEqual([]);
      expect(reader.decode(told)._tag).toBe("Success");
      expect(tell(told)).toEqual(told);
    }
  });
});

/** The short list: a place more needs a look at who may be named there. */
it("these texts alone travel, each for its reason", () => {
  const reasons = new Set<string>(Object.values(wordReasons));
  const told = definitions.flatMap(({ type, wordPlaces, words }) => Object.entries(words).map(([place, reason]) => ({ place: `${type} ${place}`, there: wordPlaces.includes(place), known: reasons.has(reason) })));
  expect(told.filter(({ known, there }) => !known || !there)).toEqual([]);
  expect(told.map(({ place }) => place)).toMatchInlineSnapshot(`
    [
      "cpts.registry.cpts.registered.v1 /name",
      "cpts.registry.cpts.registered.v1 /shortName",
      "cpts.registry.cpts.changed.v1 /name",
      "cpts.registry.cpts.changed.v1 /shortName",
      "cpts.registry.territory.changed.v1 /territory/parts/-/name",
      "cpts.registry.territory.changed.v1 /figures/populationSource",
      "cpts.registry.territory.changed.v1 /figures/status",
      "cpts.registry.needs-indicator.imported.v1 /source",
      "cpts.registry.needs-indicator.imported.v1 /licence",
      "cpts.registry.zoning.imported.v1 /edition",
      "cpts.registry.zoning.imported.v1 /source",
      "cpts.registry.zoning.imported.v1 /licence",
      "cpts.directory.organization.registered.v1 /name",
      "cpts.directory.discrepancies.changed.v1 /discrepancies/-/details/*",
      "cpts.directory.discrepancies.changed.v1 /discrepancies/-/details/*/-",
      "cpts.directory.organization.changed.v1 /name",
      "cpts.directory.rpps.import-completed.v1 /sha256",
      "cpts.directory.finess.import-completed.v1 /sha256",
      "cpts.contracts.contract.signed.v1 /population/status",
      "cpts.contracts.discrepancies.changed.v1 /discrepancies/-/details/*",
      "cpts.contracts.discrepancies.changed.v1 /discrepancies/-/details/*/-",
      "cpts.contracts.deadline.announced.v1 /cptsId",
      "cpts.contracts.deadline.announced.v1 /contractId",
      "cpts.contracts.deadline.announced.v1 /metOn",
      "cpts.contracts.deadline.reached.v1 /cptsId",
      "cpts.contracts.deadline.reached.v1 /contractId",
      "cpts.contracts.deadline.withdrawn.v1 /cptsId",
      "cpts.contracts.deadline.withdrawn.v1 /contractId",
      "cpts.contracts.review.closed.v1 /hash",
      "cpts.prevention.session.held.v1 /results/rule",
    ]
  `);
});
