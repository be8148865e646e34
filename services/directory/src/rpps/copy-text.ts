/** Texts as PostgreSQL's COPY takes them, in its text format (manual, `COPY`, "Text Format"). */

const special = /[\\\t\n\r]/u;
const escapes: Readonly<Record<string, string>> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

/** A value of a column. */
export const copyValue = (text: string): string => (special.test(text) ? text.replace(/[\\\t\n\r]/gu, (character) => escapes[character] ?? "") : text);

const quoted = (text: string): string => (/[\\"]/u.test(text) ? `"${text.replace(/[\\"]/gu, "\\$&")}"` : `"${text}"`);

/** A value of an array column: an array literal (manual, "Array Input and Output Syntax"), escaped for COPY. */
export const copyArray = (texts: ReadonlyArray<string>): string => {
  if (texts.length === 0) return "{}";
  let literal = `{${quoted(texts[0] ?? "")}`;
  for (let index = 1; index < texts.length; index += 1) literal += `,${quoted(texts[index] ?? "")}`;
  return copyValue(`${literal}}`);
};
