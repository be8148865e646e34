import type { ReviewView } from "@cpts/api/ReviewViews";
import type { Json } from "@cpts/service-kit/database/json-column";
import { sql, type Kysely } from "kysely";

/** What was said and done before the figures are frozen. */
export type StoredReview = Pick<typeof ReviewView.Encoded, "steps">;

/** What the decision froze: it never changes. */
export type FrozenReview = NonNullable<(typeof ReviewView.Encoded)["frozen"]>;

export interface ReviewTables {
  readonly review: { id: string; contract_id: string; contract_year: number; version: number; state: "preparing" | "received" | "to-complete" | "closed"; body: Json<StoredReview>; frozen: Json<FrozenReview> | null };
  /** What a file of a review is: its report, an annex or a proof, by number. */
  readonly review_file: { file_id: string; review_id: string; part: "report" | "annex" | "proof"; number: number; indicator: string | null };
}

export const reviewTables = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table review (
      id uuid primary key,
      contract_id uuid not null references contract (id),
      contract_year integer not null,
      version integer not null,
      state text not null,
      body json not null,
      frozen json,
      unique (contract_id, contract_year),
      check ((state = 'closed') = (frozen is not null))
    )`.execute(db);
  await sql`
    create table review_file (
      file_id uuid primary key,
      review_id uuid not null references review (id),
      part text not null,
      number integer not null,
      indicator text,
      unique (review_id, part, number)
    )`.execute(db);
};
