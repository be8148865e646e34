/** What an import accepts at most; the real extract is about 800 MB of text in lines of 500 bytes (domain.md §4.2). */
export const limits = {
  /** Bytes of what is sent. */
  file: 1_073_741_824,
  /** Bytes of the text in it. */
  text: 4_294_967_296,
  /** How many times its size an archive may unpack to, once `ratioFrom` bytes are out: text compresses about twelvefold. */
  ratio: 100,
  ratioFrom: 33_554_432,
  /** Bytes of a line. */
  line: 65_536,
  /** Bytes of a field that is looked for, and of one that is only shown: the longest names of the real extract have less than a hundred. */
  indexedField: 200,
  shownField: 1_000,
  /** Unreadable rows that are kept to be read again. */
  keptRejects: 1_000,
  /** Unreadable rows, in percent of all. */
  rejectPercent: 5,
  /** Seconds without a byte. */
  stall: 60,
} as const;
