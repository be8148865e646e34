/**
 * Whether places hang together: every one is reached from every other through neighbours.
 *
 * Neighbours share a border; across water there is none, so an island is a piece of its own.
 *
 * @example
 * ```ts
 * import * as Contiguity from "@cpts/domain/Contiguity";
 *
 * const neighbours: Record<string, ReadonlyArray<string>> = { a: ["b"], b: ["a"], c: [] };
 * Contiguity.piecesOf(["a", "b", "c"], (place) => neighbours[place] ?? []); // => [["a", "b"], ["c"]]
 * ```
 */

/** The pieces that places fall into, the largest first, each with its places in the order given. One piece: they are contiguous. */
export const piecesOf = <Place>(places: ReadonlyArray<Place>, neighboursOf: (place: Place) => ReadonlyArray<Place>): ReadonlyArray<ReadonlyArray<Place>> => {
  const pieceOf = new Map<Place, number>();
  const all = new Set(places);
  let count = 0;
  for (const start of all) {
    if (pieceOf.has(start)) continue;
    pieceOf.set(start, count);
    const waiting = [start];
    for (let place = waiting.pop(); place !== undefined; place = waiting.pop())
      for (const next of neighboursOf(place))
        if (all.has(next) && !pieceOf.has(next)) {
          pieceOf.set(next, count);
          waiting.push(next);
        }
    count += 1;
  }
  return [...Map.groupBy(all, (place) => pieceOf.get(place)).values()].toSorted((a, b) => b.length - a.length);
};
