/**
 * The money of a contract as a ledger: what is budgeted, committed, spent, carried over and received, by mission and category. An entry is
 * never changed: a mistake has one counter-entry of the same amount below 0.
 *
 * @example
 * ```ts
 * import * as Money from "@cpts/domain/Money";
 *
 * const entries = [{ kind: "budget", amountCents: 100000 }, { kind: "carried-over", amountCents: 5000 }, { kind: "committed", amountCents: 30000 }, { kind: "spent", amountCents: 20000 }] as const;
 * Money.sumEntries(entries).remainingCents; // => 85000
 * ```
 */
import { Schema } from "effect";
import { platformId } from "./internal/platformId.ts";
import type { LocalDate } from "./LocalDate.ts";

/** Identity of an entry of the ledger of a contract. Issue: `platform-id.format`. */
export const MoneyEntryId = platformId("MoneyEntryId", "Identity of an entry of the ledger of a contract").pipe(Schema.brand("MoneyEntryId"));

/** Identity of an entry. */
export type MoneyEntryId = typeof MoneyEntryId.Type;

/** What an entry says of its amount: `committed` is ordered and not paid, `carried-over` comes from the year before, `received` was paid by the fund or the agency. */
export const MoneyKind = Schema.Literals(["budget", "committed", "spent", "carried-over", "received"]).annotate({ title: "MoneyKind", description: "What an entry says of its amount" });

/** What an entry says of its amount. */
export type MoneyKind = typeof MoneyKind.Type;

/** The most that one entry can be, in cents: 10 million EUR, twenty times the largest contract met. */
export const mostEntryCents = 1_000_000_000;

/** The amount of an entry, in cents; counter-entries are made of it. Issue: `entry-amount.range`. */
export const EntryAmount = Schema.Int.annotate({ title: "EntryAmount", description: "Cents of euro, above 0" }).pipe(Schema.check(Schema.isBetween({ minimum: 1, maximum: mostEntryCents }, { message: "entry-amount.range" })));

/** Sums of some entries. `remainingCents`: budget and carried over, less what is spent. */
export interface MoneySums {
  readonly budgetCents: number;
  readonly committedCents: number;
  readonly spentCents: number;
  readonly carriedOverCents: number;
  readonly receivedCents: number;
  readonly remainingCents: number;
}

/** The sums of some entries, counter-entries included. */
export const sumEntries = (entries: Iterable<{ readonly kind: MoneyKind; readonly amountCents: number }>): MoneySums => {
  const sums: Record<MoneyKind, number> = { budget: 0, committed: 0, spent: 0, "carried-over": 0, received: 0 };
  for (const { amountCents, kind } of entries) sums[kind] += amountCents;
  return {
    budgetCents: sums.budget,
    committedCents: sums.committed,
    spentCents: sums.spent,
    carriedOverCents: sums["carried-over"],
    receivedCents: sums.received,
    remainingCents: sums.budget + sums["carried-over"] - sums.spent,
  };
};

/** Why an entry cannot be of a contract. */
export type EntryFault = "in-the-future" | "year-before-contract" | "year-after-contract" | "before-signature";

/** What keeps an entry from being of a contract signed on a day at the earliest, that holds until a day at the latest; `null` where they are not known. */
export const entryFaults = (entry: { readonly kind: MoneyKind; readonly on: LocalDate; readonly year: number }, contract: { readonly signedOn: LocalDate | null; readonly lastDay: LocalDate | null }, today: LocalDate): ReadonlyArray<EntryFault> => {
  const { lastDay, signedOn } = contract;
  const isPlan = entry.kind === "budget" || entry.kind === "carried-over";
  return [
    ...(!isPlan && entry.on > today ? ["in-the-future" as const] : []),
    // A budget is voted before; money moves once the contract is signed.
    ...(!isPlan && signedOn !== null && entry.on < signedOn ? ["before-signature" as const] : []),
    ...(signedOn !== null && entry.year < Number(signedOn.slice(0, 4)) ? ["year-before-contract" as const] : []),
    ...(lastDay !== null && entry.year > Number(lastDay.slice(0, 4)) ? ["year-after-contract" as const] : []),
  ];
};

/** Why what was received differs from what was due by now: nothing, less or more came, or what was due is not known whole. */
export type ReceiptReason = "as-due" | "not-received" | "received-more" | "amounts-unknown";

/** What was received against what was due, and why they differ. */
export const compareReceipts = ({ dueCents, receivedCents, unknown }: { readonly dueCents: number; readonly receivedCents: number; readonly unknown: number }): { readonly differenceCents: number; readonly reasons: ReadonlyArray<ReceiptReason> } => {
  const differenceCents = receivedCents - dueCents;
  const sign = differenceCents === 0 ? "as-due" : differenceCents < 0 ? "not-received" : "received-more";
  return { differenceCents, reasons: unknown > 0 ? [sign, "amounts-unknown"] : [sign] };
};
