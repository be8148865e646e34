/** Texts as PostgreSQL's COPY takes them, in its text format (manual, `COPY`, "Text Format"). */

const special = /[\\\t\n\r]/u;
const escapes: Readonly<Record<string, string>> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

/** A value of a column. */
export const copyValue = (text: string): string => (special.test(text) ? text.replace(/[\\\t\n\r]/gu, (character) => escapes[character] ?? "") : text);
