import type { Bilingual } from "@cpts/api/Endpoint";
import { Problem, type FieldFault } from "@cpts/api/Problem";

const fault = (code: string, message: Bilingual): FieldFault => ({ in: "body", path: [], code, message });

/** The file cannot be imported; the directory is as it was. */
const refused = (code: string, fr: string, en: string): Problem => new Problem({ type: "invalid-request", faults: [fault(code, { fr, en })] });

const listed = (labels: ReadonlyArray<string>): string => labels.slice(0, 60).map((label) => label.slice(0, 80)).join(", ");

export const emptyFile = (): Problem => refused("empty-file", "le fichier est vide", "the file is empty");

export const noRows = (): Problem => refused("no-rows", "le fichier n'a aucune ligne sous ses titres", "the file has no row below its titles");

export const anotherKind = ({ en, fr }: Bilingual): Problem => refused("another-kind", `ce n'est pas un extrait, mais ${fr}`, `this is no extract, but ${en}`);

export const cutFile = (line: number, columns: number): Problem =>
  refused("cut-file", `le fichier s'arrête au milieu de sa ligne ${line} (${columns} colonnes) : le téléchargement a sans doute été interrompu`, `the file stops in the middle of its line ${line} (${columns} columns): the download was probably cut`);

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

/** The first of the unreadable rows is named: where one looks first. */
export const tooManyRejects = (rejected: number, rows: number, first: { readonly line: number; readonly reason: string; readonly columns: number } | undefined): Problem => {
  const [fr, en] = first === undefined ? ["", ""] : [` ; la première est la ligne ${first.line} (${first.reason}, ${first.columns} colonnes)`, `; the first is line ${first.line} (${first.reason}, ${first.columns} columns)`];
  return refused("too-many-rejects", `${rejected} lignes illisibles sur ${rows} : le fichier est sans doute abîmé${fr}`, `${rejected} unreadable rows out of ${rows}: the file is probably damaged${en}`);
};

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
