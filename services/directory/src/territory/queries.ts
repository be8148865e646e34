import type { LearnedTerritory } from "@cpts/api/CptsViews";
import { Problem } from "@cpts/api/Problem";
import { registry } from "@cpts/api/Registry";
import type { CptsId } from "@cpts/domain/Cpts";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { formatPosition } from "@cpts/domain/Position";
import { Seen } from "@cpts/service-kit/http/positions";
import { isCertain, mayBeInForce } from "@cpts/service-kit/time/dated-rows";
import { Effect } from "effect";
import { sql, type Selectable } from "kysely";
import { read, type DirectoryTables } from "../database/tables.ts";

type Encoded = typeof LearnedTerritory.Encoded;
type Row = Selectable<DirectoryTables["known_territory"]> & { readonly name: string | null; readonly certain: boolean };

const notLearned = (asOf: LocalDate): Problem =>
  new Problem({
    type: "not-found",
    detail: { fr: `L'annuaire ne connaît pas de territoire de cette CPTS au ${asOf}.`, en: `The directory knows no territory of this CPTS on ${asOf}.` },
  });

/** The territory of a CPTS on a date, as learned from the registry so far. */
export const findLearnedTerritory = (id: CptsId, asOf: LocalDate) =>
  Effect.gen(function* () {
    const seen = yield* (yield* Seen).positionOf(registry.name);
    const row = yield* read(async (db) => {
      const { rows } = await sql<Row>`
        select t.*, c.name, ${isCertain(asOf)} as certain
        from known_territory t left join known_cpts c on c.id = t.cpts_id
        where t.cpts_id = ${id} and ${mayBeInForce(asOf)}
        order by certain desc, t.number desc limit 1`.execute(db);
      return rows[0];
    });
    if (row === undefined) return yield* notLearned(asOf);
    const body: Encoded = {
      cptsId: row.cpts_id,
      name: row.name ?? "",
      asOf,
      certainty: row.certain ? "yes" : "unknown",
      validFrom: row.valid_from,
      validTo: row.valid_to,
      communes: row.communes,
      // The events came through their schemas.
      parts: row.parts as Encoded["parts"],
      prose: row.prose,
      provenance: row.provenance as Encoded["provenance"],
      learnedAt: formatPosition({ source: registry.name, logId: seen?.logId ?? "", position: seen?.position ?? 0 }),
    };
    return body;
  });

