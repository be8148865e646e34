import { tables } from "@cpts/service-kit/database/database";
import type { KnownTables } from "@cpts/service-kit/known/tables";
import type { PeopleTables } from "./people-tables.ts";

export type DirectoryTables = KnownTables & PeopleTables;

export const { read, write } = tables<DirectoryTables>();
