import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cptsOfChanges, placeOfGift, simulate, type HeldTerritory, type SimulatedChange } from "./TerritorySimulation.ts";

const code = (text: string) => text as never; // the codes below are well formed
const held = (communes: ReadonlyArray<string>): HeldTerritory => ({ communes, parts: [] });
const two = new Map([["a", held(["37003", "37027"])], ["b", held(["41151"])]]);
const tried = (...changes: ReadonlyArray<SimulatedChange>) => {
  const { after, problems } = simulate(two, changes);
  return { a: after.get("a")?.communes, b: after.get("b")?.communes, problems: problems.map(({ _tag, path }) => [_tag, path.join(".")]) };
};

describe("a simulation", () => {
  it("adds, takes away and moves communes in the order given", () => {
    expect(tried({ kind: "add", cpts: "a", communes: [code("37001")] })).toEqual({ a: ["37001", "37003", "37027"], b: ["41151"], problems: [] });
    expect(tried({ kind: "remove", cpts: "a", communes: [code("37003")] })).toEqual({ a: ["37027"], b: ["41151"], problems: [] });
    expect(tried({ kind: "move", from: "a", to: "b", communes: [code("37027")] }, { kind: "remove", cpts: "b", communes: [code("37027")] })).toEqual({ a: ["37003"], b: ["41151"], problems: [] });
  });

  it("creates a CPTS and merges others into it", () => {
    const { after } = simulate(two, [{ kind: "create", cpts: "new-c", communes: [code("37027")] }, { kind: "merge", cpts: ["a", "b"], into: "new-c" }]);
    expect([...after].map(([id, { communes }]) => [id, communes])).toEqual([["a", []], ["b", []], ["new-c", ["37003", "37027", "41151"]]]);
  });

  it("says where a change cannot be tried", () => {
    expect(tried({ kind: "add", cpts: "a", communes: [code("37001"), code("37003")] }).problems).toEqual([["AlreadyHeld", "changes.0.communes.1"]]);
    expect(tried({ kind: "remove", cpts: "b", communes: [code("37003")] }).problems).toEqual([["NotHeld", "changes.0.communes.0"]]);
    expect(tried({ kind: "add", cpts: "c", communes: [code("37003")] }).problems).toEqual([["UnknownCpts", "changes.0.cpts"]]);
    expect(tried({ kind: "move", from: "a", to: "a" }).problems).toEqual([["SameCpts", "changes.0.to"]]);
    expect(tried({ kind: "create", cpts: "a" }).problems).toEqual([["AlreadyThere", "changes.0.cpts"]]);
    expect(tried({ kind: "merge", cpts: ["b", "c"], into: "a" }).problems).toEqual([["UnknownCpts", "changes.0.cpts.1"]]);
  });

  it("says of a CPTS that is no more where each change names it, and nothing of what it does not hold", () => {
    const { problems } = simulate(two, [{ kind: "move", from: "a", to: "b", communes: [code("99999")] }, { kind: "remove", cpts: "a", communes: [code("99999")] }, { kind: "create", cpts: "a" }], new Set(["a"]));
    expect(problems.map(({ _tag, path }) => [_tag, path.join(".")])).toEqual([["EndedCpts", "changes.0.from"], ["EndedCpts", "changes.1.cpts"], ["AlreadyThere", "changes.2.cpts"]]);
  });

  it("tells where a commune was given last", () => {
    const changes: ReadonlyArray<SimulatedChange> = [{ kind: "add", cpts: "a", communes: [code("37001")] }, { kind: "move", from: "a", to: "b", communes: [code("37003"), code("37001")] }, { kind: "remove", cpts: "b", communes: [code("37001")] }];
    expect([placeOfGift(changes, "b", { commune: "37001" }), placeOfGift(changes, "a", { commune: "37001" }), placeOfGift(changes, "a", { commune: "37003" })]).toEqual([["changes", 1, "communes", 1], ["changes", 0, "communes", 0], null]);
  });

  it("leaves what is held as it is, and moves nobody out of the whole", () => {
    fc.assert(
      fc.property(fc.subarray(["37003", "37027"]), (moved) => {
        const before = structuredClone(two);
        const { after } = simulate(two, [{ kind: "move", from: "a", to: "b", communes: moved.map(code) }]);
        expect(two).toEqual(before);
        expect([...after.values()].flatMap(({ communes }) => communes).toSorted()).toEqual(["37003", "37027", "41151"]);
      }),
    );
  });

  it("names every CPTS of its changes once", () => {
    expect(cptsOfChanges([{ kind: "move", from: "a", to: "b" }, { kind: "merge", cpts: ["a"], into: "c" }, { kind: "remove", cpts: "d" }])).toEqual(["a", "b", "c", "d"]);
  });
});
