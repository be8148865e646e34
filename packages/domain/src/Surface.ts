/**
 * The surface of a place on the ground, from the corners of its outline.
 *
 * The corners are laid out on an equal-area cylinder of the WGS 84 ellipsoid, where the area of a polygon is that on the
 * ground (J. P. Snyder, Map Projections: a Working Manual, USGS 1987, eq. 3-12 and 10-15). The sides are straight on the
 * cylinder and not on the ground: for sides of some kilometres that is nothing. What a simplified outline leaves out is
 * more: say "about".
 *
 * @example
 * ```ts
 * import * as Surface from "@cpts/domain/Surface";
 *
 * const square = [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]] as const;
 * Math.round(Surface.areaOf([[square]])); // => 12308
 * ```
 */

/** A corner: longitude and latitude in degrees, WGS 84. */
export type Corner = readonly [longitude: number, latitude: number];

/** A closed line: its last corner is its first. */
export type Ring = ReadonlyArray<Corner>;

/** The WGS 84 ellipsoid: its half axis in kilometres and its eccentricity. */
const halfAxis = 6378.137;
const eccentricity = 0.0818191908426215;
const radians = Math.PI / 180;

/** Height on the cylinder of a latitude, in half axes. */
const heightOf = (latitude: number): number => {
  const sine = Math.sin(latitude * radians);
  const inside = eccentricity * sine;
  return ((1 - eccentricity ** 2) / 2) * (sine / (1 - inside ** 2) + Math.log((1 + inside) / (1 - inside)) / (2 * eccentricity));
};

const ringArea = (ring: Ring): number => {
  let doubled = 0;
  let [before] = ring;
  for (const corner of ring) {
    // Widths first: near zero they lose nothing.
    if (before !== undefined) doubled += (corner[0] - before[0]) * radians * (heightOf(corner[1]) + heightOf(before[1]));
    before = corner;
  }
  return (Math.abs(doubled) / 2) * halfAxis ** 2;
};

/** Square kilometres of polygons, each an outer ring and the rings of its holes, whichever way they run. */
export const areaOf = (polygons: ReadonlyArray<ReadonlyArray<Ring>>): number =>
  polygons.reduce((total, [outer, ...holes]) => total + (outer === undefined ? 0 : ringArea(outer) - holes.reduce((sum, hole) => sum + ringArea(hole), 0)), 0);
