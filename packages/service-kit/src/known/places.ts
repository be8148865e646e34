import type { Resource } from "@cpts/domain/Access";
import { CommuneCode, departementOfCommune, RegionCode, type DepartementCode } from "@cpts/domain/Cog";
import { departementByCode } from "@cpts/reference-data";
import { Effect, Schema } from "effect";
import { statement } from "../database/statement.ts";
import { read } from "./tables.ts";

const isCommune = Schema.is(CommuneCode);
const isRegion = Schema.is(RegionCode);

/** The regions of some departements, each once. */
export const regionsOf = (departements: ReadonlyArray<DepartementCode>): ReadonlyArray<RegionCode> =>
  [...new Set(departements.flatMap((code) => departementByCode(code)?.region ?? []))].filter(isRegion);

const communesStatement = statement<
  [ids: ReadonlyArray<string>],
  { readonly cpts_id: string; readonly communes: ReadonlyArray<string>; readonly parts: ReadonlyArray<{ readonly commune: string }> }
>("select cpts_id, communes, parts from known_territory where cpts_id = any($1::uuid[])");
const attachmentsStatement = statement<[ids: ReadonlyArray<string>], { readonly cpts_id: string; readonly departement: DepartementCode }>(
  "select cpts_id, departement from known_attachment where cpts_id = any($1::uuid[])",
);

/** Departements and regions, as a permission asks for them. */
export type Places = Required<Pick<Resource, "departements" | "regions">>;

/** Where each of some CPTS is, by every territory it has had or will have and by the departement that a fact attaches it to. */
export const placesOf = (ids: ReadonlyArray<string>) =>
  read(async (db): Promise<ReadonlyMap<string, Places>> => {
    const found = new Map<string, Set<DepartementCode>>(ids.map((id) => [id, new Set()]));
    for (const { communes, cpts_id, parts } of await communesStatement(db, ids))
      for (const code of [...communes, ...parts.map(({ commune }) => commune)].filter(isCommune)) found.get(cpts_id)?.add(departementOfCommune(code));
    for (const { cpts_id, departement } of await attachmentsStatement(db, ids)) found.get(cpts_id)?.add(departement);
    return new Map(
      [...found].map(([id, departements]) => [
        id,
        { departements: [...departements], regions: regionsOf([...departements]) },
      ]),
    );
  });

/** Where one CPTS is. */
export const placesOfCpts = (id: string) => Effect.map(placesOf([id]), (places): Places => places.get(id) ?? { departements: [], regions: [] });
