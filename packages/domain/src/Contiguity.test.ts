import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { piecesOf } from "./Contiguity.ts";

const graphs = fc.uniqueArray(fc.tuple(fc.nat(12), fc.nat(12)), { maxLength: 20 });
const neighboursIn = (edges: ReadonlyArray<readonly [number, number]>) => (place: number) => edges.flatMap(([a, b]) => (a === place ? [b] : b === place ? [a] : []));
const places = Array.from({ length: 13 }, (_, place) => place);

describe("the pieces of places", () => {
  it("hold every place once, and no two of them are neighbours", () => {
    fc.assert(fc.property(graphs, (edges) => {
      const pieces = piecesOf(places, neighboursIn(edges));
      expect(pieces.flat().toSorted((a, b) => a - b)).toEqual(places);
      for (const [a, b] of edges) expect(pieces.filter((piece) => piece.includes(a) || piece.includes(b))).toHaveLength(1);
    }));
  });

  it("are as many as places less the borders of a tree", () => {
    fc.assert(fc.property(fc.array(fc.nat(), { minLength: 12, maxLength: 12 }), fc.nat(12), (parents, cut) => {
      // Every place but the first hangs on one before it; without one border there is one piece more.
      const tree = parents.map((parent, index) => [index + 1, parent % (index + 1)] as const);
      expect(piecesOf(places, neighboursIn(tree))).toHaveLength(1);
      expect(piecesOf(places, neighboursIn(tree.filter((_, index) => index !== cut)))).toHaveLength(cut < 12 ? 2 : 1);
    }));
  });

  it("are none of no place, the largest first", () => {
    expect(piecesOf([], () => [])).toEqual([]);
    expect(piecesOf([1, 2, 3], neighboursIn([[2, 3]]))).toEqual([[2, 3], [1]]);
  });
});
