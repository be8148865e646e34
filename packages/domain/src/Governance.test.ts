import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { conflictsEver, conflictsOn, isCertainOn, isEmptyPeriod, isHeldOn, lastKnownDay, OfficeHolders, saidBy, type OfficeStatement } from "./Governance.ts";
import { issuesOf } from "./IssueText.ts";
import { addDays, type LocalDate } from "./LocalDate.ts";
import { earliest, latest, type PartialDate } from "./PartialDate.ts";

// The tests write dates by hand.
const day = (text: string): LocalDate => text as LocalDate;
const partial = (text: string): PartialDate => text as PartialDate;
const recorded = day("2026-11-22");

const statement = (office: string, holders: string, from?: string, to?: string): OfficeStatement => ({
  office,
  holders: holders.split(" "),
  validFrom: from === undefined ? null : partial(from),
  validTo: to === undefined ? null : partial(to),
  saidBy: recorded,
});
const on = (one: OfficeStatement, ...days: ReadonlyArray<string>) => days.map((text) => isHeldOn(one, day(text)));

/** Seed 001, the offices of the Pays Berjalliens. */
const presidents = statement("CO_PRESIDENT", "saussac millardet");
const treasurers = statement("CO_TRESORIER", "first second");
const alsoTreasurers = statement("CO_TRESORIER", "third fourth");

const anyDate = fc.constantFrom("2017", "2018", "2019", "2018-02", "2018-11", "2018-06-15", "2018-06-16", "2019-01-01", "--06-15").map(partial);
const anyDay = fc.integer({ min: -800, max: 800 }).map((days) => addDays(day("2018-06-15"), days));
const anyStatement: fc.Arbitrary<OfficeStatement> = fc
  .record({
    office: fc.constantFrom("PRESIDENT", "SECRETAIRE"),
    holders: fc.uniqueArray(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 3 }),
    validFrom: fc.option(anyDate),
    validTo: fc.option(anyDate),
    saidBy: anyDay,
  })
  .filter(({ validFrom, validTo }) => !isEmptyPeriod(validFrom, validTo));

/** Every pair of a beginning and an end that a statement allows, from a few days within each range. */
const worlds = ({ saidBy: said, validFrom, validTo }: OfficeStatement): ReadonlyArray<readonly [LocalDate, LocalDate]> => {
  const [never, always] = [day("2030-01-01"), day("2010-01-01")];
  const within = (first: LocalDate, last: LocalDate) => [first, addDays(first, 1), addDays(last, -1), last].filter((one) => first <= one && one <= last);
  const starts = within((validFrom && earliest(validFrom)) ?? always, (validFrom && latest(validFrom)) ?? said);
  const ends = validTo === null ? [never] : within(earliest(validTo) ?? always, latest(validTo) ?? never);
  const near = [...starts, ...ends.flatMap((end) => [addDays(end, -1)])].filter((one) => one >= (starts[0] ?? always) && one <= (starts.at(-1) ?? never));
  const far = [...ends, ...starts.flatMap((start) => [addDays(start, 1)])].filter((one) => one >= (ends[0] ?? always) && one <= (ends.at(-1) ?? never));
  return near.flatMap((start) => far.filter((end) => start < end).map((end) => [start, end] as const));
};

describe("an office", () => {
  it("of 2018 is unknown during that year, certain after it, and not held before", () => {
    expect(on(statement("PRESIDENT", "perrain", "2018"), "2017-12-31", "2018-05-01", "2019-01-01")).toEqual(["no", "unknown", "yes"]);
  });

  it("whose beginning no document gives was held when the document said so, and may have been before", () => {
    expect(on({ ...presidents, saidBy: saidBy(partial("2025-06"), recorded) }, "2025-06-29", "2025-06-30", "2030-01-01")).toEqual(["unknown", "yes", "yes"]);
    expect([saidBy(undefined, recorded), saidBy(partial("2026"), recorded), saidBy(partial("--06-15"), recorded)]).toEqual([recorded, recorded, recorded]);
  });

  it("that ends on a day is not held on that day", () => {
    expect(on(statement("PRESIDENT", "perrain", "2018-03-01", "2018-06-15"), "2018-02-28", "2018-03-01", "2018-06-14", "2018-06-15")).toEqual(["no", "yes", "yes", "no"]);
    expect(on(statement("PRESIDENT", "perrain", "2018-03-01", "2019"), "2018-12-31", "2019-05-01", "2019-12-31")).toEqual(["yes", "unknown", "no"]);
    expect(on(statement("PRESIDENT", "perrain", "2018-03-01", "--06-15"), "2018-03-01", "2018-04-01", "2040-01-01")).toEqual(["yes", "unknown", "unknown"]);
  });

  it("is held for certain only where every beginning and end that it allows say so, and not held where none does", () => {
    fc.assert(
      fc.property(anyStatement, anyDay, (one, date) => {
        const seen = new Set(worlds(one).map(([from, to]) => (from <= date && date < to ? "yes" : "no")));
        const [verdict = "unknown", ...others] = seen;
        // The few days looked at may all agree where another would not: then "unknown" is right too.
        expect(others.length > 0 ? ["unknown"] : [verdict, "unknown"]).toContain(isHeldOn(one, date));
      }),
      { numRuns: 2_000 },
    );
  });

  it("may begin on the last day and end on the first that can be written", () => {
    expect(on(statement("PRESIDENT", "perrain", "9999-12-31"), "9999-12-30", "9999-12-31")).toEqual(["no", "yes"]);
    expect(on(statement("PRESIDENT", "perrain", "9999-12-31", "--06-15"), "9999-12-30")).toEqual(["no"]);
    expect(on(statement("PRESIDENT", "perrain", undefined, "0000-01-01"), "0000-01-01")).toEqual(["no"]);
  });

  it("cannot end before it begins, as far as its dates tell", () => {
    expect([["2018-06-15", "2018-06-15"], ["2019", "2018"], ["2018", "2018"], ["2018-06-15", "--06-15"]].map(([from, to]) => isEmptyPeriod(partial(from ?? ""), partial(to ?? "")))).toEqual([true, true, false, false]);
    expect(isEmptyPeriod(null, partial("2018"))).toBe(false);
  });
});

describe("two statements about the same office", () => {
  it("conflict when they name different people: four mandates are held, and nobody is guessed to be a secretary", () => {
    const found = conflictsOn([presidents, treasurers, alsoTreasurers], recorded);
    expect(found).toEqual([{ office: "CO_TRESORIER", statements: [treasurers, alsoTreasurers], holders: 4 }]);
    expect(conflictsEver([presidents, treasurers, alsoTreasurers])).toEqual(found);
  });

  it("do not conflict when they name the same people in another order", () => {
    expect(conflictsOn([treasurers, { ...treasurers, holders: ["second", "first"] }], recorded)).toEqual([]);
  });

  it("conflict where they name only some of the same people, each counted once", () => {
    expect(conflictsOn([treasurers, statement("CO_TRESORIER", "first third")], recorded)).toMatchObject([{ holders: 3 }]);
  });

  it("do not conflict when one certainly ended before the other began, and do when it may not have", () => {
    const first = statement("PRESIDENT", "perrain", "2017", "2019-06-15");
    expect(conflictsEver([first, statement("PRESIDENT", "autre", "2019-06-15")])).toEqual([]);
    expect(conflictsEver([first, statement("PRESIDENT", "autre", "2019-06")])).toMatchObject([{ office: "PRESIDENT", holders: 2 }]);
    expect(conflictsEver([first, statement("PRESIDENT", "autre")])).toHaveLength(1);
    expect(conflictsOn([first, statement("PRESIDENT", "autre", "2019-06")], day("2020-01-01"))).toEqual([]);
  });

  it("never conflict on a day without conflicting over all time", () => {
    fc.assert(
      fc.property(fc.array(anyStatement, { maxLength: 4 }), anyDay, (statements, date) => {
        const ever = new Set(conflictsEver(statements).flatMap((conflict) => conflict.statements));
        for (const one of conflictsOn(statements, date).flatMap((conflict) => conflict.statements)) expect(ever).toContain(one);
      }),
    );
  });

  it("conflict whichever was said first", () => {
    fc.assert(
      fc.property(fc.array(anyStatement, { maxLength: 4 }), (statements) => {
        const offices = (list: ReadonlyArray<OfficeStatement>) => conflictsEver(list).map(({ holders, office }) => [office, holders]);
        expect(offices(statements.toReversed())).toEqual(offices(statements));
      }),
    );
  });
});

describe("the last composition known", () => {
  it("is that of the day by which the last statement had begun", () => {
    expect(lastKnownDay([])).toBeNull();
    expect(lastKnownDay([statement("PRESIDENT", "a", "2018"), statement("SECRETAIRE", "b", "2020-02-01")])).toBe("2020-02-01");
  });
});

describe("a statement", () => {
  const id = (last: number) => ({ professionalId: `018f6f52-9f5e-7cc1-b6a0-1f2b3c4d5e${String(last).padStart(2, "0")}` });

  it("names 1 to 20 people, each once", () => {
    const keys = (holders: ReadonlyArray<object>) => issuesOf(OfficeHolders, holders).map(({ key, path }) => [path, key]);
    expect(keys([])).toEqual([[[], "office-statement.holders"]]);
    expect(keys(Array.from({ length: 21 }, (_, index) => id(index)))).toEqual([[[], "office-statement.holders"]]);
    expect(keys([id(1), id(2), id(1)])).toEqual([[[2], "office-statement.holder-repeated"]]);
    expect(keys([id(1), id(2)])).toEqual([]);
  });
});

it("an office that a document tells without any date is certain on the day of that document, and on no other", () => {
  const written = day("2017-12-04");
  const days = ["2017-12-03", "2017-12-04", "2017-12-05", "2026-11-22"].map(day);
  const since = statement("PRESIDENT", "perrain", "2017-11-30");
  expect(days.map((one) => isCertainOn(presidents, written, one))).toEqual([false, true, false, false]);
  expect(days.map((one) => isCertainOn(presidents, null, one))).toEqual([false, false, false, false]);
  expect(days.map((one) => isCertainOn(since, null, one))).toEqual([true, true, true, true]);
});
