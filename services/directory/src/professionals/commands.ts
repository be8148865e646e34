import { directory } from "@cpts/api/Directory";
import { Problem, type FieldFault } from "@cpts/api/Problem";
import { codeOf } from "@cpts/domain/OpenCode";
import type { ProfessionalId, ProfessionalRegistration } from "@cpts/domain/Professional";
import { entryOf, professions, searchKey } from "@cpts/reference-data";
import { claimExternalIds } from "@cpts/service-kit/database/external-ids";
import { statement } from "@cpts/service-kit/database/statement";
import { Ids } from "@cpts/service-kit/ids";
import { record } from "@cpts/service-kit/events/log/record";
import { Effect } from "effect";
import { sql } from "kysely";
import { refuseErased } from "../privacy/suppression.ts";
import { misplacedNumbers } from "../database/official-numbers.ts";
import { write } from "../database/tables.ts";
import { externalIdKind, type EncodedProfessional } from "./queries.ts";
import { warningsOf } from "./warnings.ts";

const unknownProfession: FieldFault = {
  in: "body",
  path: ["profession"],
  code: "unknown-profession",
  message: { fr: "ce code n'est pas une profession de la liste TRE_G15 ; laissez null si elle n'est pas connue", en: "this code is no profession of the list TRE_G15; leave null if it is not known" },
};

const known: FieldFault = {
  in: "body",
  path: ["rpps"],
  code: "taken",
  message: { fr: "une personne est déjà connue sous ce numéro RPPS", en: "someone is already known by this RPPS number" },
};

const idInMirror = statement<[rpps: string], { readonly id: string }>("select m.id from rpps_professional m where m.rpps = $1::bigint and not exists (select from professional p where p.id = m.id)");

const insert = (view: EncodedProfessional, isListed: boolean) =>
  write(async (db) => {
    await db
      .insertInto("professional")
      .values({ id: view.id, version: view.version, profession: view.profession, skills: view.skills, practice_mode: view.practiceMode, visibility: view.visibility, cpts_id: view.cptsId })
      .execute();
    // Waits for a registration under way of the same number.
    const { rows } = await sql`
      insert into professional_identity (professional_id, family_name, given_name, title, rpps, name_key, provenance, is_listed)
      values (${view.id}, ${view.familyName}, ${view.givenName}, ${view.title}, ${view.rpps}, ${searchKey(`${view.familyName} ${view.givenName}`)}, ${JSON.stringify(view.provenance)}, ${isListed})
      on conflict do nothing returning 1`.execute(db);
    return rows.length === 1;
  });

/** Makes someone known. The event says that they are there and their profession, nothing of the person. */
export const registerProfessional = (input: ProfessionalRegistration) =>
  Effect.gen(function* () {
    const profession = input.profession ?? null;
    const faults = [...(profession !== null && entryOf(professions, profession) === null ? [unknownProfession] : []), ...misplacedNumbers(["rpps"], input.externalIds ?? [], "")];
    if (faults.length > 0) return yield* new Problem({ type: "invalid-request", faults });
    if (input.rpps !== undefined) yield* refuseErased(input.rpps);
    // Who is in the national register is the same person here, under the id that they have there.
    const [listed] = input.rpps === undefined ? [] : yield* write((db) => idInMirror(db, input.rpps ?? ""));
    // The platform's ids are UUIDs.
    const id = (listed?.id ?? (yield* (yield* Ids).next)) as ProfessionalId;
    const view: EncodedProfessional = {
      id,
      familyName: input.familyName,
      givenName: input.givenName,
      title: input.title ?? null,
      rpps: input.rpps ?? null,
      profession,
      skills: input.skills ?? [],
      practiceMode: input.practiceMode === undefined ? null : codeOf(input.practiceMode),
      visibility: input.visibility ?? "private",
      cptsId: input.cptsId ?? null,
      provenance: input.provenance ?? { status: "declared" },
      externalIds: input.externalIds ?? [],
      warnings: warningsOf(input.rpps ?? null),
      version: 1,
    };
    if (!(yield* insert(view, listed !== undefined))) return yield* new Problem({ type: "already-exists", faults: [known] });
    yield* claimExternalIds(externalIdKind, id, view.externalIds);
    yield* record(directory.events.professionalRegistered, { aggregateId: id, aggregateVersion: 1, data: { professionalId: id, profession } });
    return view;
  });
