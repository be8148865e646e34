import type { MemberField } from "@cpts/api/MemberImports";
import type { MembershipFee } from "@cpts/domain/MembershipFee";
import type { KnownMembership } from "./people.ts";
import type { MemberRow } from "./read-row.ts";

type Fee = typeof MembershipFee.Encoded;

/** What a row says otherwise than the directory, with what is to be written. */
export interface MemberChange {
  readonly field: MemberField;
  readonly from: string | null;
  readonly to: string;
  readonly patch: { readonly college?: string; readonly role?: string; readonly commune?: string; readonly validFrom?: string; readonly throughId?: string; readonly fee?: Fee };
}

const euros = (cents: number): string => `${Math.floor(cents / 100)},${String(cents % 100).padStart(2, "0")}`;

/** The fee of a row: of the year it was paid in, else of the year under way. */
export const feeOf = ({ feeCents, feePaidOn }: MemberRow, year: number): Fee | null =>
  feeCents === null ? null : { year: feePaidOn === null ? year : Number(feePaidOn.slice(0, 4)), amountCents: feeCents, ...(feePaidOn === null ? {} : { paidOn: feePaidOn }) };

const feeChange = (row: MemberRow, known: KnownMembership["fee"], year: number): ReadonlyArray<MemberChange> => {
  const fee = feeOf(row, year);
  if (fee === null) return [];
  const isSame = known !== null && known.amountCents === fee.amountCents && (fee.paidOn === undefined || fee.paidOn === known.paidOn);
  return isSame ? [] : [{ field: "fee", from: known === null ? null : euros(known.amountCents), to: euros(fee.amountCents), patch: { fee } }];
};

const throughChange = ({ structure, throughId }: MemberRow, known: KnownMembership): ReadonlyArray<MemberChange> =>
  throughId === null || throughId === known.throughId ? [] : [{ field: "structure", from: known.through, to: structure ?? "", patch: { throughId } }];

/** What a row says otherwise; an empty cell says nothing, and takes nothing away. */
export const changesOf = (row: MemberRow, known: KnownMembership, year: number): ReadonlyArray<MemberChange> => {
  const change = (field: "college" | "role" | "commune" | "validFrom", to: string | null): ReadonlyArray<MemberChange> =>
    to === null || to === known[field] ? [] : [{ field: field === "role" ? "profession" : field, from: known[field], to, patch: { [field]: to } }];
  // A postal code of several communes names none of them.
  const commune = row.communes.length === 1 ? (row.communes[0] ?? null) : null;
  return [...change("college", row.college), ...change("role", row.role), ...change("commune", commune), ...change("validFrom", row.validFrom), ...throughChange(row, known), ...feeChange(row, known.fee, year)];
};
