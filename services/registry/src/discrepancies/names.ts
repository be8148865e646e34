import { statement } from "@cpts/service-kit/database/statement";
import type { Kysely } from "kysely";
import type { EncodedFact } from "../cpts/queries.ts";
import type { RegistryTables } from "../database/tables.ts";
import type { Names } from "./known.ts";

interface NamedRow {
  readonly kind: "departement" | "region" | "epci";
  readonly code: string;
  readonly nom: string;
  readonly type: string;
}

const namesStatement = statement<[codes: ReadonlyArray<string>], NamedRow>(`
  select 'departement' as kind, code, nom, '' as type from departement where code = any($1::text[])
  union all select 'region', code, nom, '' from region where code = any($1::text[])
  union all select 'epci', code, nom, type from epci where code = any($1::text[])`);

/** The official names of every departement, region and EPCI that the facts hold by code. */
export const namesIn = async (db: Kysely<RegistryTables>, facts: ReadonlyArray<EncodedFact>): Promise<Names> => {
  const codes = facts.flatMap(({ fact }) => (typeof fact.value === "object" && fact.property !== "communes" ? fact.value : []));
  const rows = codes.length === 0 ? [] : await namesStatement(db, [...new Set(codes)]);
  const of = (kind: NamedRow["kind"]) => rows.filter((row) => row.kind === kind);
  return {
    departements: new Map(of("departement").map(({ code, nom }) => [code, nom])),
    regions: new Map(of("region").map(({ code, nom }) => [code, nom])),
    epci: new Map(of("epci").map(({ code, nom, type }) => [code, { nom, type }])),
  };
};

/** The names of the codes of a property; empty for one whose codes have none here. */
export const namedCodes = (property: string, codes: ReadonlyArray<string>, names: Names): ReadonlyArray<string> => {
  if (property === "departements" || property === "attachment-departement") return codes.map((code) => names.departements.get(code) ?? code);
  if (property === "regions") return codes.map((code) => names.regions.get(code) ?? code);
  return property === "epci" ? codes.map((code) => names.epci.get(code)?.nom ?? code) : [];
};
