import { parisDateFromInstant, type LocalDate } from "@cpts/domain/LocalDate";
import { contactExpiry } from "@cpts/domain/PersonContact";
import { clock } from "@cpts/service-kit/clocks/clock";
import { schedule } from "@cpts/service-kit/clocks/schedule";
import { statement } from "@cpts/service-kit/database/statement";
import { Clock, Effect } from "effect";
import { read, write } from "../database/tables.ts";

/** How long it is not asked again of somebody who is a member without a known end. */
const askedAgainAfterMonths = 12;

// The last day of a membership, else the day of recording: whoever never was a member is not kept for ever.
const lastOf = statement<[id: string], { readonly last: LocalDate | "infinity" | null; readonly recorded: LocalDate | null }>(`
  select (select case when max(to_latest) = 'infinity' then 'infinity' else to_char(max(to_latest), 'YYYY-MM-DD') end from membership where professional_id = $1 and to_latest > '-infinity') as last,
    (select to_char(max(recorded_on), 'YYYY-MM-DD') from person_contact where professional_id = $1) as recorded`);
const dropContacts = statement<[id: string], never>("delete from person_contact where professional_id = $1");
const dropConsents = statement<[id: string], never>("delete from mailing_consent where professional_id = $1");

const kind = "privacy.contacts";

interface Last {
  readonly last: LocalDate | "infinity" | null;
  readonly recorded: LocalDate | null;
}

/** The day on which contacts go; null while the person is a member, or where none are kept. */
export const goesOn = ({ last, recorded }: Last): LocalDate | null => {
  if (last === "infinity" || recorded === null) return null;
  return contactExpiry(last !== null && last > recorded ? last : recorded);
};

const lastFor = (id: string) => Effect.map(read((db) => lastOf(db, id)), ([row]): Last => row ?? { last: null, recorded: null });

/** The day on which what is kept to reach somebody goes by itself. */
export const contactsKeptUntil = (id: string) => Effect.map(lastFor(id), goesOn);

/** Looks again at somebody's contacts on the day they are to go; in a year where it is not known yet which day that is. */
export const watchContacts = (id: string) =>
  Effect.gen(function* () {
    const [row] = yield* write((db) => lastOf(db, id));
    if (row === undefined || row.recorded === null) return;
    const day = parisDateFromInstant(yield* Clock.currentTimeMillis);
    const due = goesOn(row) ?? `${Number(day.slice(0, 4)) + askedAgainAfterMonths / 12}${day.slice(4)}`;
    // Its own entry for each day: one that is under way is not moved.
    yield* schedule({ kind, ref: id, key: due, at: Date.parse(`${due}T00:00:00Z`) });
  });

/** Contacts and consents of somebody who has not been a member for long enough go. */
export const contactClock = clock(kind, ({ ref }) =>
  Effect.gen(function* () {
    const [row] = yield* write((db) => lastOf(db, ref));
    const due = goesOn(row ?? { last: null, recorded: null });
    if (due === null || due > parisDateFromInstant(yield* Clock.currentTimeMillis)) return yield* watchContacts(ref);
    yield* write((db) => dropContacts(db, ref));
    yield* write((db) => dropConsents(db, ref));
  }),
);
