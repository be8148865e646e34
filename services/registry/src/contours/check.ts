import { ContourFault } from "./fault.ts";

const broken = () => new ContourFault("broken-geometry");
const notDegrees = () => new ContourFault("not-degrees");

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null;
const isPair = (value: unknown): value is readonly [number, number] => Array.isArray(value) && value.length >= 2 && Number.isFinite(value[0]) && Number.isFinite(value[1]);

const checkDegrees = (longitude: number, latitude: number): void => {
  if (Math.abs(longitude) > 180 || Math.abs(latitude) > 90) throw notDegrees();
};

/** Calls `visit` for what lies `depth` lists down. */
const walk = (value: unknown, depth: number, visit: (leaf: unknown) => void): void => {
  if (depth === 0) return visit(value);
  if (!Array.isArray(value)) throw broken();
  for (const inner of value) walk(inner, depth - 1, visit);
};

const polygonDepth = { Polygon: 1, MultiPolygon: 2 } as const;
const depthOf = (type: unknown): number | null => (type === "Polygon" || type === "MultiPolygon" ? polygonDepth[type] : null);

const checkFeature = (feature: unknown): void => {
  const geometry = isObject(feature) ? feature["geometry"] : null;
  const depth = isObject(geometry) ? depthOf(geometry["type"]) : null;
  if (!isObject(geometry) || depth === null) return;
  walk(geometry["coordinates"], depth, (ring) => {
    if (!Array.isArray(ring) || ring.length < 4) throw broken();
    for (const corner of ring) {
      if (!isPair(corner)) throw broken();
      checkDegrees(corner[0], corner[1]);
    }
    const [first, last]: ReadonlyArray<unknown> = [ring[0], ring.at(-1)];
    if (!isPair(first) || !isPair(last) || first[0] !== last[0] || first[1] !== last[1]) throw broken();
  });
};

const scaleOf = (transform: unknown): { readonly scale: readonly [number, number]; readonly translate: readonly [number, number] } | null => {
  if (transform === undefined) return null;
  if (!isObject(transform) || !isPair(transform["scale"]) || !isPair(transform["translate"])) throw broken();
  return { scale: transform["scale"], translate: transform["translate"] };
};

const checkArcs = (arcs: unknown, transform: unknown): number => {
  if (!Array.isArray(arcs)) throw broken();
  const scaled = scaleOf(transform);
  for (const arc of arcs) {
    if (!Array.isArray(arc) || arc.length < 2) throw broken();
    let [x, y] = [0, 0];
    for (const corner of arc) {
      if (!isPair(corner)) throw broken();
      [x, y] = scaled === null ? [corner[0], corner[1]] : [x + corner[0], y + corner[1]];
      checkDegrees(scaled === null ? x : x * scaled.scale[0] + scaled.translate[0], scaled === null ? y : y * scaled.scale[1] + scaled.translate[1]);
    }
  }
  return arcs.length;
};

const checkGeometry = (geometry: unknown, arcCount: number): void => {
  if (!isObject(geometry)) throw broken();
  const depth = depthOf(geometry["type"]);
  if (depth === null) return;
  walk(geometry["arcs"], depth + 1, (arc) => {
    if (typeof arc !== "number" || !Number.isInteger(arc) || (arc < 0 ? ~arc : arc) >= arcCount) throw broken();
  });
};

/** Looks at all of a file that is used afterwards, before anything relies on its shape. Throws the ContourFault of what it finds. */
export const checkTopology = {
  features: (features: ReadonlyArray<unknown>): void => features.forEach(checkFeature),
  topology: ({ arcs, objects, transform }: Json): void => {
    const count = checkArcs(arcs, transform);
    if (!isObject(objects)) throw broken();
    for (const object of Object.values(objects)) {
      if (!isObject(object)) throw broken();
      // A collection within a collection is not looked into.
      if (object["type"] === "GeometryCollection") walk(object["geometries"], 1, (one) => checkGeometry(one, count));
      else checkGeometry(object, count);
    }
  },
};
