import type { Kysely } from "kysely";
import { pause } from "../background.ts";
import { holdLease, leaseAskMs, leaseRenewMs, releaseLease } from "./lease.ts";

/** A lease as somebody sees it who wants it. */
export interface KeptLease {
  /** False as soon as another replica could have taken it. */
  readonly isHeld: () => boolean;
  /** Once the signal has aborted: given back. */
  readonly done: Promise<void>;
}

/** Asks for a lease and renews it every second, apart from the work: slow work must not cost the lease, nor a lost lease go unseen. */
export const keepLease = (kysely: Kysely<unknown>, name: string, holder: string, signal: AbortSignal): KeptLease => {
  let heldUntil = 0;
  const renew = async (): Promise<void> => {
    while (!signal.aborted) {
      const asked = performance.now();
      const held = await holdLease(kysely, name, holder).catch(() => false);
      heldUntil = held ? asked + 3 * leaseRenewMs : 0;
      await pause(held ? leaseRenewMs : leaseAskMs, signal);
    }
    await releaseLease(kysely, name, holder).catch(() => {});
  };
  return { done: renew(), isHeld: () => performance.now() < heldUntil };
};
