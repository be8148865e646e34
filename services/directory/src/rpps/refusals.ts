import type { Bilingual } from "@cpts/api/Endpoint";
import { Problem, type FieldFault } from "@cpts/api/Problem";

const fault = (code: string, message: Bilingual): FieldFault => ({ in: "body", path: [], code, message });

/** The file cannot be imported; the directory is as it was. */
const refused = (code: string, fr: string, en: string): Problem => new Problem({ type: "invalid-request", faults: [fault(code, { fr, en })] });

const listed = (labels: ReadonlyArray<string>): string => labels.slice(0, 60).map((label) => label.slice(0, 80)).join(", ");

export const emptyFile = (): Problem => refused("empty-file", "le fichier est vide", "the file is empty");

export const wrongSeparator = (separator: string, expected = "|"): Problem =>
  refused("wrong-separator", `les colonnes sont séparées par « ${separator} » ; attendu : « ${expected} »`, `the columns are separated by "${separator}"; expected: "${expected}"`);

export const missingColumns = (missing: ReadonlyArray<string>, found: ReadonlyArray<string>): Problem =>
  refused("missing-columns", `colonnes absentes : ${listed(missing)} ; trouvées : ${listed(found)}`, `missing columns: ${listed(missing)}; found: ${listed(found)}`);

export const repeatedColumns = (repeated: ReadonlyArray<string>): Problem =>
  refused("repeated-columns", `colonnes en double : ${listed(repeated)}`, `columns that come twice: ${listed(repeated)}`);

export const lineTooLong = (line: number, limit: number): Problem =>
  refused("line-too-long", `la ligne ${line} dépasse ${limit} octets : ce n'est pas un extrait`, `line ${line} exceeds ${limit} bytes: this is no extract`);

export const tooLargeText = (limit: number): Problem =>
  new Problem({ type: "body-too-large", faults: [fault("too-large-unpacked", { fr: `décompressé, le fichier dépasse ${limit} octets`, en: `unpacked, the file exceeds ${limit} bytes` })] });

export const tooLargeFile = (limit: number): Problem =>
  new Problem({ type: "body-too-large", faults: [fault("too-large", { fr: `le fichier dépasse ${limit} octets`, en: `the file exceeds ${limit} bytes` })] });

export const unpacksTooMuch = (ratio: number): Problem =>
  new Problem({ type: "body-too-large", faults: [fault("compression-bomb", { fr: `le fichier se décompresse à plus de ${ratio} fois sa taille`, en: `the file unpacks to more than ${ratio} times its size` })] });

export const brokenArchive = (): Problem => refused("broken-archive", "l'archive est abîmée ou incomplète", "the archive is damaged or incomplete");

export const nothingInArchive = (names: ReadonlyArray<string>): Problem =>
  refused("nothing-in-archive", `l'archive ne contient pas le fichier attendu ; elle contient : ${listed(names)}`, `the archive does not hold the expected file; it holds: ${listed(names)}`);

export const tooManyRejects = (rejected: number, rows: number): Problem =>
  refused("too-many-rejects", `${rejected} lignes illisibles sur ${rows} : le fichier est sans doute abîmé`, `${rejected} unreadable rows out of ${rows}: the file is probably damaged`);

export const tooManyGone = (before: number, after: number, limit: number): Problem =>
  refused(
    "too-many-gone",
    `le fichier compte ${after} personnes quand l'annuaire en connaît ${before} : la baisse dépasse ${limit} % (paramètre maxDropPercent)`,
    `the file counts ${after} people where the directory knows ${before}: the drop exceeds ${limit} % (parameter maxDropPercent)`,
  );

export const tooManyStructuresGone = (before: number, after: number, limit: number): Problem =>
  refused(
    "too-many-gone",
    `le fichier compte ${after} structures quand l'annuaire en connaît ${before} : la baisse dépasse ${limit} % (paramètre maxDropPercent)`,
    `the file counts ${after} structures where the directory knows ${before}: the drop exceeds ${limit} % (parameter maxDropPercent)`,
  );

export const cutBody = (): Problem => new Problem({ type: "malformed-request", detail: { fr: "L'envoi a été interrompu.", en: "The transfer was cut." } });

export const stalledBody = (seconds: number): Problem =>
  new Problem({ type: "malformed-request", detail: { fr: `Rien n'est arrivé pendant ${seconds} s.`, en: `Nothing came for ${seconds} s.` } });

export const alreadyImporting = (): Problem =>
  new Problem({ type: "unavailable", retryAfterSeconds: 30, detail: { fr: "Un import est déjà en cours.", en: "An import is already under way." } });
