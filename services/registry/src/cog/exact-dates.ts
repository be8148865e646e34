import type { StoredMovement, StoredPlace } from "./stored.ts";

const share = (a: ReadonlyArray<StoredPlace>, b: ReadonlyArray<StoredPlace>): boolean => a.some(({ code }) => b.some((place) => place.code === code));
const isName = ({ kind }: StoredMovement): boolean => kind === "renamed";

/** First day of the edition before that of a day. */
const yearBefore = (day: string): string => `${Number(day.slice(0, 4)) - 1}-01-01`;

const tells = (exact: StoredMovement, { from, kind, on, to }: StoredMovement): boolean =>
  exact.on > yearBefore(on) && exact.on <= on && isName(exact) === (kind === "renamed") && share(exact.from, from) && share(exact.to, to);

const inOrder = (a: StoredMovement, b: StoredMovement): number => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0);

/**
 * What the editions say, each movement on the day that INSEE's file gives it: an edition is of 1 January and shows what happened in the
 * year before. Of several days of one movement the last is when it was whole. What the file does not know keeps the day of its edition.
 */
export const datedExactly = (editions: ReadonlyArray<StoredMovement>, exact: ReadonlyArray<StoredMovement>): ReadonlyArray<StoredMovement> => {
  const byCode = new Map<string, Array<StoredMovement>>();
  for (const movement of exact)
    for (const { code } of movement.from) {
      const known = byCode.get(code);
      if (known === undefined) byCode.set(code, [movement]);
      else known.push(movement);
    }
  return editions
    .map((movement) => {
      const days = movement.from.flatMap(({ code }) => (byCode.get(code) ?? []).filter((one) => tells(one, movement)).map(({ on }) => on)).toSorted();
      return { ...movement, on: days.at(-1) ?? movement.on };
    })
    .toSorted(inOrder);
};
