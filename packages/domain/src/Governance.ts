/**
 * Who holds which office, as documents say it. A statement names the holders of one office together: two co-presidents in
 * one statement are no contradiction; two statements that name different people for the same office at the same time are
 * one, which is kept and said.
 *
 * @example
 * ```ts
 * import * as Governance from "@cpts/domain/Governance";
 * import * as LocalDate from "@cpts/domain/LocalDate";
 * import { withoutNir } from "./OpenCode.ts";
import { Schema } from "effect";
 *
 * const day = Schema.decodeUnknownSync(LocalDate.LocalDate)("2026-11-22");
 * const said = { office: "CO_TRESORIER", validFrom: null, validTo: null, saidBy: day };
 * const lines = [{ ...said, holders: ["first", "second"] }, { ...said, holders: ["third", "fourth"] }];
 * Governance.conflictsOn(lines, day).map(({ holders, office }) => [office, holders]); // => [["CO_TRESORIER", 4]]
 * Governance.conflictsOn(lines.slice(1), day); // => []
 * ```
 */
import { Schema } from "effect";
import { addDays, type LocalDate } from "./LocalDate.ts";
import { platformId } from "./internal/platformId.ts";
import { withoutNir } from "./internal/withoutNir.ts";
import { earliest, isBefore, latest, type PartialDate } from "./PartialDate.ts";
import { ProfessionalId } from "./Professional.ts";

/** Identity of a statement about an office. Issue: `platform-id.format`. */
export const StatementId = platformId("StatementId", "Identity of a statement about an office").pipe(Schema.brand("StatementId"));

/** Identity of a statement about an office. */
export type StatementId = typeof StatementId.Type;

/** Code of an office, an open list: `cptsRoles` of @cpts/reference-data. Issue: `code.format`. */
export const OfficeCode = Schema.String.annotate({ title: "OfficeCode", description: "Code of an office (cptsRoles of @cpts/reference-data), an open list", examples: ["CO_TRESORIER"] }).pipe(
  Schema.check(Schema.isPattern(/^[!-~]{1,64}$/u, { message: "code.format" }), withoutNir),
);

/** Code of an office. */
export type OfficeCode = typeof OfficeCode.Type;

/** Someone named by a statement. */
export const OfficeHolder = Schema.Struct({ professionalId: ProfessionalId }).annotate({
  identifier: "OfficeHolder",
  title: "OfficeHolder",
  description: "Someone named by a statement",
});

/** Someone named by a statement. */
export type OfficeHolder = typeof OfficeHolder.Type;

const repeatedHolders = (holders: ReadonlyArray<OfficeHolder>) =>
  holders.flatMap(({ professionalId }, index) =>
    holders.findIndex((other) => other.professionalId === professionalId) < index ? [{ path: [index], issue: "office-statement.holder-repeated" }] : [],
  );

/** The people whom a statement names, 1 to 20, each once. Issues: `office-statement.holders`, `office-statement.holder-repeated`. */
export const OfficeHolders = Schema.Array(OfficeHolder).annotate({ title: "OfficeHolders", description: "The people whom a statement names, each once" }).pipe(
  Schema.check(
    Schema.isMinLength(1, { message: "office-statement.holders" }),
    Schema.isMaxLength(20, { message: "office-statement.holders" }),
    Schema.makeFilter(repeatedHolders),
  ),
);

/** What the rules need of a statement: the office, its holders' ids, when, and the day by which the document said so. */
export interface OfficeStatement {
  readonly office: string;
  readonly holders: ReadonlyArray<string>;
  readonly validFrom: PartialDate | null;
  readonly validTo: PartialDate | null;
  readonly saidBy: LocalDate;
}

/** The first and last day that a beginning and an end can be. `null` as the earliest: always; as an end: none is known. */
interface Span {
  readonly startEarliest: LocalDate | null;
  readonly startLatest: LocalDate;
  readonly endEarliest: LocalDate | null;
  readonly endLatest: LocalDate | null;
}

const earlier = (a: LocalDate, b: LocalDate): LocalDate => (a < b ? a : b);
const later = (a: LocalDate, b: LocalDate): LocalDate => (a > b ? a : b);

// No date is written outside these years.
const dayBefore = (day: LocalDate): LocalDate => (day <= "0001-01-01" ? day : addDays(day, -1));
const dayAfter = (day: LocalDate): LocalDate => (day === "9999-12-31" ? day : addDays(day, 1));

/** The day by which a document said something: when it was published as far as one knows, else when it was recorded. */
export const saidBy = (published: PartialDate | undefined, recordedOn: LocalDate): LocalDate => {
  const day = published === undefined ? null : latest(published);
  return day === null ? recordedOn : earlier(day, recordedOn);
};

/** True when the period certainly holds no day: its end (excluded) is at the latest its beginning. */
export const isEmptyPeriod = (from: PartialDate | null, to: PartialDate | null): boolean => from !== null && to !== null && isBefore(from, to) === "no";

/**
 * When a statement holds. An office whose beginning no document gives had begun when the document said so, and before its
 * end; one whose end no document gives has none. An end whose year is not stated may be any day after the beginning.
 */
const spanOf = ({ saidBy: said, validFrom, validTo }: OfficeStatement): Span => {
  const startEarliest = validFrom === null ? null : earliest(validFrom);
  const begun = (validFrom === null ? null : latest(validFrom)) ?? said;
  const endLatest = validTo === null ? null : latest(validTo);
  const end = validTo === null ? null : (earliest(validTo) ?? startEarliest);
  return {
    startEarliest,
    startLatest: endLatest === null ? begun : earlier(begun, dayBefore(endLatest)),
    endEarliest: end === null || startEarliest === null ? end : later(end, dayAfter(startEarliest)),
    endLatest,
  };
};

/** Whether the statement holds on a day. */
export const isHeldOn = (statement: OfficeStatement, day: LocalDate): "yes" | "no" | "unknown" => {
  const { endEarliest, endLatest, startEarliest, startLatest } = spanOf(statement);
  if (startEarliest !== null && day < startEarliest) return "no";
  if (endLatest !== null && day >= endLatest) return "no";
  const over = statement.validTo !== null && (endEarliest === null || day >= endEarliest);
  return day >= startLatest && !over ? "yes" : "unknown";
};

/**
 * Whether the statement certainly holds on a day. What a document says without any date, it says of its own day: what came
 * before and after is unknown, however old the document.
 */
export const isCertainOn = (statement: OfficeStatement, documentDay: LocalDate | null, day: LocalDate): boolean =>
  statement.validFrom === null && statement.validTo === null ? documentDay === day : isHeldOn(statement, day) === "yes";

const isOverBefore = ({ endLatest }: Span, { startEarliest }: Span): boolean => endLatest !== null && startEarliest !== null && endLatest <= startEarliest;

/** Whether two statements may hold on a same day, some day. */
const mayMeet = (a: Span, b: Span): boolean => !isOverBefore(a, b) && !isOverBefore(b, a);

/** The statements about one office that name different people and hold, or may hold, at the same time. */
export interface OfficeConflict<S extends OfficeStatement = OfficeStatement> {
  readonly office: string;
  readonly statements: ReadonlyArray<S>;
  /** How many people they name, all together: as many mandates. */
  readonly holders: number;
}

const holdersKey = ({ holders }: OfficeStatement): string => [...new Set(holders)].toSorted().join(" ");

const conflictsAmong = <S extends OfficeStatement>(statements: ReadonlyArray<S>, meet: (a: S, b: S) => boolean): ReadonlyArray<OfficeConflict<S>> =>
  [...new Set(statements.map(({ office }) => office))].toSorted().flatMap((office) => {
    const about = statements.filter((one) => one.office === office);
    const facing = about.filter((one) => about.some((other) => holdersKey(one) !== holdersKey(other) && meet(one, other)));
    return facing.length === 0 ? [] : [{ office, statements: facing, holders: new Set(facing.flatMap(({ holders }) => holders)).size }];
  });

/** The offices about which statements that hold or may hold on a day name different sets of people. */
export const conflictsOn = <S extends OfficeStatement>(statements: ReadonlyArray<S>, day: LocalDate): ReadonlyArray<OfficeConflict<S>> =>
  conflictsAmong(
    statements.filter((one) => isHeldOn(one, day) !== "no"),
    () => true,
  );

/** The same over all time: statements whose periods certainly do not meet do not conflict. */
export const conflictsEver = <S extends OfficeStatement>(statements: ReadonlyArray<S>): ReadonlyArray<OfficeConflict<S>> =>
  conflictsAmong(statements, (a, b) => mayMeet(spanOf(a), spanOf(b)));

/** The latest of the days by which what is said had begun: the last composition that the documents tell. `null` without statement. */
export const lastKnownDay = (statements: ReadonlyArray<OfficeStatement>): LocalDate | null =>
  statements.reduce<LocalDate | null>((day, one) => (day === null ? spanOf(one).startLatest : later(day, spanOf(one).startLatest)), null);
