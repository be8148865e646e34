import { Problem } from "@cpts/api/Problem";
import type { Actor } from "@cpts/domain/Access";
import type { ProfessionalId } from "@cpts/domain/Professional";
import { Effect } from "effect";
import { sql } from "kysely";
import { read } from "../database/tables.ts";
import { isVisible, sightOf } from "./sight.ts";

type Path = ReadonlyArray<string | number>;

const unknownProfessional = (path: Path): Problem =>
  new Problem({
    type: "unknown-reference",
    faults: [{ in: "body", path, code: "unknown-professional", message: { fr: "aucune personne n'est connue ici sous cet identifiant", en: "nobody is known here by this identity" } }],
  });

/**
 * Fails with `unknown-reference` at this place of the request unless the actor may name this person: one whom they see, or whom
 * a CPTS has registered for which they may register. Naming someone never tells who is there.
 */
export const requireProfessional = (id: ProfessionalId, actor: Actor, path: Path) =>
  Effect.gen(function* () {
    const seen = yield* sightOf(actor);
    const kept = yield* sightOf(actor, "professional.register");
    const found = yield* read(async (db) => {
      const { rows } = await sql`
        select 1 from professional p join professional_identity i on i.professional_id = p.id
        where p.id = ${id} and (${kept.everywhere >= 0} or p.cpts_id = any(${[...kept.throughCpts.keys()]}::uuid[]) or ${isVisible(seen)})`.execute(db);
      return rows.length > 0;
    });
    if (!found) return yield* unknownProfessional(path);
  });
