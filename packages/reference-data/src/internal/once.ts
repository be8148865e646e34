/** Runs the loader at the first call and keeps its answer; a failed load (a chunk that did not arrive) is tried again. */
export const once = <A>(load: () => Promise<A>): (() => Promise<A>) => {
  let pending: Promise<A> | null = null;
  return () => {
    pending ??= load().catch((cause: unknown) => {
      pending = null;
      throw cause;
    });
    return pending;
  };
};
