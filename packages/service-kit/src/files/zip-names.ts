const endSignature = 0x06_05_4b_50;
const entrySignature = 0x02_01_4b_50;
const endLength = 22;
const entryLength = 46;
const longestComment = 65_535;
const mostNames = 10_000;

/**
 * The names in a ZIP archive, from its central directory, which stands at the end; nothing is unpacked. Null when `tail`, the end
 * of the file, does not hold the directory whole. APPNOTE.TXT 6.3.10, §4.3.12 and §4.3.16.
 */
export const zipNames = (tail: Buffer, size: number): ReadonlySet<string> | null => {
  const from = Math.max(0, tail.length - endLength - longestComment);
  for (let end = tail.length - endLength; end >= from; end -= 1) {
    if (tail.readUInt32LE(end) !== endSignature) continue;
    const count = tail.readUInt16LE(end + 10);
    const start = tail.readUInt32LE(end + 16) - (size - tail.length);
    return start < 0 || count > mostNames ? null : namesFrom(tail, start, count);
  }
  return null;
};

const namesFrom = (tail: Buffer, start: number, count: number): ReadonlySet<string> | null => {
  const names = new Set<string>();
  for (let index = 0, at = start; index < count; index += 1) {
    if (at + entryLength > tail.length || tail.readUInt32LE(at) !== entrySignature) return null;
    const [name, extra, comment] = [28, 30, 32].map((offset) => tail.readUInt16LE(at + offset)) as [number, number, number]; // of three offsets
    names.add(tail.toString("utf8", at + entryLength, at + entryLength + name));
    at += entryLength + name + extra + comment;
  }
  return names;
};
