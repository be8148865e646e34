import type { ContoursResolution } from "@cpts/api/GeoJson";
import { packArcs, readArcs } from "./arcs.ts";
import type { CommuneTopology } from "./normalize.ts";

const metresOfDegree = 111_195; // a 360th of the mean circumference of the earth, 6,371 km in radius

/** How fine outlines are: the mean distance between two corners that follow each other, and the step that corners are rounded to. */
export const resolutionOf = (topology: CommuneTopology): typeof ContoursResolution.Encoded => {
  const { ring } = readArcs(packArcs(topology));
  let [length, sides] = [0, 0];
  for (const arc of topology.arcs.keys()) {
    const corners = ring([arc]);
    for (const [index, [east, north]] of corners.entries()) {
      const [fromEast, fromNorth] = corners[index - 1] ?? [east, north];
      if (index > 0) length += Math.hypot((east - fromEast) * Math.cos((north * Math.PI) / 180), north - fromNorth) * metresOfDegree;
    }
    sides += corners.length - 1;
  }
  const { scale } = topology.transform ?? { scale: [0, 0] };
  return { cornerSpacingMetres: sides === 0 ? 0 : Math.round(length / sides), gridMetres: Math.round(scale[1] * metresOfDegree * 10) / 10 };
};
