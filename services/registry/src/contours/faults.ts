import { Problem } from "@cpts/api/Problem";
import type { ContourFault, ContourFaultCode } from "./fault.ts";

/** The file cannot be imported; the contours in use stay. */
const refused = (code: string, fr: string, en: string): Problem => new Problem({ type: "invalid-request", faults: [{ in: "body", path: [], code, message: { fr, en } }] });

const tooLarge = (code: string, fr: string, en: string): Problem => new Problem({ type: "body-too-large", faults: [{ in: "body", path: [], code, message: { fr, en } }] });

const saying = (fr: string, en: string) => (code: string) => refused(code, fr, en);

const refusals: Readonly<Record<ContourFaultCode, (code: string, about: ReadonlyArray<string>) => Problem>> = {
  "empty-file": saying("le fichier est vide", "the file is empty"),
  "broken-archive": saying("l'archive gzip est abîmée ou incomplète", "the gzip archive is damaged or incomplete"),
  "not-json": saying("le fichier n'est pas du JSON en UTF-8 : attendu GeoJSON ou TopoJSON", "the file is no JSON in UTF-8: expected GeoJSON or TopoJSON"),
  "not-contours": saying("ni une FeatureCollection GeoJSON ni une Topology TopoJSON", "neither a GeoJSON FeatureCollection nor a TopoJSON Topology"),
  "broken-geometry": saying("une géométrie est abîmée : arc absent, coordonnée manquante ou contour non fermé", "a geometry is damaged: an arc that is not there, a coordinate missing or an outline not closed"),
  "not-degrees": saying(
    "les coordonnées ne sont pas des longitudes et latitudes (WGS 84) : un fichier en Lambert-93 doit d'abord être converti",
    "the coordinates are no longitudes and latitudes (WGS 84): a file in Lambert-93 has to be converted first",
  ),
  "no-communes": saying(
    "aucun contour ne porte un code de commune connu (propriété code, insee, insee_com, codgeo, ou id)",
    "no contour has the code of a known commune (property code, insee, insee_com, codgeo, or id)",
  ),
  "repeated-codes": (code, codes) => refused(code, `codes présents plusieurs fois : ${codes.join(", ")}`, `codes that come several times: ${codes.join(", ")}`),
  "too-large-unpacked": (code, [limit = ""]) => tooLarge(code, `décompressé, le fichier dépasse ${limit} octets`, `unpacked, the file exceeds ${limit} bytes`),
  "too-detailed": (code, [limit = ""]) => tooLarge(code, `lire ce fichier demande plus de ${limit} Mio de mémoire : simplifiez-le d'abord`, `reading this file takes more than ${limit} MiB of memory: simplify it first`),
};

export const problemOf = ({ about, code }: ContourFault): Problem => refusals[code](code, about);

export const tooLargeFile = (limit: number): Problem => tooLarge("too-large", `le fichier dépasse ${limit} octets`, `the file exceeds ${limit} bytes`);
export const cutBody = (): Problem => new Problem({ type: "malformed-request", detail: { fr: "L'envoi a été interrompu.", en: "The transfer was cut." } });
export const alreadyImporting = (): Problem => new Problem({ type: "unavailable", retryAfterSeconds: 30, detail: { fr: "Un import de contours est déjà en cours.", en: "An import of contours is already under way." } });
