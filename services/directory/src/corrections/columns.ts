/** A value that is given, also as null, or the one that stands. */
export const orKept = <A>(given: A | undefined, kept: A): A => (given === undefined ? kept : given);

/** No day: what was recorded in error was never so. */
export const neverSo = { to_earliest: "-infinity", to_latest: "-infinity" };
