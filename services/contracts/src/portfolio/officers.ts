import type { ContractPortfolio } from "@cpts/api/Portfolio";
import { Problem } from "@cpts/api/Problem";
import { registry } from "@cpts/api/Registry";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { isFollowed } from "@cpts/domain/Referent";
import { statement } from "@cpts/service-kit/database/statement";
import { writes, type Projection } from "@cpts/service-kit/subscriptions/projection";
import { Effect } from "effect";
import { sql, type Kysely } from "kysely";
import { dateOf } from "../contracts/dates.ts";
import { build, read } from "../database/tables.ts";

export interface OfficerTables {
  /** Referents of the registry: their ids, no person. */
  readonly known_referent: { referent_id: string };
  /** Which CPTS they follow, from when to when. */
  readonly known_assignment: { assignment_id: string; referent_id: string; cpts_id: string; valid_from: string | null; valid_to: string | null };
}

export const officerTables = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create table known_referent (referent_id uuid primary key)`.execute(db);
  // No foreign key: an entry may be heard of before its referent.
  await sql`create table known_assignment (assignment_id uuid primary key, referent_id uuid not null, cpts_id uuid not null, valid_from text, valid_to text)`.execute(db);
  await sql`create index known_assignment_referent on known_assignment (referent_id)`.execute(db);
};

/** Who follows which CPTS, as the registry tells it: ids and dates alone. */
export const officers: Projection = {
  name: "officers",
  source: registry.name,
  tables: ["known_referent", "known_assignment"],
  handlers: {
    ...writes(registry.events.referentRegistered, ({ referentId }) => [build.insertInto("known_referent").values({ referent_id: referentId }).onConflict((conflict) => conflict.doNothing()).compile()]),
    ...writes(registry.events.portfolioChanged, ({ assignmentId, cptsId, referentId, validFrom, validTo }) => [
      build
        .insertInto("known_assignment")
        .values({ assignment_id: assignmentId, referent_id: referentId, cpts_id: cptsId, valid_from: validFrom, valid_to: validTo })
        .onConflict((conflict) => conflict.column("assignment_id").doUpdateSet({ valid_from: validFrom, valid_to: validTo }))
        .compile(),
    ]),
  },
};

type Entry = { readonly cpts_id: string; readonly valid_from: string | null; readonly valid_to: string | null };
const entriesOf = statement<[referent: string], Entry>("select cpts_id, valid_from, valid_to from known_assignment where referent_id = $1");
const isKnown = statement<[referent: string], { readonly referent_id: string }>("select referent_id from known_referent where referent_id = $1");

const unknownOfficer = new Problem({
  type: "unknown-reference",
  retryAfterSeconds: 1,
  faults: [{ in: "query", path: ["officer"], code: "unknown-referent", message: { fr: "ce référent n'est pas connu ici, ou pas encore", en: "this referent is not known here, or not yet" } }],
});

/** How certain it is that an officer follows a CPTS. */
export type Followed = NonNullable<(typeof ContractPortfolio.Encoded)["items"][number]["followed"]>;

/** The CPTS that an officer follows on a day, for certain or perhaps. */
export const followedBy = (officer: string, day: LocalDate) =>
  Effect.gen(function* () {
    const [entries, known] = [yield* read((db) => entriesOf(db, officer)), yield* read((db) => isKnown(db, officer))];
    if (entries.length + known.length === 0) return yield* unknownOfficer;
    const followed = new Map<string, Followed>();
    for (const { cpts_id: cptsId, valid_from: from, valid_to: to } of entries) {
      const said = isFollowed({ validFrom: dateOf(from), validTo: dateOf(to) }, day);
      if (said === "yes" || (said === "unknown" && !followed.has(cptsId))) followed.set(cptsId, said);
    }
    return followed;
  });
