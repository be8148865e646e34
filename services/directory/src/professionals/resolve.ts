import type { Resolutions } from "@cpts/api/DirectoryViews";
import type { Actor } from "@cpts/domain/Access";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { Effect } from "effect";
import { sql } from "kysely";
import { certaintyOn } from "../database/dated.ts";
import { read } from "../database/tables.ts";
import { isVisible, sightOf } from "./sight.ts";

type Encoded = typeof Resolutions.Encoded;

interface Row {
  readonly rpps: string;
  readonly id: string;
  readonly memberships: ReadonlyArray<{ readonly membershipId: string; readonly cptsId: string; readonly certainty: "yes" | "no" | "unknown" }> | null;
}

/** To which CPTS each of these numbers belongs on a day: of whom this actor may see, and of the national register. */
export const resolveNumbers = ({ on, rpps }: { readonly rpps: ReadonlyArray<string>; readonly on?: LocalDate }, actor: Actor) =>
  Effect.gen(function* () {
    const sight = yield* sightOf(actor);
    const day = on ?? sight.day;
    const rows = yield* read(
      async (db) =>
        (
          await sql<Row>`
            with asked as (select number, row_number() over () as place from unnest(${[...rpps]}::text[]) as number),
            seen as (
              select a.number, a.place, p.id from asked a join professional_identity i on i.rpps = a.number join professional p on p.id = i.professional_id where ${isVisible(sight)}
            )
            select a.number as rpps, coalesce(seen.id, m.id) as id, (
              select json_agg(json_build_object('membershipId', id, 'cptsId', cpts_id, 'certainty', certainty) order by id) from (
                select id, cpts_id, ${certaintyOn(day)} as certainty from membership where professional_id = seen.id
              ) as held where certainty <> 'no'
            ) as memberships
            from asked a left join seen on seen.place = a.place left join rpps_professional m on m.rpps = a.number::bigint
            where seen.id is not null or m.id is not null order by a.place`.execute(db)
        ).rows,
    );
    const known = new Set(rows.map((row) => row.rpps));
    const resolved = rows.map(({ id, memberships, rpps: number }) => ({ rpps: number, professionalId: id, memberships: memberships ?? [] }));
    return { on: day, resolved, unknown: rpps.filter((number) => !known.has(number)) } satisfies Encoded;
  });
