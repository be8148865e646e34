import { Problem } from "@cpts/api/Problem";

/** The file cannot be imported; the contours in use stay. */
const refused = (code: string, fr: string, en: string): Problem => new Problem({ type: "invalid-request", faults: [{ in: "body", path: [], code, message: { fr, en } }] });

const tooLarge = (code: string, fr: string, en: string): Problem => new Problem({ type: "body-too-large", faults: [{ in: "body", path: [], code, message: { fr, en } }] });

export const emptyFile = (): Problem => refused("empty-file", "le fichier est vide", "the file is empty");
export const brokenArchive = (): Problem => refused("broken-archive", "l'archive gzip est abîmée ou incomplète", "the gzip archive is damaged or incomplete");
export const notJson = (): Problem => refused("not-json", "le fichier n'est pas du JSON en UTF-8 : attendu GeoJSON ou TopoJSON", "the file is no JSON in UTF-8: expected GeoJSON or TopoJSON");
export const notContours = (): Problem =>
  refused("not-contours", "ni une FeatureCollection GeoJSON ni une Topology TopoJSON", "neither a GeoJSON FeatureCollection nor a TopoJSON Topology");
export const broken = (): Problem => refused("broken-geometry", "une géométrie est abîmée : arc absent, coordonnée manquante ou contour non fermé", "a geometry is damaged: an arc that is not there, a coordinate missing or an outline not closed");
export const notDegrees = (): Problem =>
  refused("not-degrees", "les coordonnées ne sont pas des longitudes et latitudes (WGS 84) : un fichier en Lambert-93 doit d'abord être converti", "the coordinates are no longitudes and latitudes (WGS 84): a file in Lambert-93 has to be converted first");
export const noCommunes = (): Problem =>
  refused(
    "no-communes",
    "aucun contour ne porte un code de commune connu (propriété code, insee, insee_com, codgeo, ou id)",
    "no contour has the code of a known commune (property code, insee, insee_com, codgeo, or id)",
  );
export const repeatedCodes = (codes: ReadonlyArray<string>): Problem =>
  refused("repeated-codes", `codes présents plusieurs fois : ${codes.slice(0, 20).join(", ")}`, `codes that come several times: ${codes.slice(0, 20).join(", ")}`);
export const tooLargeFile = (limit: number): Problem => tooLarge("too-large", `le fichier dépasse ${limit} octets`, `the file exceeds ${limit} bytes`);
export const unpacksTooMuch = (limit: number): Problem => tooLarge("too-large-unpacked", `décompressé, le fichier dépasse ${limit} octets`, `unpacked, the file exceeds ${limit} bytes`);
export const cutBody = (): Problem => new Problem({ type: "malformed-request", detail: { fr: "L'envoi a été interrompu.", en: "The transfer was cut." } });
export const alreadyImporting = (): Problem => new Problem({ type: "unavailable", retryAfterSeconds: 30, detail: { fr: "Un import de contours est déjà en cours.", en: "An import of contours is already under way." } });
