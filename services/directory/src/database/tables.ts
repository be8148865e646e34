import { tables } from "@cpts/service-kit/database/database";
import type { ColumnType } from "kysely";

/** Written as JSON text, read as a value. */
type Json<T> = ColumnType<T, string, string>;

export interface DirectoryTables {
  /** CPTS as the registry's events tell of them. */
  readonly known_cpts: { id: string; name: string };
  /** Their territories, in the order of their starts. */
  readonly known_territory: {
    cpts_id: string;
    number: number;
    valid_from: string | null;
    valid_to: string | null;
    from_earliest: string;
    from_latest: string;
    to_earliest: string;
    to_latest: string;
    communes: ReadonlyArray<string>;
    parts: Json<ReadonlyArray<unknown>>;
    prose: string | null;
    provenance: Json<unknown>;
  };
}

export const { read, write } = tables<DirectoryTables>();
