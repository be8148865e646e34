import { searchKey } from "@cpts/reference-data";

/** A character that ends a word; one whose form depends on what is around it, or is more than one word. */
const [endsWord, needsText] = [null, undefined];
type Folded = Uint8Array | typeof endsWord | typeof needsText;

/** What the key holds for a character, asked of the rule itself: they cannot differ. */
const foldedOf = (point: number): Folded => {
  const between = searchKey(`a${String.fromCodePoint(point)}a`);
  if (between === "a a") return endsWord;
  const folded = between.slice(1, -1);
  return folded.includes(" ") ? needsText : Buffer.from(folded);
};

/** Characters of one and two bytes up to Latin Extended-A: the letters of French and of most names in France. */
const known: ReadonlyArray<Folded> = Array.from({ length: 0x180 }, (_, point) => foldedOf(point));
/** The same of one byte: 0 ends a word. */
const knownAscii = Uint8Array.from(known.slice(0, 128), (folded) => folded?.[0] ?? 0);

const [letterS, letterT, letterE, blank] = [0x73, 0x74, 0x65, 0x20];

/** `st` and `ste` are spelt out by the rule. */
const isAbbreviation = (bytes: Uint8Array, from: number, to: number): boolean =>
  to - from >= 2 && to - from <= 3 && bytes[from] === letterS && bytes[from + 1] === letterT && (to - from === 2 || bytes[from + 2] === letterE);

/**
 * Writes the search key of a text, both as UTF-8, and gives where it ends; -1 where the text has to go through the rule itself.
 * `target` has room for twice the bytes. A million names a file: as texts they take longer than all their rows.
 */
const writeKnown = (source: Uint8Array, from: number, to: number, target: Uint8Array, at: number): number => {
  let end = at;
  let word = at;
  for (let place = from; place <= to; ) {
    const byte = place === to ? blank : (source[place] ?? 0);
    place += 1;
    let folded: Folded = endsWord;
    if (byte < 0x80) {
      const letter = knownAscii[byte] ?? 0;
      if (letter !== 0) {
        target[end] = letter;
        end += 1;
        continue;
      }
    } else {
      const point = ((byte & 0x1f) << 6) | ((source[place] ?? 0) & 0x3f);
      if (byte >= 0xe0 || point >= known.length) return -1;
      place += 1;
      folded = known[point];
      if (folded === needsText) return -1;
    }
    if (folded !== endsWord) for (const letter of folded) target[end++] = letter;
    else if (end > word) {
      if (isAbbreviation(target, word, end)) return -1;
      target[end] = blank;
      end += 1;
      word = end;
    }
  }
  return end === at ? at : end - 1;
};

/** Writes the search key of a text, as {@link searchKey} makes it, and gives where it ends. `target` has room for 40 times the bytes. */
export const writeNameKey = (source: Buffer, from: number, to: number, target: Buffer, at: number): number => {
  const end = writeKnown(source, from, to, target, at);
  return end === -1 ? at + target.write(searchKey(source.toString("utf8", from, to)), at) : end;
};
