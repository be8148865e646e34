import { tables } from "@cpts/service-kit/database/database";
import type { KnownTables } from "@cpts/service-kit/known/tables";

export type ContractsTables = KnownTables;

export const { read, write } = tables<ContractsTables>();
