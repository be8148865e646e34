import type { MembershipVersion } from "@cpts/api/MembershipViews";
import type { LocalDate } from "@cpts/domain/LocalDate";
import type { MembershipId } from "@cpts/domain/Membership";
import { Effect } from "effect";
import { sql } from "kysely";
import { read, write } from "../database/tables.ts";
import { statedOf } from "./tables.ts";

type Encoded = typeof MembershipVersion.Encoded;

/** Keeps how a membership is written now beside how it was. */
export const keepVersion = (id: string, why: string, on: LocalDate) =>
  write((db) => sql`insert into membership_version (membership_id, version, why, recorded_on, stated) select id, version, ${why}, ${on}, ${statedOf} from membership where id = ${id}`.execute(db));

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
