import type { Kysely } from "kysely";
import { statement } from "../database/statement.ts";

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
