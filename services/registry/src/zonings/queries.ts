import type { CptsZonings, ZoningLayer } from "@cpts/api/Zonings";
import { Problem } from "@cpts/api/Problem";
import type { CptsId } from "@cpts/domain/Cpts";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { soleRow, statement } from "@cpts/service-kit/database/statement";
import { pagesById } from "@cpts/service-kit/http/pages-by-id";
import { Effect } from "effect";
import { cptsNotFound } from "../cpts/queries.ts";
import { read, write } from "../database/tables.ts";
import { countedIn } from "../territory/computed.ts";
import { computedOn } from "../territory/queries.ts";
import { explainZonings } from "./explanations.ts";

type Layer = typeof ZoningLayer.Encoded;

const layersText = (condition: string): string => `
  select l.id, l.id as "zoningId", l.kind, l.version, l.edition, l.source, l.licence, count(distinct c.zone)::int as zones, count(distinct c.commune)::int as communes
  from zoning_layer l join zoning_commune c using (kind) ${condition}`;
const layersStatement = statement<[], Layer & { readonly id: string }>(layersText("group by l.kind order by l.kind"));
const layerStatement = statement<[kind: string], Layer & { readonly id: string }>(layersText("where l.kind = $1 group by l.kind"));
const pageStatement = statement<[after: string, limit: number], Layer & { readonly id: string }>(layersText("where l.id > $1 group by l.kind order by l.id limit $2"));

const layerFrom = ({ communes, edition, kind, licence, source, version, zoningId, zones }: Layer): Layer => ({ zoningId, kind, version, edition, source, licence, zones, communes });

/** The layers in use, a page at a time. */
export const listLayers = pagesById("zonings", (after, limit) => read((db) => pageStatement(db, after, limit)), (rows) => Effect.succeed(rows.map(layerFrom)));

/** The layer of a kind, which was just written or read. */
export const layerOf = (kind: string) => Effect.map(write((db) => layerStatement(db, kind)), (rows) => layerFrom(soleRow(rows)));

interface Met {
  readonly kind: string;
  readonly zone: string;
  readonly nom: string;
  readonly held: ReadonlyArray<string>;
  readonly of: number;
  readonly of_population: number | null;
}

// An arrondissement lies in the zones of its city where the layer does not name it.
const metStatement = statement<[codes: ReadonlyArray<string>], Met>(`
  with held as (select code from unnest($1::text[]) as t (code)),
  met as (
    select z.kind, z.zone, array_agg(distinct h.code) as held from held h join zoning_commune z on z.commune = h.code
      or (z.commune = case when h.code like '751%' then '75056' when h.code like '6938%' then '69123' when h.code like '132%' then '13055' end
        and not exists (select from zoning_commune o where o.kind = z.kind and o.commune = h.code))
    group by z.kind, z.zone)
  select m.kind, m.zone, min(z.nom) as nom, m.held, count(*)::int as of, sum(c.population)::int as of_population
  from met m join zoning_commune z on z.kind = m.kind and z.zone = m.zone left join commune c on c.code = z.commune
  group by m.kind, m.zone, m.held order by m.kind, cardinality(m.held) desc, m.zone`);

const noTerritory = (asOf: LocalDate): Problem => new Problem({ type: "not-found", detail: { fr: `Aucun territoire n'est connu pour cette CPTS au ${asOf}.`, en: `No territory of this CPTS is known on ${asOf}.` } });

const sumOf = (populations: ReadonlyArray<number | null>): number | null => populations.reduce<number | null>((sum, one) => (sum === null || one === null ? null : sum + one), 0);

/** What a territory takes of each layer on a day. */
export const zoningsOf = (cptsId: CptsId, asOf: LocalDate, withExplanations: boolean) =>
  Effect.gen(function* () {
    const layers = (yield* read((db) => layersStatement(db))).map(layerFrom);
    const found = yield* read(async (db) => {
      if ((await db.selectFrom("cpts").select("id").where("id", "=", cptsId).executeTakeFirst()) === undefined) return "unknown";
      return (await computedOn(db, cptsId, asOf)) ?? "without territory";
    });
    if (found === "unknown") return yield* cptsNotFound;
    if (found === "without territory") return yield* noTerritory(asOf);
    const people = new Map<string, ReadonlyArray<number | null>>();
    for (const { code, population } of found.communes) people.set(code, [population]);
    for (const { commune, part } of found.parts) people.set(commune.code, [...(people.get(commune.code) ?? []), countedIn(part)]);
    const codes = [...people.keys()];
    const met = Map.groupBy(yield* read((db) => metStatement(db, codes)), ({ kind }) => kind);
    const answer: typeof CptsZonings.Encoded = {
      cptsId,
      asOf,
      layers: layers.map((layer) => {
        const zones = met.get(layer.kind) ?? [];
        const inside = new Set(zones.flatMap(({ held }) => held));
        return {
          layer,
          zones: zones.map(({ held, nom, of, of_population: ofPopulation, zone }) => ({ code: zone, nom, communes: held.length, of, population: sumOf(held.flatMap((code) => people.get(code) ?? [])), ofPopulation })),
          outside: codes.filter((code) => !inside.has(code)).toSorted(),
        };
      }),
    };
    return withExplanations ? { ...answer, explanations: explainZonings(answer.layers) } : answer;
  });
