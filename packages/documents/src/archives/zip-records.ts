/** The records of a ZIP file; APPNOTE.TXT 6.3.10, §4.3. */
const signatures = { local: "PK\x03\x04", descriptor: "PK\x07\x08", central: "PK\x01\x02", end: "PK\x05\x06" } as const;

/** 1 January 1980, the first date there is: the same content is the same file. */
const firstDate = 0x00_21;
/** Names are UTF-8 (bit 11). */
const utf8 = 0x08_00;
/** Sizes and sum come after the content (bit 3). */
const sizesFollow = 0x00_08;
export const deflated = 8;
const largest = 0xff_ff_ff_ff;

/** An entry that is written: `packed` and `size` in bytes, `offset` of its local head. */
export interface WrittenEntry {
  readonly title: Buffer;
  readonly sum: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
  /** Its sizes were not known before its content. */
  readonly isStreamed: boolean;
}

const fieldsOf = ({ isStreamed, packed, size, sum, title }: Omit<WrittenEntry, "offset">): Buffer => {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(isStreamed ? utf8 | sizesFollow : utf8, 2);
  fields.writeUInt16LE(deflated, 4);
  fields.writeUInt16LE(firstDate, 8);
  fields.writeUInt32LE(sum, 10);
  fields.writeUInt32LE(packed, 14);
  fields.writeUInt32LE(size, 18);
  fields.writeUInt16LE(title.length, 22);
  return fields;
};

/** What stands before the content. */
export const localHead = (entry: Omit<WrittenEntry, "offset">): Buffer => Buffer.concat([Buffer.from(signatures.local, "latin1"), fieldsOf(entry), entry.title]);

/** What stands behind a content whose size was not known (§4.3.9). */
export const descriptorOf = ({ packed, size, sum }: Pick<WrittenEntry, "packed" | "size" | "sum">): Buffer => {
  const bytes = Buffer.alloc(16);
  bytes.write(signatures.descriptor, "latin1");
  bytes.writeUInt32LE(sum, 4);
  bytes.writeUInt32LE(packed, 8);
  bytes.writeUInt32LE(size, 12);
  return bytes;
};

const centralOf = (entry: WrittenEntry): Buffer => {
  const trailer = Buffer.alloc(14);
  trailer.writeUInt32LE(entry.offset, 10);
  return Buffer.concat([Buffer.from(`${signatures.central}\x14\0`, "latin1"), fieldsOf(entry), trailer, entry.title]);
};

/** A number of bytes that the format can say. */
export const fitting = (bytes: number): number => {
  if (bytes > largest) throw new Error("an archive of more than 4 GiB needs ZIP64");
  return bytes;
};

/** The directory and the end of a file whose entries took so many bytes. */
export const directoryOf = (entries: ReadonlyArray<WrittenEntry>, bytes: number): Buffer => {
  const central = Buffer.concat(entries.map(centralOf));
  const end = Buffer.alloc(22);
  end.write(signatures.end, "latin1");
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(fitting(bytes), 16);
  return Buffer.concat([central, end]);
};

/** Where the content of an entry begins, by its local head; null when there is none. */
export const contentAt = (localBytes: Buffer): number | null =>
  localBytes.length < 30 || localBytes.toString("latin1", 0, 4) !== signatures.local ? null : 30 + localBytes.readUInt16LE(26) + localBytes.readUInt16LE(28);

/** An entry as a directory tells of it: what it says of sizes is not to be believed. */
export interface ListedEntry {
  readonly path: string;
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly packed: number;
  readonly offset: number;
}

const endLength = 22;
const entryLength = 46;
const longestComment = 65_535;

/**
 * The entries of a file of `size` bytes, by its directory, which stands in its `tail`; nothing is unpacked. Null when the tail does
 * not hold it whole, or it has more than `most` entries (§4.3.12 and §4.3.16).
 */
export const readDirectory = (tail: Buffer, size: number, most: number): ReadonlyArray<ListedEntry> | null => {
  const from = Math.max(0, tail.length - endLength - longestComment);
  for (let end = tail.length - endLength; end >= from; end -= 1) {
    if (tail.toString("latin1", end, end + 4) !== signatures.end) continue;
    const count = tail.readUInt16LE(end + 10);
    const start = tail.readUInt32LE(end + 16) - (size - tail.length);
    return start < 0 || count > most ? null : entriesFrom(tail, start, count);
  }
  return null;
};

const entriesFrom = (tail: Buffer, start: number, count: number): ReadonlyArray<ListedEntry> | null => {
  const entries: Array<ListedEntry> = [];
  for (let at = start; entries.length < count; ) {
    if (at + entryLength > tail.length || tail.toString("latin1", at, at + 4) !== signatures.central) return null;
    const [name, extra, comment] = [28, 30, 32].map((offset) => tail.readUInt16LE(at + offset)) as [number, number, number]; // of three offsets
    entries.push({
      path: tail.toString("utf8", at + entryLength, at + entryLength + name),
      method: tail.readUInt16LE(at + 10),
      isEncrypted: (tail.readUInt16LE(at + 8) & 1) === 1,
      packed: tail.readUInt32LE(at + 20),
      offset: tail.readUInt32LE(at + 42),
    });
    at += entryLength + name + extra + comment;
  }
  return entries;
};
