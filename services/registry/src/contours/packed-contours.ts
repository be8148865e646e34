import { areaOf } from "@cpts/domain/Surface";
import type { GeometryCollection } from "topojson-specification";
import { packArcs, readArcs, type Outline, type PackedArcs } from "./arcs.ts";
import type { CommuneTopology } from "./normalize.ts";

/** Contours as numbers side by side, which go from one thread to another without being copied. Places have the index of their code. */
export interface PackedContours {
  /** Communes first, then municipal arrondissements. */
  readonly codes: ReadonlyArray<string>;
  readonly communeCount: number;
  readonly arcs: PackedArcs;
  /** Where each outline starts in `shapes`. */
  readonly shapeStarts: Uint32Array<ArrayBuffer>;
  /** Of each outline how many polygons, of each how many rings, of each how many arcs, and these. */
  readonly shapes: Int32Array<ArrayBuffer>;
  /** Square kilometres. */
  readonly areas: Float64Array<ArrayBuffer>;
  /** Where the neighbours of each place start in `neighbours`, and at the end how many there are. */
  readonly neighbourStarts: Uint32Array<ArrayBuffer>;
  readonly neighbours: Uint32Array<ArrayBuffer>;
}

export const polygonsOf = (outline: Outline): Array<Array<Array<number>>> => (outline.type === "Polygon" ? [outline.arcs] : outline.arcs);

/** Who lies on the two sides of each arc: they are neighbours. `from` is the index of the first outline. */
const neighboursIn = (outlines: ReadonlyArray<Outline>, from: number): ReadonlyArray<ReadonlyArray<number>> => {
  const sides = new Map<number, Array<number>>();
  for (const [index, outline] of outlines.entries())
    for (const arc of polygonsOf(outline).flat(2)) {
      const border = arc < 0 ? ~arc : arc;
      const known = sides.get(border);
      if (known === undefined) sides.set(border, [index]);
      else known.push(index);
    }
  const neighbours = outlines.map(() => new Set<number>());
  for (const side of sides.values()) for (const one of side) for (const other of side) if (other !== one) neighbours[one]?.add(other);
  return neighbours.map((others) => [...others].toSorted((a, b) => a - b).map((other) => other + from));
};

const startsOf = (lists: ReadonlyArray<ReadonlyArray<unknown>>): Uint32Array<ArrayBuffer> => {
  const starts = new Uint32Array(lists.length + 1);
  for (const [index, list] of lists.entries()) starts[index + 1] = (starts[index] ?? 0) + list.length;
  return starts;
};

const outlinesOf = ({ geometries }: GeometryCollection): ReadonlyArray<Outline> =>
  // Only outlines with the code as their id are kept in a topology of communes.
  geometries.map((geometry) => geometry as Outline);

const shapeOf = (outline: Outline): ReadonlyArray<number> => {
  const polygons = polygonsOf(outline);
  return [polygons.length, ...polygons.flatMap((polygon) => [polygon.length, ...polygon.flatMap((ring) => [ring.length, ...ring])])];
};

/** Works out everything that takes long: areas, and who is whose neighbour. */
export const packContours = (topology: CommuneTopology): PackedContours => {
  const [communes, arrondissements] = [outlinesOf(topology.objects.communes), outlinesOf(topology.objects.arrondissements)];
  const outlines = [...communes, ...arrondissements];
  const arcs = packArcs(topology);
  const { ring } = readArcs(arcs);
  const shapes = outlines.map(shapeOf);
  const neighbours = [...neighboursIn(communes, 0), ...neighboursIn(arrondissements, communes.length)];
  return {
    codes: outlines.map(({ id }) => String(id)),
    communeCount: communes.length,
    arcs,
    shapeStarts: startsOf(shapes),
    shapes: Int32Array.from(shapes.flat()),
    areas: Float64Array.from(outlines, (outline) => areaOf(polygonsOf(outline).map((polygon) => polygon.map(ring)))),
    neighbourStarts: startsOf(neighbours),
    neighbours: Uint32Array.from(neighbours.flat()),
  };
};

/** Its numbers, to be handed over. */
export const buffersOf = ({ arcs, areas, neighbourStarts, neighbours, shapeStarts, shapes }: PackedContours): Array<ArrayBuffer> => [arcs.starts, arcs.steps, areas, neighbourStarts, neighbours, shapeStarts, shapes].map(({ buffer }) => buffer);

/** One outline as TopoJSON writes it. */
export const outlineAt = ({ codes, shapeStarts, shapes }: PackedContours, index: number): Outline => {
  let at = shapeStarts[index] ?? 0;
  const next = (): number => shapes[at++] ?? 0;
  const list = <A>(read: () => A): Array<A> => Array.from({ length: next() }, read);
  const polygons = list(() => list(() => list(next)));
  const [only = []] = polygons;
  const id = codes[index] ?? "";
  return polygons.length === 1 ? { type: "Polygon", id, arcs: only } : { type: "MultiPolygon", id, arcs: polygons };
};
