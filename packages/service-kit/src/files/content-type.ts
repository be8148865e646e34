import type { FileType } from "@cpts/api/Files";
import { readDirectory } from "@cpts/documents/archives/zip-records";

/** What the first bytes of a file show. */
export type Look = Exclude<FileType, "text/plain" | "text/csv"> | "zip" | "text";

const startsWith = (head: Buffer, text: string, at = 0): boolean => head.toString("latin1", at, at + text.length) === text;

/** By the signatures that the formats define; whatever has none may be a text, which its decoding shows. */
export const lookOf = (head: Buffer): Look => {
  if (startsWith(head, "%PDF-")) return "application/pdf"; // ISO 32000-2, §7.5.2
  if (startsWith(head, "\x89PNG\r\n\x1a\n")) return "image/png"; // RFC 2083, §3.1
  if (startsWith(head, "\xff\xd8\xff")) return "image/jpeg"; // ITU-T T.81, annex B
  if (startsWith(head, "RIFF") && startsWith(head, "WEBP", 8)) return "image/webp"; // RFC 9649, §2.4
  return startsWith(head, "PK\x03\x04") ? "zip" : "text";
};

/** OpenDocument 1.3, part 2, §3.3: the first entry is named `mimetype`, not compressed, and says the type. */
const openDocumentOf = (head: Buffer): FileType | null => {
  if (!startsWith(head, "mimetype", 30)) return null;
  const begin = 38 + head.readUInt16LE(28);
  for (const type of ["application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.spreadsheet"] as const)
    if (startsWith(head, `${type}PK`, begin)) return type;
  return null;
};

/** ECMA-376, part 2, §7: a package with its list of types; one that can run programs is not taken. */
const officeDocumentOf = (names: ReadonlySet<string>): FileType | null => {
  if (!names.has("[Content_Types].xml") || [...names].some((name) => /vbaProject|\.bin$|macro/iu.test(name))) return null;
  if (names.has("word/document.xml")) return "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
  return names.has("xl/workbook.xml") ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" : null;
};

const mostEntries = 10_000;

/** Which office document an archive is; null for any other archive. */
export const officeTypeOf = (head: Buffer, tail: Buffer, size: number): FileType | null => {
  const entries = readDirectory(tail, size, mostEntries);
  if (entries === null) return null;
  const names = new Set(entries.map(({ path }) => path));
  const found = head.length < 64 ? null : openDocumentOf(head);
  return found ?? officeDocumentOf(names);
};

/** A text as a list of values or as plain text: no content tells, so its sender does. */
export const textTypeOf = (declared: string, name: string): FileType => (declared === "text/csv" || name.toLowerCase().endsWith(".csv") ? "text/csv" : "text/plain");

const saysNothing = new Set(["", "application/octet-stream", "binary/octet-stream"]);

/** Whether what was declared may be said of what was found. */
export const agrees = (declared: string, found: FileType): boolean =>
  saysNothing.has(declared) ||
  declared === found ||
  // Windows with Excel says so of any list of values.
  (found === "text/csv" && (declared === "text/plain" || declared === "application/vnd.ms-excel"));
