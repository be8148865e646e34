import { firstLetter, lastLetter } from "./byte-texts.ts";

/** Bytes that are put one behind the other, and forgotten together. */
export interface ByteHeap {
  readonly bytes: () => Buffer;
  readonly used: () => number;
  /** Makes room for so many bytes: what is put next is not looked at again. */
  readonly room: (bytes: number) => void;
  readonly byte: (value: number) => void;
  readonly copy: (from: Buffer, start: number, end: number) => void;
  /** The same without the blanks around it. */
  readonly copyTrimmed: (from: Buffer, start: number, end: number) => void;
  readonly text: (text: string) => void;
  /** Forgets what is behind so many bytes. */
  readonly cut: (used: number) => void;
}

export const byteHeap = (size: number): ByteHeap => {
  let held = Buffer.allocUnsafe(size);
  let used = 0;
  const copy: ByteHeap["copy"] = (from, start, end) => {
    const into = held;
    let at = used;
    // A call of the platform's copy costs more than the thirty bytes of a field.
    for (let place = start; place < end; place += 1) {
      into[at] = from[place] ?? 0;
      at += 1;
    }
    used = at;
  };
  return {
    bytes: () => held,
    used: () => used,
    room: (bytes) => {
      if (used + bytes <= held.length) return;
      const larger = Buffer.allocUnsafe((used + bytes) * 2);
      larger.set(held.subarray(0, used));
      held = larger;
    },
    byte: (value) => {
      held[used] = value;
      used += 1;
    },
    copy,
    copyTrimmed: (from, start, end) => {
      const first = firstLetter(from, start, end);
      copy(from, first, lastLetter(from, first, end));
    },
    text: (text) => {
      used += held.write(text, used);
    },
    cut: (length) => {
      used = length;
    },
  };
};
