import { cptsFields, type CptsColumn, type CptsImportNotice } from "@cpts/api/CptsImports";
import { titleOf } from "./words.ts";

type Column = typeof CptsColumn.Encoded;
type Notice = typeof CptsImportNotice.Encoded;

const known = cptsFields.map((field) => ({ field, title: titleOf[field] }));
const [titlesKnown, fieldsKnown] = [known.map(({ title }) => title).join(", "), cptsFields.join(", ")];
/** How many titles a sentence names, and how much of each. */
const [mostNamed, shown] = [30, 60];

const named = (columns: ReadonlyArray<Column>) => {
  const titles = columns.slice(0, mostNamed).map(({ title }) => title.slice(0, shown));
  const more = columns.length > mostNamed ? "…" : "";
  return {
    fr: titles.map((title) => (title === "" ? "(sans titre)" : `« ${title} »`)).join(", ") + more,
    en: titles.map((title) => (title === "" ? "(untitled)" : `"${title}"`)).join(", ") + more,
  };
};

/** Why nothing is read of a file that has rows: what its columns are called, and what they could be. */
export const nothingRead = (columns: ReadonlyArray<Column>): Notice => {
  const read = columns.filter(({ field }) => field !== null);
  const titles = named(read.length > 0 ? read : columns);
  const told = { found: columns.map(({ title }) => title), known };
  if (read.length > 0)
    return {
      code: "columns-empty",
      ...told,
      message: {
        fr: `Les colonnes reconnues sont vides : ${titles.fr}. Dites ce que sont les autres (mapping), ou remplissez-les.`,
        en: `The columns that are recognised are empty: ${titles.en}. Say what the others are (mapping), or fill them.`,
      },
    };
  return {
    code: "no-column-recognised",
    ...told,
    message: {
      fr: `Aucune colonne n'est reconnue. Le fichier a : ${titles.fr}. Sont reconnus les titres : ${titlesKnown}. Renommez les colonnes, ou dites ce qu'elles sont (mapping).`,
      en: `No column is recognised. The file has: ${titles.en}. Titles that are recognised: ${fieldsKnown}. Rename the columns, or say what they are (mapping).`,
    },
  };
};
