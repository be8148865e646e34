import type { TerritoryMap } from "@cpts/api/Contours";
import type { TerritoryView } from "@cpts/api/CptsViews";
import { cityOf } from "../coverage/held.ts";
import { contoursNote, type Contours } from "./contours.ts";

type Territory = Pick<typeof TerritoryView.Encoded, "cptsId" | "asOf" | "communes" | "parts" | "provenance">;

/** A territory on a map: its communes merged into one surface; null where no contours are loaded, which is said. */
export const territoryMap = (contours: Contours | null, { asOf, communes, cptsId, parts, provenance }: Territory, name: string, isSimplified: boolean): typeof TerritoryMap.Encoded => {
  const whole = communes.map(({ code }) => code);
  const partsOf = [...new Set(parts.map(({ commune }) => commune))].toSorted();
  const isDrawn = (code: string): boolean => contours !== null && contours.areaOf(code) !== null;
  // Without a contour of its own an arrondissement, or the commune of a part, is drawn as its city.
  const drawn = [...new Set([...whole, ...partsOf].map((code) => (isDrawn(code) ? code : cityOf(code))))];
  const geometry = contours?.merged(drawn, isSimplified) ?? null;
  const properties = { cptsId, name, communes: whole, partsOf, status: provenance.status };
  return { type: "FeatureCollection", asOf, contours: contoursNote(contours, drawn.filter((code) => !isDrawn(code))), features: [{ type: "Feature", id: cptsId, properties, geometry }] };
};
