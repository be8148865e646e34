import type { ComposedBody, ElectionView, SeatView } from "@cpts/api/BodySeats";
import type { BodyView } from "@cpts/api/GovernanceViews";
import type { Actor } from "@cpts/domain/Access";
import { checksOf, verdictOfAll, type BodyRules, type ComposedSeat } from "@cpts/domain/BodyComposition";
import type { CptsId } from "@cpts/domain/Cpts";
import type { BodyId } from "@cpts/domain/GovernanceBody";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { externalIdsOf } from "@cpts/service-kit/database/external-ids";
import { soleRow } from "@cpts/service-kit/database/statement";
import { idCursor } from "@cpts/service-kit/http/page-cursor";
import { isCertain, mayBeInForce } from "@cpts/service-kit/time/dated-rows";
import { Effect } from "effect";
import { sql, type RawBuilder, type Selectable } from "kysely";
import { certaintyOn } from "../../database/dated.ts";
import { read, type DirectoryTables } from "../../database/tables.ts";
import { provenanceFor, wordsAbout } from "../../professionals/provenance.ts";
import { isVisible, sightOf } from "../../professionals/sight.ts";
import { findBody } from "./commands.ts";
import { conflictSentence, explainCheck, shownCheck } from "./words.ts";

type Encoded = typeof SeatView.Encoded;
type Row = Selectable<DirectoryTables["body_seat"]> & {
  readonly certainty: Encoded["certainty"];
  readonly seen: boolean;
  readonly person_name: string | null;
  readonly profession: string | null;
  readonly body_kind: string;
  readonly body_name: string | null;
};

/** The rows that fulfil a condition, with the names that this actor may see. */
const rowsWhere = (actor: Actor, asOf: LocalDate, where: RawBuilder<unknown>, limit: number) =>
  Effect.flatMap(sightOf(actor), (sight) =>
    read(
      async (db) =>
        (
          await sql<Row>`
            select s.*, ${certaintyOn(asOf)} as certainty, i.professional_id is not null and ${isVisible(sight)} as seen, i.given_name || ' ' || i.family_name as person_name, p.profession,
              b.kind as body_kind, b.name as body_name
            from body_seat s join governance_body b on b.id = s.body_id join professional p on p.id = s.professional_id left join professional_identity i on i.professional_id = p.id
            where ${where} order by s.id limit ${limit}`.execute(db)
        ).rows,
    ),
  );

const viewOf = (row: Row): Encoded => {
  const words = wordsAbout(row.person_name, row.seen);
  const shown = (text: string | null): string | null => (text === null ? null : words.withoutNames(text));
  return {
    id: row.id,
    cptsId: row.cpts_id,
    bodyId: row.body_id,
    bodyKind: row.body_kind,
    bodyName: shown(row.body_name),
    professionalId: row.professional_id,
    name: row.seen ? row.person_name : null,
    profession: row.seen ? row.profession : null,
    college: shown(row.college),
    seat: shown(row.seat),
    part: row.part,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    certainty: row.certainty,
    electionId: row.election_id,
    provenance: provenanceFor(row.provenance, row.seen, words),
    ...(row.withdrawn ? { withdrawn: true as const } : {}),
    version: row.version,
  };
};

/** A statement about a seat, as this actor may see it. */
export const readSeat = (id: string, actor: Actor, asOf: LocalDate) => Effect.map(rowsWhere(actor, asOf, sql`s.id = ${id}`, 1), (rows) => viewOf(soleRow(rows)));

export interface SeatQuery {
  readonly cpts?: string;
  readonly body?: string;
  readonly kind?: string;
  readonly professional?: string;
  readonly part?: string;
  readonly cursor?: string;
  readonly limit: number;
  /** Those that have ended, too. */
  readonly past?: true;
}

const seatPages = idCursor("seats");

/** The seats that are or may be held on a day, in the order of their recording, a page at a time. */
export const listSeats = (query: SeatQuery, actor: Actor, asOf: LocalDate) =>
  Effect.gen(function* () {
    const place = yield* seatPages.read(query.cursor);
    const conditions = [
      sql<boolean>`not s.withdrawn`,
      ...(query.past === true ? [] : [mayBeInForce(asOf)]),
      ...(query.cpts === undefined ? [] : [sql<boolean>`s.cpts_id = ${query.cpts}`]),
      ...(query.body === undefined ? [] : [sql<boolean>`s.body_id = ${query.body}`]),
      ...(query.kind === undefined ? [] : [sql<boolean>`b.kind = ${query.kind}`]),
      ...(query.professional === undefined ? [] : [sql<boolean>`s.professional_id = ${query.professional}`]),
      ...(query.part === undefined ? [] : [sql<boolean>`s.part = ${query.part}`]),
      ...(place === null ? [] : [sql<boolean>`s.id > ${place}::uuid`]),
    ];
    const { items, nextCursor } = seatPages.pageOf(yield* rowsWhere(actor, asOf, sql.join(conditions, sql` and `), query.limit + 1), query.limit, ({ id }) => id);
    return { items: items.map(viewOf), nextCursor };
  });

type ElectionRow = Selectable<DirectoryTables["election"]>;
type CandidateRow = Selectable<DirectoryTables["election_candidate"]> & { readonly seen: boolean; readonly person_name: string | null };

const candidatesOf = (ids: ReadonlyArray<string>, actor: Actor) =>
  Effect.flatMap(sightOf(actor), (sight) =>
    read(
      async (db) =>
        (
          await sql<CandidateRow>`
            select c.*, i.professional_id is not null and ${isVisible(sight)} as seen, i.given_name || ' ' || i.family_name as person_name
            from election_candidate c join professional p on p.id = c.professional_id left join professional_identity i on i.professional_id = p.id
            where c.election_id in (select unnest(${ids}::uuid[])) order by c.election_id, c.number`.execute(db)
        ).rows,
    ),
  );

const electionsWhere = (where: RawBuilder<unknown>, limit: number) => read(async (db) => (await sql<ElectionRow>`select e.* from election e where ${where} order by e.id limit ${limit}`.execute(db)).rows);

/** Elections as they are shown: the names of those whom the reader may see, the words of the source where they see all. */
const shownElections = (rows: ReadonlyArray<ElectionRow>, actor: Actor) =>
  Effect.map(candidatesOf(rows.map(({ id }) => id), actor), (candidates) =>
    rows.map((row): typeof ElectionView.Encoded => {
      const stood = candidates.filter((one) => one.election_id === row.id);
      const hidden = stood.filter(({ seen }) => !seen).map(({ person_name: name }) => name ?? "").join(" ");
      const words = wordsAbout(hidden === "" ? null : hidden, hidden === "");
      return {
        id: row.id,
        cptsId: row.cpts_id,
        bodyId: row.body_id,
        on: row.on_day,
        college: row.college === null ? null : words.withoutNames(row.college),
        seatsOpen: row.seats_open,
        termEndsOn: row.term_ends_on,
        candidates: stood.map(({ elected, person_name: name, professional_id: professionalId, seen, votes }) => ({ professionalId, name: seen ? name : null, votes, elected })),
        provenance: provenanceFor(row.provenance, hidden === "", words),
      };
    }),
  );

const electionPages = idCursor("elections");

/** The elections to bodies, in the order of their recording, a page at a time. */
export const listElections = (query: { readonly cpts?: string; readonly body?: string; readonly cursor?: string; readonly limit: number }, actor: Actor) =>
  Effect.gen(function* () {
    const place = yield* electionPages.read(query.cursor);
    const conditions = [
      sql<boolean>`true`,
      ...(query.cpts === undefined ? [] : [sql<boolean>`e.cpts_id = ${query.cpts}`]),
      ...(query.body === undefined ? [] : [sql<boolean>`e.body_id = ${query.body}`]),
      ...(place === null ? [] : [sql<boolean>`e.id > ${place}::uuid`]),
    ];
    const { items, nextCursor } = electionPages.pageOf(yield* electionsWhere(sql.join(conditions, sql` and `), query.limit + 1), query.limit, ({ id }) => id);
    return { items: yield* shownElections(items, actor), nextCursor };
  });

/** An election, as this actor may see it. */
export const readElection = (id: string, actor: Actor) => Effect.map(Effect.flatMap(electionsWhere(sql`e.id = ${id}`, 1), (rows) => shownElections(rows, actor)), soleRow);

const membersOn = (cptsId: CptsId, asOf: LocalDate) =>
  read(async (db) => new Set((await sql<{ readonly id: string }>`select professional_id as id from membership where cpts_id = ${cptsId} and professional_id is not null and ${isCertain(asOf)}`.execute(db)).rows.map(({ id }) => id)));

/** Seats that tell apart from each other and for which different people are named. */
const conflictsAmong = (rows: ReadonlyArray<Row>): (typeof ComposedBody.Encoded)["conflicts"] =>
  [...Map.groupBy(rows.filter(({ seat }) => seat !== null), ({ college, seat }) => JSON.stringify([college, seat])).values()].flatMap((some) => {
    const people = new Set(some.map((row) => row.professional_id)).size;
    const [first] = some.map(viewOf);
    return people < 2 || first === undefined ? [] : [{ college: first.college, seat: first.seat ?? "…", seatIds: some.map(({ id }) => id), sentence: conflictSentence(first.seat ?? "…", first.college, people) }];
  });

/** Guests have no vote, and substitutes sit for others: neither counts. */
const sits = ({ part }: Row): boolean => part !== "guest" && part !== "substitute";

/** Of one person who sits by several statements, the most certain; a seat in conflict is not certain. */
const composedSeats = (rows: ReadonlyArray<Row>, facing: ReadonlySet<string>, members: ReadonlySet<string>, terms: ReadonlyMap<string, string | null>, asOf: LocalDate): ReadonlyArray<ComposedSeat> =>
  [...Map.groupBy(rows.filter(sits), (row) => row.professional_id).values()].map((some): ComposedSeat => {
    const certain = some.filter(({ certainty, id }) => certainty === "yes" && !facing.has(id));
    const row = certain[0] ?? some[0];
    const ends = certain.map(({ election_id: election }) => (election === null ? null : (terms.get(election) ?? null)));
    return {
      certain: certain.length > 0,
      college: row?.college ?? null,
      profession: row?.profession ?? null,
      isKnownMember: row !== undefined && members.has(row.professional_id),
      isPastTerm: ends.length > 0 && ends.every((end) => end !== null && asOf >= end),
    };
  });

/** A body or working group on a day, with who sits there and whether its statutes are kept. */
export const composedBody = (cptsId: CptsId, bodyId: BodyId, actor: Actor, asOf: LocalDate, withExplanations: boolean) =>
  Effect.gen(function* () {
    const body = yield* findBody(cptsId, bodyId);
    const rows = yield* rowsWhere(actor, asOf, sql`s.body_id = ${bodyId} and not s.withdrawn and ${mayBeInForce(asOf)}`, 2_000);
    const elections = yield* shownElections(yield* electionsWhere(sql`e.body_id = ${bodyId}`, 500), actor);
    const conflicts = conflictsAmong(rows);
    const seats = composedSeats(rows, new Set(conflicts.flatMap(({ seatIds }) => seatIds)), yield* membersOn(cptsId, asOf), new Map(elections.map(({ id, termEndsOn }) => [id, termEndsOn])), asOf);
    // Stored through their schemas.
    const [size, rules] = [body.declared_size as (typeof BodyView.Encoded)["declaredSize"], body.rules as BodyRules | null];
    const isWhole = size !== null && (size.qualifier ?? "exactly") === "exactly" && seats.length === size.value && seats.every(({ certain }) => certain);
    const checks = rules === null ? [] : checksOf(rules, seats, isWhole);
    const hidden = rows.filter(({ seen }) => !seen).map(({ person_name: name }) => name ?? "").join(" ");
    const words = wordsAbout(hidden === "" ? null : hidden, hidden === "");
    const view: typeof ComposedBody.Encoded = {
      id: body.id,
      cptsId,
      kind: body.kind,
      name: body.name === null ? null : words.withoutNames(body.name),
      purpose: body.purpose === null ? null : words.withoutNames(body.purpose),
      validFrom: body.valid_from,
      validTo: body.valid_to,
      version: body.version,
      missions: body.missions,
      rules,
      declaredSize: size,
      declaredProfessionCount: body.declared_profession_count as (typeof BodyView.Encoded)["declaredProfessionCount"],
      inWords: body.composition === null ? null : words.withoutNames(body.composition),
      provenance: provenanceFor(body.provenance, hidden === "", words),
      externalIds: (yield* externalIdsOf("body", [bodyId])).get(bodyId) ?? [],
      asOf,
      seats: rows.map(viewOf),
      conflicts,
      composition: verdictOfAll(checks),
      checks: checks.map(shownCheck),
      elections,
      ...(withExplanations ? { explanations: rules === null ? [] : checks.map((check) => explainCheck(check, rules)) } : {}),
    };
    return view;
  });
