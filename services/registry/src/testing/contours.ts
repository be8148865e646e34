import type { TestAnswer } from "@cpts/service-kit/testing/test-service";
import type { Scene } from "./scene.ts";

/** A tenth of a degree on each side, its south-west corner given in tenths. */
const square = (east: number, north: number): ReadonlyArray<readonly [number, number]> => {
  const at = (x: number, y: number) => [(east + x) / 10, (north + y) / 10] as const;
  return [at(0, 0), at(1, 0), at(1, 1), at(0, 1), at(0, 0)];
};

/** A country of square communes, as GeoJSON: codes by their place on a grid, from south-west to north-east. */
export const squares = (rows: ReadonlyArray<ReadonlyArray<string | null>>, from: readonly [number, number] = [10, 470]) => ({
  type: "FeatureCollection",
  features: rows.flatMap((row, north) =>
    row.flatMap((code, east) => (code === null ? [] : [{ type: "Feature", properties: { INSEE_COM: code, nom: `Commune ${code}` }, geometry: { type: "Polygon", coordinates: [square(from[0] + east, from[1] + north)] } }])),
  ),
});

export const said = "edition=2026&source=Essai&licence=Licence%20Ouverte";

/** Someone who runs the platform sends a file of contours. */
export const sendContours = async ({ service }: Scene, file: unknown, query = said): Promise<TestAnswer> => {
  const token = await service.token({ role: "platform-admin" });
  const raw = file instanceof Uint8Array ? Uint8Array.from(file) : JSON.stringify(file);
  return service.send("POST", `/v1/contours?${query}`, { raw, token, headers: { "content-type": "application/octet-stream" } });
};
