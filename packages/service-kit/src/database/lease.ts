import type { Kysely } from "kysely";
import { pause } from "../background.ts";
import { statement } from "./statement.ts";

/** A holder that stops renewing loses its lease after this time. */
export const leaseSeconds = 4;
/** How often a holder renews. */
export const leaseRenewMs = 1_000;
/** How often a candidate asks: with the time above it takes over within five seconds. */
export const leaseAskMs = 250;

const takeOrRenew = statement<[name: string, holder: string, seconds: number], { readonly epoch: number }>(`insert into lease as l (name, holder, epoch, expires_at)
  values ($1, $2, 1, clock_timestamp() + make_interval(secs => $3))
  on conflict (name) do update set
    holder = $2,
    epoch = l.epoch + case when l.holder = $2 then 0 else 1 end,
    expires_at = clock_timestamp() + make_interval(secs => $3)
  where l.holder = $2 or l.expires_at < clock_timestamp()
  returning epoch`);
const giveBack = statement<[name: string, holder: string], never>(`update lease set expires_at = '-infinity' where name = $1 and holder = $2`);

/** Takes or renews a lease; false when another replica holds it. The database's clock decides, not the replicas'. */
export const holdLease = async (kysely: Kysely<unknown>, name: string, holder: string): Promise<boolean> =>
  (await takeOrRenew(kysely, name, holder, leaseSeconds)).length > 0;

/** Gives a lease back at once, so that a restart does not wait for it to expire. */
export const releaseLease = async (kysely: Kysely<unknown>, name: string, holder: string): Promise<void> => {
  await giveBack(kysely, name, holder);
};

/** A lease that is renewed beside the work it is for. */
export interface KeptLease {
  /** Whether it is held now, by this process's clock: one that was frozen wakes up without it. */
  readonly isHeld: () => boolean;
  /** Resolves once the signal has aborted and nothing is renewed any more. */
  readonly done: Promise<void>;
}

/** Renews a lease every second, apart from the work: slow work must not cost the lease, nor a lost lease go unseen. */
export const keepLease = (kysely: Kysely<unknown>, name: string, holder: string, signal: AbortSignal): KeptLease => {
  let heldUntil = 0;
  const renew = async (): Promise<void> => {
    while (!signal.aborted) {
      const asked = Date.now();
      const held = await holdLease(kysely, name, holder).catch(() => false);
      heldUntil = held ? asked + 3 * leaseRenewMs : 0;
      await pause(held ? leaseRenewMs : leaseAskMs, signal);
    }
  };
  return { done: renew(), isHeld: () => Date.now() < heldUntil };
};
