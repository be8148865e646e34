import { containsNir } from "@cpts/domain/FreeText";

/** Longer than any way to write a social-security number. */
const overlap = 64;

/** Control characters other than tab, line ends and form feed (RFC 20); in UTF-8 these bytes stand for nothing else. */
const isOfPrograms = (byte: number): boolean => byte === 127 || (byte < 32 && (byte < 9 || byte === 11 || byte > 13));

/**
 * Reads a text as it arrives: valid UTF-8, nothing that only programs write, no social-security number. In `windows-1252` every
 * byte is a character: a text in UTF-8 passes too. Of what is read as a table, whoever reads its cells looks for numbers there
 * (`isTable`): a list of codes of communes would be taken for one now and then.
 */
export const textCheck = (encoding: "utf-8" | "windows-1252" = "utf-8", isTable = false) => {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let last = "";
  const read = (bytes: Buffer, stream: boolean): "text" | "not-text" | "social-security-number" => {
    let text: string;
    try {
      text = last + decoder.decode(bytes, { stream });
    } catch {
      return "not-text";
    }
    if (bytes.some(isOfPrograms)) return "not-text";
    if (!isTable && containsNir(text)) return "social-security-number";
    last = text.slice(-overlap);
    return "text";
  };
  return { read: (bytes: Buffer) => read(bytes, true), end: () => read(Buffer.alloc(0), false) };
};
