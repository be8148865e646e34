import { Schema } from "effect";
import { describe, expect, it } from "vitest";
import { CogMovement } from "./CogMovement.ts";
import { CogChoice, followMovements } from "./CogProposal.ts";
import { checkTerritory, fromInput, TerritoryInput } from "./Territory.ts";

const territory = (input: unknown) => fromInput(Schema.decodeUnknownSync(TerritoryInput)(input));
const movements = (...given: ReadonlyArray<unknown>) => Schema.decodeUnknownSync(Schema.Array(CogMovement))(given);
const choices = (...given: ReadonlyArray<unknown>) => Schema.decodeUnknownSync(Schema.Array(CogChoice))(given);
const place = (code: string, nom: string) => ({ code, nom });

const culoz = { kind: "merged", on: "2023-01-01", from: [place("01138", "Culoz"), place("01039", "Béon")], to: [place("01138", "Culoz-Béon")] };
const essarts = { kind: "restored", on: "2024-01-01", from: [place("85084", "Essarts en Bocage")], to: [place("85084", "Essarts-en-Bocage"), place("85165", "L'Oie")] };

describe("following the official code", () => {
  it("a merger of communes that are all held is followed without a word", () => {
    const { questions, reasons, territory: next } = followMovements(territory({ communes: ["01138", "01039", "37003"] }), movements(culoz), []);
    expect(next.communes).toEqual(["01138", "37003"]);
    expect(questions).toEqual([]);
    expect(reasons.map(({ effect, held }) => [effect, held])).toEqual([["followed", ["01138", "01039"]]]);
  });

  it.each([
    [[], undefined, ["37003"], []],
    [["01138"], undefined, ["01138", "37003"], []],
    [[], true, ["37003"], [["01138", "Béon"]]],
  ])("a merger with a commune that is not held asks whether the whole comes in (keep %j, as parts %s)", (keep, asParts, communes, parts) => {
    const held = territory({ communes: ["01039", "37003"] });
    expect(followMovements(held, movements(culoz), []).questions).toEqual([{ kind: "partly-held", about: "01138", on: "2023-01-01", options: [place("01138", "Culoz-Béon")] }]);
    const answered = followMovements(held, movements(culoz), choices({ kind: "partly-held", about: "01138", on: "2023-01-01", keep, ...(asParts === undefined ? {} : { asParts }) }));
    expect([answered.territory.communes, answered.territory.parts.map(({ commune, name }) => [commune, name]), answered.questions]).toEqual([communes, parts, []]);
  });

  it("what a commune gave back is put before a person, who may leave some of it out", () => {
    const held = territory({ communes: ["85084"] });
    expect(followMovements(held, movements(essarts), []).questions.map(({ options }) => options.map(({ code }) => code))).toEqual([["85084", "85165"]]);
    const { questions, territory: next } = followMovements(held, movements(essarts), choices({ kind: "divided", about: "85084", on: "2024-01-01", keep: ["85165"] }));
    expect([next.communes, questions]).toEqual([["85165"], []]);
  });

  it("a choice that the question does not offer is stray, and the question stays", () => {
    const foreign = choices({ kind: "divided", about: "85084", on: "2024-01-01", keep: ["37003"] });
    const { questions, stray } = followMovements(territory({ communes: ["85084"] }), movements(essarts), foreign);
    expect([questions.length, stray]).toEqual([1, foreign]);
  });

  it("parts and the reason of an overlap go where their commune goes", () => {
    const held = territory({ communes: ["01138"], parts: [{ commune: "01039", name: "Le bourg", kind: "quartier" }, { commune: "85084", name: "Centre", kind: "quartier" }], overlaps: [{ commune: "01039", reason: "Garde commune" }] });
    const { questions, territory: next } = followMovements(held, movements({ ...culoz, from: [place("01039", "Béon")] }, essarts), []);
    expect(next.parts.map(({ commune }) => commune)).toEqual(["01138", "85084"]);
    expect(next.overlaps).toEqual([{ commune: "01138", reason: "Garde commune" }]);
    expect(questions.map(({ kind }) => kind)).toEqual(["parts"]);
  });

  it("a new name is a reason and changes nothing else", () => {
    const renamed = { kind: "renamed", on: "2026-01-01", from: [place("12083", "Cransac")], to: [place("12083", "Cransac-les-Thermes")] };
    const { reasons, territory: next } = followMovements(territory({ communes: ["12083"] }), movements(renamed), []);
    expect([next.communes, reasons.map(({ effect }) => effect)]).toEqual([["12083"], ["name-only"]]);
  });

  it("movements elsewhere leave no reason, and a chain is followed in the order of its days", () => {
    const again = { kind: "code-changed", on: "2025-01-01", from: [place("01138", "Culoz-Béon")], to: [place("01999", "Culoz-Béon")] };
    const { reasons, territory: next } = followMovements(territory({ communes: ["01138", "01039"] }), movements(again, essarts, culoz), []);
    expect([next.communes, reasons.map(({ movement }) => movement.on)]).toEqual([["01999"], ["2023-01-01", "2025-01-01"]]);
    expect(checkTerritory(next, { knownCommune: (code) => code === "01999" })).toEqual([]);
  });
});
