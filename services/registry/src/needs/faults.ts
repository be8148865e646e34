import { Problem, type FieldFault } from "@cpts/api/Problem";

/** Most faults of rows that one answer lists. */
const mostListed = 100;

const fault = (path: FieldFault["path"], code: string, fr: string, en: string): FieldFault => ({ in: "body", path, code, message: { fr, en } });
const ofQuery = (field: string, code: string, fr: string, en: string): FieldFault => ({ in: "query", path: [field], code, message: { fr, en } });

/** What is wrong with a row, by its number as the spreadsheet shows it. */
export const rowFaults = {
  shape: (row: number, code: string, suggestion: string | null): FieldFault => ({
    ...fault([row, "code"], "code-format", `ligne ${row} : « ${code} » n'est pas un code`, `row ${row}: "${code}" is no code`),
    ...(suggestion === null ? {} : { suggestion }),
  }),
  unknown: (row: number, code: string) => fault([row, "code"], "unknown-place", `ligne ${row} : aucune édition connue ici n'a le code ${code}`, `row ${row}: no edition known here has the code ${code}`),
  repeated: (row: number, code: string, before: number) => fault([row, "code"], "repeated", `ligne ${row} : ${code} est déjà à la ligne ${before}`, `row ${row}: ${code} is in row ${before} already`),
  countedTwice: (row: number, code: string, into: string, cog: string) =>
    fault(
      [row, "code"],
      "counted-twice",
      `ligne ${row} : ${code} fait partie de ${into}, qui a sa propre ligne ; si le fichier est d'une autre édition que ${cog}, dites-le par cog`,
      `row ${row}: ${code} is part of ${into}, which has a row of its own; if the file is of another edition than ${cog}, say so by cog`,
    ),
  notANumber: (row: number, column: "value" | "weight", text: string) => fault([row, column], "not-a-number", `ligne ${row} : « ${text} » n'est pas un nombre`, `row ${row}: "${text}" is no number`),
  outOfRange: (row: number, column: "value" | "weight", text: string) => fault([row, column], "out-of-range", `ligne ${row} : ${text} est hors des bornes`, `row ${row}: ${text} is out of range`),
  classText: (row: number) => fault([row, "value"], "class-format", `ligne ${row} : une classe a 100 caractères au plus et aucune donnée de personne`, `row ${row}: a class has at most 100 characters and no data of a person`),
};

/** The file is refused whole, with the rows that are wrong. */
export const refusedRows = (faults: ReadonlyArray<FieldFault>): Problem => {
  const more = faults.length - mostListed;
  const rest = more > 0 ? [fault([], "more-rows", `et ${more} autres fautes`, `and ${more} more faults`)] : [];
  return new Problem({ type: "invalid-request", faults: [...faults.slice(0, mostListed), ...rest] });
};

const refused = (one: FieldFault): Problem => new Problem({ type: "invalid-request", faults: [one] });

export const missingColumn = (field: string, titles: ReadonlyArray<string>): Problem => {
  const seen = titles.slice(0, 20).join(", ").slice(0, 500);
  return refused(fault([field], "missing-column", `la colonne n'est pas trouvée ; titres lus : ${seen}`, `the column is not found; titles read: ${seen}`));
};
export const notJson = (): Problem => refused(fault([], "not-json", "attendu : une liste JSON d'objets", "expected: a JSON list of objects"));
export const emptyFile = (): Problem => refused(fault([], "empty", "le fichier n'a aucune ligne avec une valeur", "the file has no row with a value"));
export const tooManyClasses = (most: number): Problem => refused(fault([], "too-many-classes", `plus de ${most} classes : est-ce la bonne colonne ?`, `more than ${most} classes: is it the right column?`));
export const cutFile = (): Problem => refused(fault([], "cut", "le fichier n'est pas arrivé en entier", "the file did not arrive whole"));
export const tooLarge = (limit: number): Problem => new Problem({ type: "body-too-large", detail: { fr: `Le fichier dépasse ${limit} octets.`, en: `The file exceeds ${limit} bytes.` } });

export const weightRefused = (code: "weight-missing" | "weight-not-used"): Problem =>
  refused(
    code === "weight-missing"
      ? ofQuery("weight", code, "une moyenne dit par quoi elle est pondérée", "a mean says what it is weighted by")
      : ofQuery("weight", code, "seule une moyenne est pondérée", "only a mean is weighted"),
  );
export const weightIndicatorMissing = (): Problem => refused(ofQuery("weightIndicator", "missing", "dites quel indicateur pondère", "say which indicator weighs"));
export const unknownCog = (cog: number, known: ReadonlyArray<number>): Problem =>
  refused(ofQuery("cog", "unknown-edition", `l'édition ${cog} n'est pas connue ici ; connues : ${known.join(", ")}`, `the edition ${cog} is not known here; known: ${known.join(", ")}`));
export const noSuchWeight = (indicator: string, edition: string): Problem =>
  new Problem({
    type: "unknown-reference",
    faults: [ofQuery("weightIndicator", "unknown-edition", `l'édition ${edition} de ${indicator}, au même niveau et en somme, n'est pas importée`, `the edition ${edition} of ${indicator}, of the same level and a sum, is not imported`)],
  });
