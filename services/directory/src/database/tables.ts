import { tables } from "@cpts/service-kit/database/database";
import type { DatedColumns } from "@cpts/service-kit/time/dated-rows";
import type { ColumnType } from "kysely";

/** Written as JSON text, read as a value. */
type Json<T> = ColumnType<T, string, string>;

export interface DirectoryTables {
  /** CPTS as the registry's events tell of them. */
  readonly known_cpts: { id: string; name: string };
  /** Their territories, in the order of their starts. */
  readonly known_territory: DatedColumns & {
    cpts_id: string;
    number: number;
    communes: ReadonlyArray<string>;
    parts: Json<ReadonlyArray<unknown>>;
    prose: string | null;
    provenance: Json<unknown>;
  };
}

export const { read, write } = tables<DirectoryTables>();
