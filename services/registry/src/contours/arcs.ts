import type { Corner } from "@cpts/domain/Surface";
import type { MultiPolygon, Polygon } from "topojson-specification";
import type { CommuneTopology } from "./normalize.ts";

export type Outline = Polygon | MultiPolygon;

/** The arcs of a topology as whole numbers side by side: a list of small lists, as JSON gives it, takes ten times the memory. */
export interface PackedArcs {
  /** Where each arc starts in `steps`, and at the end how many there are. */
  readonly starts: Uint32Array<ArrayBuffer>;
  /** An arc starts at a corner and goes on by steps, as TopoJSON writes them. */
  readonly steps: Int32Array<ArrayBuffer>;
  readonly scale: readonly [number, number];
  readonly translate: readonly [number, number];
}

export const packArcs = ({ arcs, transform }: Pick<CommuneTopology, "arcs" | "transform">): PackedArcs => {
  const starts = new Uint32Array(arcs.length + 1);
  let length = 0;
  for (const [index, arc] of arcs.entries()) {
    starts[index] = length;
    length += arc.length * 2;
  }
  starts[arcs.length] = length;
  const steps = new Int32Array(length);
  let at = 0;
  for (const arc of arcs) for (const [x = 0, y = 0] of arc) [steps[at++], steps[at++]] = [x, y];
  const { scale, translate } = transform ?? { scale: [1, 1], translate: [0, 0] };
  return { starts, steps, scale: [scale[0], scale[1]], translate: [translate[0], translate[1]] };
};

/** What packed arcs draw. */
export const readArcs = ({ scale, starts, steps, translate }: PackedArcs) => {
  const corners = (arc: number): ReadonlyArray<Corner> => {
    const index = arc < 0 ? ~arc : arc;
    const found: Array<Corner> = [];
    let [x, y] = [0, 0];
    for (let place = starts[index] ?? 0; place < (starts[index + 1] ?? 0); place += 2) {
      x += steps[place] ?? 0;
      y += steps[place + 1] ?? 0;
      found.push([x * scale[0] + translate[0], y * scale[1] + translate[1]]);
    }
    return arc < 0 ? found.toReversed() : found;
  };
  /** Arcs one after the other; the end of one is the start of the next. */
  const ring = (indexes: ReadonlyArray<number>): ReadonlyArray<Corner> => indexes.flatMap((arc, place) => (place === 0 ? corners(arc) : corners(arc).slice(1)));

  const asWritten = (index: number): Array<Array<number>> => {
    const found: Array<Array<number>> = [];
    for (let place = starts[index] ?? 0; place < (starts[index + 1] ?? 0); place += 2) found.push([steps[place] ?? 0, steps[place + 1] ?? 0]);
    return found;
  };
  /** A topology of some outlines with the arcs they use and no other. */
  const topologyOf = (communes: ReadonlyArray<Outline>, arrondissements: ReadonlyArray<Outline>): CommuneTopology => {
    const places = new Map<number, number>();
    const moved = (arc: number): number => {
      const index = arc < 0 ? ~arc : arc;
      const place = places.get(index) ?? places.size;
      places.set(index, place);
      return arc < 0 ? ~place : place;
    };
    const collection = (outlines: ReadonlyArray<Outline>) => ({
      type: "GeometryCollection" as const,
      geometries: outlines.map(({ id = "", ...outline }): Outline =>
        outline.type === "Polygon" ? { type: "Polygon", id, arcs: outline.arcs.map((one) => one.map(moved)) } : { type: "MultiPolygon", id, arcs: outline.arcs.map((polygon) => polygon.map((one) => one.map(moved))) },
      ),
    });
    const objects = { communes: collection(communes), arrondissements: collection(arrondissements) };
    return { type: "Topology", transform: { scale: [scale[0], scale[1]], translate: [translate[0], translate[1]] }, objects, arcs: [...places.keys()].map(asWritten) };
  };
  return { ring, topologyOf };
};
