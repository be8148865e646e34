import { Problem } from "@cpts/api/Problem";
import type { CptsId } from "@cpts/domain/Cpts";
import type { ProfessionalId } from "@cpts/domain/Professional";
import { breachOfCare } from "@cpts/reference-data";
import { statement } from "@cpts/service-kit/database/statement";
import { Effect } from "effect";
import { write } from "../database/tables.ts";
import { quoted } from "../memberships/frame.ts";

interface Row {
  readonly profession: string | null;
  readonly is_listed: boolean;
  readonly role: string | null;
}

const takers = statement<[id: string, cptsId: string], Row>(`
  select p.profession, coalesce(i.rpps is not null, false) as is_listed, (select m.role from membership m where m.professional_id = p.id and m.cpts_id = $2 and m.role is not null order by m.id desc limit 1) as role
  from professional p left join professional_identity i on i.professional_id = p.id where p.id = $1`);

const why = {
  "no-health-profession": { fr: "seul un professionnel de santé prend part aux soins", en: "only a health professional takes part in care" },
  "only-doctors": { fr: "seul un médecin est médecin traitant", en: "only a doctor is a treating doctor" },
} as const;

/** Fails where the frame of somebody's role, or their profession, keeps them out of care. */
export const requireCareFrame = (professionalId: ProfessionalId, cptsId: CptsId, kind: string) =>
  Effect.gen(function* () {
    const [row] = yield* write((db) => takers(db, professionalId, cptsId));
    if (row === undefined) return;
    const breach = breachOfCare({ kind, profession: row.profession, isListed: row.is_listed, role: row.role });
    if (breach === null) return;
    const { en, fr } = why[breach.code];
    const frame = breach.role === null ? { fr: `Source : ${breach.source}`, en: `Source: ${breach.source}` } : quoted(breach.role);
    return yield* new Problem({ type: "invalid-request", faults: [{ in: "body", path: ["professionalId"], code: breach.code, message: { fr: `${fr}. ${frame.fr}`, en: `${en}. ${frame.en}` } }] });
  });
