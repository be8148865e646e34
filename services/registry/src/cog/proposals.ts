import type { CogProposalView } from "@cpts/api/CogProposals";
import { CogMovement } from "@cpts/domain/CogMovement";
import { followMovements, type CogChoice, type FollowedTerritory, type TerritoryProposal } from "@cpts/domain/CogProposal";
import type { CptsId } from "@cpts/domain/Cpts";
import { Territory } from "@cpts/domain/Territory";
import { edition } from "@cpts/reference-data";
import { statement } from "@cpts/service-kit/database/statement";
import { idCursor } from "@cpts/service-kit/http/page-cursor";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { Effect, Schema, SchemaParser } from "effect";
import type { Kysely } from "kysely";
import { read, type RegistryTables } from "../database/tables.ts";
import { firstDayOf } from "./fill.ts";
import { sentenceOfQuestion, sentenceOfReason } from "./sentences.ts";
import { movementsSince, toldMovement } from "./stored.ts";

type Db = Kysely<RegistryTables>;
type Encoded = typeof CogProposalView.Encoded;

/** A territory that an edition after its own touches. */
export interface Touched {
  readonly id: string;
  readonly cpts_id: string;
  readonly name: string;
  readonly number: number;
  readonly cog: number;
  readonly valid_from: string | null;
  readonly from_latest: string;
  readonly prose: string | null;
  readonly provenance: unknown;
  readonly details: Readonly<Record<string, unknown>>;
  readonly communes: ReadonlyArray<string>;
  readonly parts: ReadonlyArray<unknown>;
  readonly refused_for: string | null;
}

// Of open territories, those whose next one was not written in this edition already, and of whose communes something is told since.
const touchedText = (condition: string): string => `
  select v.id, v.cpts_id, x.name, v.number, v.cog, v.valid_from, v.from_latest, v.prose, v.provenance, v.details, r.reason as refused_for,
    array(select commune from territory_commune where version_id = v.id order by commune collate "C") as communes,
    coalesce((select json_agg(part order by number) from territory_part where version_id = v.id), '[]'::json) as parts
  from territory_version v join cpts x on x.id = v.cpts_id left join cog_refusal r on r.version_id = v.id and r.cog = ${edition.cogYear}
  where v.cog < ${edition.cogYear} and v.to_latest > $1::date
    and not exists (select from territory_version n where n.cpts_id = v.cpts_id and n.number = v.number + 1 and n.cog >= ${edition.cogYear})
    and exists (
      select from (select commune from territory_commune where version_id = v.id union select commune from territory_part where version_id = v.id) held
        join cog_movement_code c on c.code = held.commune join cog_movement m on m.id = c.movement_id
      where m.source = 'editions' and m.happened_on > v.cog || '-01-01')
    and ${condition}`;

const pageStatement = statement<[day: LocalDate, after: string, refused: boolean, cpts: string | null, limit: number], Touched>(
  `${touchedText("v.id > $2 and (r.version_id is not null) = $3 and ($4::uuid is null or v.cpts_id = $4)")} order by v.id limit $5`,
);
const oneStatement = statement<[day: LocalDate, cpts: string, number: number], Touched>(touchedText("v.cpts_id = $2 and v.number = $3"));

const decodeTerritory = SchemaParser.decodeUnknownSync(Territory);
const decodeMovements = SchemaParser.decodeUnknownSync(Schema.Array(CogMovement));
const encodeProposal = {
  territory: Schema.encodeSync(Territory),
  movement: Schema.encodeSync(CogMovement),
};

/** The territory as it is kept. */
export const territoryOfTouched = ({ communes, details, parts, prose, provenance }: Touched): Territory => decodeTerritory({ communes, parts, prose, provenance, ...details });

/** What the editions since make of a territory. */
export const followed = async (db: Db, touched: Touched, choices: ReadonlyArray<CogChoice>): Promise<TerritoryProposal> => {
  const movements = await movementsSince(db, firstDayOf(touched.cog));
  return followMovements(territoryOfTouched(touched), decodeMovements(movements.map(toldMovement)), choices);
};

/** A version that a proposal makes: from when it is, and the edition that first shows its codes. */
export interface NextVersion {
  readonly validFrom: string | null;
  readonly cog: number;
  readonly territory: FollowedTerritory;
}

/** An edition is of 1 January and shows what happened in the year before. */
const editionShowing = (day: string): number => Math.min(edition.cogYear, Number(day.slice(0, 4)) + (day.endsWith("-01-01") ? 0 : 1));

/**
 * The next versions, one for each day on which something changed, the last in the edition of today. What changed before the territory
 * itself begins corrects it. Where names alone changed, one version with the codes it had is of the edition of today.
 */
export const nextVersions = ({ from_latest: begins, valid_from: validFrom }: Touched, { reasons, steps, territory }: TerritoryProposal): readonly [...ReadonlyArray<NextVersion>, NextVersion] => {
  const dated = (on: string): string | null => (begins >= on ? validFrom : on);
  const earlier = steps.filter(({ on }, index) => begins < on || (steps[index + 1]?.on ?? "9999") > begins);
  const shown = earlier.map((step): NextVersion => ({ validFrom: dated(step.on), cog: editionShowing(begins >= step.on ? begins : step.on), territory: step.territory }));
  const last = shown.at(-1) ?? { validFrom: dated(reasons.at(-1)?.movement.on ?? firstDayOf(edition.cogYear)) };
  return [...shown.slice(0, -1), { ...last, cog: edition.cogYear, territory }];
};

const encoded = (territory: FollowedTerritory) => encodeProposal.territory({ ...territory, prose: null, provenance: { status: "declared" } });

const viewOf = (touched: Touched, proposal: TerritoryProposal): Encoded => {
  const { questions, reasons, territory } = proposal;
  const { communes, parts } = encoded(territory);
  const versions = nextVersions(touched, proposal);
  const [before, after] = [new Set(touched.communes), new Set<string>(communes)];
  return {
    cptsId: touched.cpts_id,
    name: touched.name,
    version: touched.number,
    state: touched.refused_for === null ? "open" : "refused",
    refusedFor: touched.refused_for,
    fromCog: String(touched.cog),
    toCog: String(edition.cogYear),
    validFrom: versions.at(-1)?.validFrom ?? null,
    versions: versions.map((next) => ({ validFrom: next.validFrom, cog: String(next.cog), communes: encoded(next.territory).communes, parts: encoded(next.territory).parts })),
    communes,
    parts,
    added: communes.filter((code) => !before.has(code)),
    removed: touched.communes.filter((code) => !after.has(code)),
    reasons: reasons.map((reason) => ({ ...reason, movement: encodeProposal.movement(reason.movement), sentence: sentenceOfReason(reason) })),
    questions: questions.map((question) => ({ ...question, sentence: sentenceOfQuestion(question) })),
  };
};

const pages = idCursor("cog-proposals");

/** The proposals to the territories that are open on a day. */
export const listProposals = (query: { readonly cursor?: string; readonly limit: number; readonly cpts?: CptsId; readonly state?: "open" | "refused" }, day: LocalDate) =>
  Effect.gen(function* () {
    const after = (yield* pages.read(query.cursor)) ?? "00000000-0000-0000-0000-000000000000";
    const rows = yield* read((db) => pageStatement(db, day, after, query.state === "refused", query.cpts ?? null, query.limit + 1));
    const { items, nextCursor } = pages.pageOf(rows, query.limit, ({ id }) => id);
    const views = yield* read((db) => Promise.all(items.map(async (touched) => viewOf(touched, await followed(db, touched, [])))));
    return { items: views, nextCursor };
  });

/** The territory that a proposal is about, or undefined where none is made. */
export const touchedTerritory = async (db: Db, cptsId: CptsId, number: number, day: LocalDate): Promise<Touched | undefined> => (await oneStatement(db, day, cptsId, number))[0];

/** A proposal as it is shown. */
export const showProposal = async (db: Db, touched: Touched): Promise<Encoded> => viewOf(touched, await followed(db, touched, []));
