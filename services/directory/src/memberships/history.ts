import type { MembershipVersion } from "@cpts/api/MembershipViews";
import type { MembershipId } from "@cpts/domain/Membership";
import { Effect } from "effect";
import type { History } from "../corrections/history.ts";
import { read } from "../database/tables.ts";
import { statedOf } from "./tables.ts";

type Encoded = typeof MembershipVersion.Encoded;

export const membershipHistory: History = { row: "membership", versions: "membership_version", of: "membership_id", stated: statedOf };

/** What was written of a membership, the oldest first. */
export const historyOf = (id: MembershipId) =>
  Effect.map(
    read((db) => db.selectFrom("membership_version").selectAll().where("membership_id", "=", id).orderBy("version").execute()),
    (rows) => ({
      items: rows.map(
        // The write path stored nothing that its schema refuses.
        ({ recorded_on: recordedOn, stated, version, why }) => ({ version, why, recordedOn, ...(stated as Omit<Encoded, "version" | "why" | "recordedOn">) }) as Encoded,
      ),
    }),
  );
