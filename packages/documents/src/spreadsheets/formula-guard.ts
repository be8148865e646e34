/** What makes a spreadsheet run a cell (OWASP, "CSV Injection"), behind any apostrophes. */
const runs = /^'*[=+\-@\t\r]/u;
const guarded = /^'+[=+\-@\t\r]/u;

/** The text as a cell that nothing runs: an apostrophe stands before what would be a formula. */
export const guard = (text: string): string => (runs.test(text) ? `'${text}` : text);

/** The text as it was before {@link guard}. */
export const unguard = (cell: string): string => (guarded.test(cell) ? cell.slice(1) : cell);
