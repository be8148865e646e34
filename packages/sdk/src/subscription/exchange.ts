/**
 * Rendezvous of engines, which have events, and a loop, which asks for them one by one.
 *
 * @since 0.1.0
 */
import { Drained } from "./drained.ts";

/** Where events change hands. */
export interface Exchange<E> {
  /** Resolves once the loop has asked for the event after this one. Rejects with `Drained` when it is not to be given, or was not done. */
  readonly put: (event: E) => Promise<void>;
  /** The next event; settles the one before. */
  readonly take: () => Promise<IteratorResult<E, undefined>>;
  /** No event is given any more; the one in hand may be done. */
  readonly drain: () => void;
  /** The loop was left in the middle of the event in hand. */
  readonly leave: () => void;
  /** The engines have ended: so does the loop, with a failure if there is one. */
  readonly finish: (failure?: { readonly error: unknown }) => void;
}

interface Offer<E> {
  readonly event: E;
  readonly done: () => void;
  readonly drained: (error: Drained) => void;
}

interface Asking<E> {
  readonly resolve: (result: IteratorResult<E, undefined>) => void;
  readonly reject: (error: unknown) => void;
}

/** An exchange at which nobody is yet. */
export const makeExchange = <E>(): Exchange<E> => {
  let asking: Asking<E> | undefined;
  let given: Offer<E> | undefined;
  let offers: Array<Offer<E>> = [];
  let draining = false;
  let end: { failure: { readonly error: unknown } | undefined } | undefined;
  const meet = (): void => {
    if (asking === undefined) return;
    const offer = offers.shift();
    if (offer !== undefined) {
      const { resolve } = asking;
      [given, asking] = [offer, undefined];
      resolve({ done: false, value: offer.event });
      return;
    }
    if (end === undefined) return;
    const { reject, resolve } = asking;
    const { failure } = end;
    // A failure is told once; whoever asks again is told that there is no more.
    [end, asking] = [{ failure: undefined }, undefined];
    if (failure === undefined) resolve({ done: true, value: undefined });
    else reject(failure.error);
  };
  const drain = (): void => {
    draining = true;
    for (const { drained } of offers) drained(new Drained());
    offers = [];
  };
  return {
    put: (event) =>
      new Promise((done, drained) => {
        if (draining) {
          drained(new Drained());
          return;
        }
        offers.push({ event, done, drained });
        meet();
      }),
    take: () =>
      new Promise((resolve, reject) => {
        given?.done();
        given = undefined;
        asking = { resolve, reject };
        meet();
      }),
    drain,
    leave: () => {
      drain();
      given?.drained(new Drained());
      given = undefined;
      end ??= { failure: undefined };
      meet();
    },
    finish: (failure) => {
      drain();
      end ??= { failure };
      meet();
    },
  };
};
