import { arrondissementsOf, parentOfArrondissement, type CommuneCode } from "@cpts/domain/Cog";
import type { CoverablePlace } from "@cpts/domain/Coverage";
import type { CommunePart } from "@cpts/domain/Territory";
import { statement } from "@cpts/service-kit/database/statement";
import type { Kysely } from "kysely";
import { communeColumns, communeJoins, type CommuneRow } from "../communes/queries.ts";
import type { RegistryTables } from "../database/tables.ts";

type Db = Kysely<RegistryTables>;

/** A commune or arrondissement in memory. */
export type HeldPlace = CommuneRow & { readonly epci_communes: number | null; readonly epci_population: number | null };

/** A territory in memory, with the first and last day that its start and its end can be. */
export interface HeldVersion {
  readonly number: number;
  readonly validFrom: string | null;
  readonly fromEarliest: string;
  readonly fromLatest: string;
  readonly toEarliest: string;
  readonly toLatest: string;
  readonly provenance: string;
  readonly communes: ReadonlySet<string>;
  readonly parts: ReadonlyArray<typeof CommunePart.Encoded>;
  /** Why it shares a commune with another CPTS, by the code of the commune. */
  readonly overlapReasons: ReadonlyMap<string, string>;
}

/** A CPTS in memory, with all its territories in their order. */
export interface HeldCpts {
  readonly id: string;
  readonly name: string;
  readonly nameKey: string;
  readonly status: string;
  readonly versions: ReadonlyArray<HeldVersion>;
}

/** The reference data of one edition, which does not change while a service runs. */
export interface Geography {
  /** Communes and municipal arrondissements by code. */
  readonly places: ReadonlyMap<string, HeldPlace>;
  /** What there is to cover: communes of today in the order of their codes. */
  readonly coverable: ReadonlyArray<CoverablePlace>;
  readonly coverableAt: ReadonlyMap<string, CoverablePlace>;
  readonly former: ReadonlyMap<string, { readonly code: string; readonly nom: string; readonly commune: string }>;
}

/** The city of an arrondissement, or the commune itself: under this code all claims of one place meet. */
export const cityOf = (code: string): string => parentOfArrondissement(code as CommuneCode) ?? code; // any text may be asked

const placesStatement = statement<[], HeldPlace>(`select ${communeColumns}, e.commune_count as epci_communes, e.population as epci_population from commune c ${communeJoins} order by c.code collate "C"`);
const formerStatement = statement<[], { readonly code: string; readonly nom: string; readonly commune: string }>("select code, nom, commune from former_commune");

/** One text for each name that thousands of rows repeat. */
const interned = () => {
  const known = new Map<string, string>();
  return <Text extends string | null>(text: Text): Text => {
    if (text === null) return text;
    const same = known.get(text);
    if (same === undefined) known.set(text, text);
    // The very same characters.
    return (same ?? text) as Text;
  };
};

export const loadGeography = async (db: Db): Promise<Geography> => {
  const once = interned();
  const rows = (await placesStatement(db)).map((row): HeldPlace => ({
    ...row,
    type: row.type === "commune-actuelle" ? "commune-actuelle" : "arrondissement-municipal",
    departement: once(row.departement),
    departement_nom: once(row.departement_nom),
    region: once(row.region),
    region_nom: once(row.region_nom),
    epci: once(row.epci),
    epci_nom: once(row.epci_nom),
    epci_type: once(row.epci_type),
  }));
  const places = new Map(rows.map((row) => [row.code, row]));
  const inside = (code: string) => arrondissementsOf(code as CommuneCode).map((one) => ({ code: one, population: places.get(one)?.population ?? null })); // a code of the table
  const coverable = rows.flatMap(({ code, population, type }) => (type === "commune-actuelle" ? [{ code, population, inside: inside(code) }] : []));
  return {
    places,
    coverable,
    coverableAt: new Map(coverable.map((place) => [place.code, place])),
    former: new Map((await formerStatement(db)).map((row) => [row.code, row])),
  };
};

interface Row {
  readonly id: string;
  readonly name: string;
  readonly name_key: string;
  readonly status: string;
  /** Null where the CPTS has no territory. */
  readonly number: number | null;
  readonly valid_from: string | null;
  readonly from_earliest: string;
  readonly from_latest: string;
  readonly to_earliest: string;
  readonly to_latest: string;
  readonly provenance: string;
  readonly overlaps: ReadonlyArray<{ readonly commune: string; readonly reason: string }> | null;
  readonly communes: ReadonlyArray<string>;
  readonly parts: HeldVersion["parts"];
}

const cptsText = (condition: string): string => `select x.id, x.name, x.name_key, x.status, v.number, v.valid_from, v.from_earliest, v.from_latest, v.to_earliest, v.to_latest,
    v.provenance->>'status' as provenance, v.details->'overlaps' as overlaps,
    array(select commune from territory_commune where version_id = v.id order by commune collate "C") as communes,
    coalesce((select json_agg(part order by number) from territory_part where version_id = v.id), '[]'::json) as parts
  from cpts x left join territory_version v on v.cpts_id = x.id ${condition} order by x.id, v.number`;
const allStatement = statement<[], Row>(cptsText(""));
const someStatement = statement<[ids: ReadonlyArray<string>], Row>(cptsText("where x.id = any($1::uuid[])"));

const versionOf = (row: Row & { readonly number: number }): HeldVersion => ({
  number: row.number,
  validFrom: row.valid_from,
  fromEarliest: row.from_earliest,
  fromLatest: row.from_latest,
  toEarliest: row.to_earliest,
  toLatest: row.to_latest,
  provenance: row.provenance,
  communes: new Set(row.communes),
  parts: row.parts,
  overlapReasons: new Map((row.overlaps ?? []).map(({ commune, reason }) => [commune, reason])),
});

/** CPTS with their territories, all or some of them, as one statement sees them. */
export const loadCpts = async (db: Db, ids: ReadonlyArray<string> | null): Promise<ReadonlyArray<HeldCpts>> => {
  const rows = await (ids === null ? allStatement(db) : someStatement(db, ids));
  return [...Map.groupBy(rows, ({ id }) => id).entries()].flatMap(([id, ofCpts]) =>
    ofCpts.slice(0, 1).map(({ name, name_key: nameKey, status }): HeldCpts => ({
      id,
      name,
      nameKey,
      status,
      versions: ofCpts.flatMap((row) => (row.number === null ? [] : [versionOf({ ...row, number: row.number })])),
    })),
  );
};
