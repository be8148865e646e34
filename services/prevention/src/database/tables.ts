import { tables } from "@cpts/service-kit/database/database";
import type { KnownTables } from "@cpts/service-kit/known/tables";

export type PreventionTables = KnownTables;

export const { read, write } = tables<PreventionTables>();
