import type { LocalDate } from "@cpts/domain/LocalDate";
import { standingOn, type MembershipSpan, type Standing } from "@cpts/domain/MemberStanding";
import { statement } from "@cpts/service-kit/database/statement";
import { Effect } from "effect";
import { read } from "../database/tables.ts";

const spansStatement = statement<[ids: ReadonlyArray<string>, cptsId: string], { readonly who: string; readonly valid_from: string | null; readonly valid_to: string | null }>(
  `select coalesce(professional_id, organization_id) as who, valid_from, valid_to from known_membership
   where cpts_id = $2 and (professional_id = any($1::uuid[]) or organization_id = any($1::uuid[]))`,
);
const knownStatement = statement<[id: string], { readonly id: string }>("select id from known_professional where id = $1 and not erased");

/** How some people or organizations belong to a CPTS on a day. */
export const standingsOf = (ids: ReadonlyArray<string>, cptsId: string, day: LocalDate) =>
  Effect.map(
    read((db) => spansStatement(db, ids, cptsId)),
    (rows): ReadonlyMap<string, Standing> => {
      // The events came through their schemas.
      const spans = (id: string) => rows.filter(({ who }) => who === id).map(({ valid_from, valid_to }) => ({ from: valid_from, to: valid_to }) as MembershipSpan);
      return new Map(ids.map((id) => [id, standingOn(spans(id), day)]));
    },
  );

/** Whether the directory has told of somebody, and not of their erasure. */
export const isKnownProfessional = (id: string) => Effect.map(read((db) => knownStatement(db, id)), (rows) => rows.length > 0);

const erasedStatement = statement<[id: string], { readonly id: string }>("select id from known_professional where id = $1 and erased");

/** Whether the directory has erased somebody. */
export const isErased = (id: string) => Effect.map(read((db) => erasedStatement(db, id)), (rows) => rows.length > 0);

const organizationsStatement = statement<[ids: ReadonlyArray<string>], { readonly id: string }>("select id from known_organization where id = any($1::uuid[])");

/** Of some organizations, those of which the directory has not told. */
export const unknownOrganizations = (ids: ReadonlyArray<string>) =>
  Effect.map(read((db) => organizationsStatement(db, ids)), (rows) => {
    const known = new Set(rows.map(({ id }) => id));
    return ids.filter((id) => !known.has(id));
  });
