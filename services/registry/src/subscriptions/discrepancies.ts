import { type EventType, jsonOf } from "@cpts/api/EventType";
import type { DiscrepanciesChanged } from "@cpts/domain/Discrepancy";
import { writes } from "@cpts/service-kit/subscriptions/projection";
import { build } from "../database/tables.ts";

type Told = EventType<string, typeof DiscrepanciesChanged>;

/** Keeps the newest list of what a service finds that does not fit about each CPTS. */
export const learnDiscrepancies = (table: "contracts_discrepancy" | "directory_discrepancy", definition: Told) =>
  writes(definition, (data, { aggregateversion: version }) => {
    const { cptsId, discrepancies } = jsonOf(definition, data);
    const row = { version, items: JSON.stringify(discrepancies) };
    return [
      build
        .insertInto(table)
        .values({ cpts_id: cptsId, ...row })
        .onConflict((conflict) => conflict.column("cpts_id").doUpdateSet(row).where(`${table}.version`, "<", version))
        .compile(),
    ];
  });
