import { statement } from "@cpts/service-kit/database/statement";
import type { Clash, LeftOut, Portability } from "@cpts/service-kit/portability/declaration";
import { Effect } from "effect";
import { read, write } from "../database/tables.ts";
import { erasePersonAgain } from "../privacy/erase.ts";
import { markOf, PrivacyKey } from "../privacy/key.ts";
import { tables } from "./tables.ts";
import { peopleOf } from "./people.ts";

const register: LeftOut = ["reference", "the national register of professionals, imported by the platform"];
const finess: LeftOut = ["reference", "the national register of structures, imported by the platform"];
const keptOut: LeftOut = ["operational", "who is kept out of this instance, by a key of its own"];
const handedIn: LeftOut = ["operational", "a table of members that is being handed in: what came of it is in the memberships"];
const told: LeftOut = ["projection", "made from the events of the registry"];

/** A number is of one person: here its holder is another, whom something already refers to. */
const otherHolders = statement<[cptsId: string], { readonly id: string }>(`
  select i.professional_id as id from professional_identity i join rpps_professional m on m.rpps = i.rpps::bigint and m.id <> i.professional_id
  where i.professional_id in (${peopleOf}) and exists (select from professional p where p.id = m.id)`);
/** The register gave them an id that nothing refers to: it takes theirs. */
const takeIds = statement<[cptsId: string], never>(`
  with moved as (
    update rpps_professional m set id = i.professional_id, version = m.version + 1, changed_at = now() from professional_identity i
    where i.professional_id in (${peopleOf}) and m.rpps = i.rpps::bigint and m.id <> i.professional_id returning old.id as old_id, m.id as new_id
  ) update rpps_qualification q set id = moved.new_id from moved where q.id = moved.old_id`);
const noteListed = statement<[cptsId: string], never>(`
  update professional_identity i set is_listed = exists (select from rpps_professional m where m.id = i.professional_id)
  where i.professional_id in (${peopleOf})`);

/** People whose number was erased here under another pseudonym, or whom an erasure here has already emptied. */
const erasedAmong = statement<[ids: ReadonlyArray<string>, key: Buffer], { readonly subjectId: string; readonly erasedAt: string }>(`
  select i.professional_id as "subjectId", coalesce(e.erased_at, now()) as "erasedAt" from professional_identity i left join person_erasure e on e.person_id = i.professional_id
  where i.professional_id = any($1::uuid[]) and (e.person_id is not null or (i.rpps is not null and exists (select from rpps_suppression where hash = ${markOf("$2", "i.rpps")})))`);

/** What of the directory is of a CPTS: with its people, whom an erasure here keeps out. */
export const portability: Portability<PrivacyKey> = {
  tables,
  leftOut: {
    finess_change: finess,
    finess_stage: finess,
    finess_structure: finess,
    rpps_change: register,
    rpps_departure: register,
    rpps_import: register,
    rpps_professional: register,
    rpps_qualification: register,
    rpps_qualification_label: register,
    rpps_qualification_stage: register,
    rpps_skill_stage: register,
    rpps_stage: register,
    rpps_suppression: keptOut,
    rpps_suppression_by: keptOut,
    rpps_suppression_key: keptOut,
    member_import: handedIn,
    member_import_content: handedIn,
    known_attachment: told,
    known_cpts: told,
    known_territory: told,
  },
  settle: (cptsId) =>
    Effect.gen(function* () {
      const others = yield* read((db) => otherHolders(db, cptsId));
      if (others.length > 0) return others.map(({ id }): Clash => ({ place: ["professional_identity", id], code: "taken", about: "rpps" }));
      yield* write((db) => takeIds(db, cptsId));
      yield* write((db) => noteListed(db, cptsId));
      return [];
    }),
  keeping: {
    erasedAmong: (ids) => Effect.flatMap(PrivacyKey, (key) => read((db) => erasedAmong(db, ids, key))),
    eraseAgain: erasePersonAgain,
  },
};
