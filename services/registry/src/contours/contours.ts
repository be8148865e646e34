import type { ContoursNote, Geometry } from "@cpts/api/GeoJson";

/** The surfaces of communes, of one edition. */
export interface Contours {
  readonly edition: string;
  readonly source: string;
  readonly licence: string;
  /** The surface of a commune or arrondissement; null where the file holds none. */
  readonly surfaceOf: (code: string) => typeof Geometry.Encoded | null;
}

/** Where the surfaces of an answer come from. */
export const contoursNote = (contours: Contours | null, missing: ReadonlyArray<string>): typeof ContoursNote.Encoded =>
  contours === null
    ? { state: "not-loaded", edition: null, source: null, licence: null, missing: [] }
    : { state: "loaded", edition: contours.edition, source: contours.source, licence: contours.licence, missing };
