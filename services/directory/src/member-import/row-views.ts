import type { ImportReason, ImportRow } from "@cpts/api/MemberImports";
import type { MemberRow } from "./read-row.ts";

/** What is told of a row as a whole. */
export const told = (code: string, fr: string, en: string): typeof ImportReason.Encoded => ({ code, field: null, fr, en });

/** Whether two sides say the same: null where one of them says nothing. */
export const agreement = (a: ReadonlyArray<string>, b: ReadonlyArray<string>): boolean | null => (a.length === 0 || b.length === 0 ? null : a.some((one) => b.includes(one)));

export const listOf = (value: string | null): ReadonlyArray<string> => (value === null ? [] : [value]);

export const shareWord = (a: string, b: string): boolean => a.split(" ").some((word) => word.length > 2 && b.split(" ").includes(word));

const nameOf = ({ familyName, givenName, nameKey, organization }: MemberRow): string | null => {
  const name = organization === null ? `${givenName} ${familyName}`.trim() : organization.name;
  return name === "" || (organization === null && nameKey === "") ? null : name;
};

/** A row of which nothing is judged yet. */
export const blank = (row: MemberRow): typeof ImportRow.Encoded => ({
  row: row.row,
  outcome: "to-confirm",
  name: nameOf(row),
  professionalId: null,
  organizationId: null,
  duplicateOf: null,
  changes: [],
  candidates: [],
  organizations: [],
  reasons: [],
});
