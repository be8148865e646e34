import { searchKey } from "@cpts/reference-data";

/** What names of CPTS hold beside what tells one from another. */
const usual: ReadonlySet<string> = new Set(["cpts", "communaute", "communautes", "professionnelle", "professionnelles", "territoriale", "territoriales", "sante", "association", "asso", "gestion", "siege", "de", "du", "des", "la", "le", "les", "l", "d", "et"]);

/** What tells a CPTS from another in its name; empty where nothing does. */
export const cptsNameKey = (name: string): string =>
  searchKey(name)
    .split(" ")
    .filter((word) => !usual.has(word))
    .join(" ");
