import { ArchiveLine } from "@cpts/api/Portability";
import { Problem } from "@cpts/api/Problem";
import { Schema } from "effect";

/** Longest line: a piece of a file, or a row with its JSON. */
const mostCharacters = 16 * 1024 * 1024;

const decode = Schema.decodeUnknownSync(ArchiveLine);

const unreadable = (number: number): Problem =>
  new Problem({
    type: "invalid-request",
    faults: [{ in: "body", path: ["line", number], code: "unreadable", message: { fr: `la ligne ${number} n'est pas d'une archive`, en: `line ${number} is not of an archive` } }],
  });

const parsed = (text: string, number: number): ArchiveLine => {
  try {
    return decode(JSON.parse(text));
  } catch {
    throw unreadable(number);
  }
};

/** The lines of an archive as they arrive; throws a {@link Problem} at the first that is none. */
export const linesOf = async function* (body: ReadableStream<Uint8Array>): AsyncGenerator<ArchiveLine> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let unfinished = "";
  let number = 0;
  const text = (bytes?: Uint8Array): string => {
    try {
      return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
    } catch {
      throw unreadable(number + 1);
    }
  };
  for await (const bytes of body) {
    const parts = (unfinished + text(bytes)).split("\n");
    unfinished = parts.pop() ?? "";
    if (unfinished.length > mostCharacters) throw unreadable(number + 1);
    for (const part of parts) yield parsed(part, (number += 1));
  }
  unfinished += text();
  if (unfinished !== "") yield parsed(unfinished, number + 1);
};
