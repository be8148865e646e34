/** Distinct slices of one buffer, in the order of their bytes, which is that of their characters. */
export interface SliceSet {
  readonly count: () => number;
  readonly from: (index: number) => number;
  readonly to: (index: number) => number;
  /** Adds a slice, unless it is empty or there. */
  readonly add: (bytes: Buffer, from: number, to: number) => void;
  readonly clear: () => void;
}

const compare = (bytes: Buffer, from: number, to: number, otherFrom: number, otherTo: number): number => {
  const length = Math.min(to - from, otherTo - otherFrom);
  for (let index = 0; index < length; index += 1) {
    const difference = (bytes[from + index] ?? 0) - (bytes[otherFrom + index] ?? 0);
    if (difference !== 0) return difference;
  }
  return to - from - (otherTo - otherFrom);
};

/** With room for `most` slices: who adds more has to begin another. */
export const sliceSet = (most: number): SliceSet => {
  const froms = new Int32Array(most);
  const tos = new Int32Array(most);
  let count = 0;
  return {
    count: () => count,
    from: (index) => froms[index] ?? 0,
    to: (index) => tos[index] ?? 0,
    add: (bytes, from, to) => {
      if (from === to) return;
      let place = count;
      for (; place > 0; place -= 1) {
        const order = compare(bytes, froms[place - 1] ?? 0, tos[place - 1] ?? 0, from, to);
        if (order === 0) return;
        if (order < 0) break;
      }
      for (let index = count; index > place; index -= 1) {
        froms[index] = froms[index - 1] ?? 0;
        tos[index] = tos[index - 1] ?? 0;
      }
      froms[place] = from;
      tos[place] = to;
      count += 1;
    },
    clear: () => {
      count = 0;
    },
  };
};
