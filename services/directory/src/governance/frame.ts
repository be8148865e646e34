import { Problem, type FieldFault } from "@cpts/api/Problem";
import type { CptsId } from "@cpts/domain/Cpts";
import { officesOf } from "@cpts/domain/GovernanceBody";
import { breachOfOffice, type OfficeBreach } from "@cpts/reference-data";
import type { DatedColumns } from "@cpts/service-kit/time/dated-rows";
import { Effect } from "effect";
import { sql } from "kysely";
import { certainlyOverlaps } from "../database/dated.ts";
import { write } from "../database/tables.ts";

interface HeldRole {
  readonly id: string;
  readonly role: string;
  readonly hasStructure: boolean;
}

const why = {
  "staff-in-bureau": { fr: "qui est salarié de l'association ne siège pas à son bureau, tenu à titre bénévole ; corrigez la qualité de son adhésion, ou la fonction", en: "the staff of the association does not sit in its bureau, which volunteers hold; correct the capacity of their membership, or the office" },
  "role-needs-structure": { fr: "cette personne est membre au nom d'une organisation que son adhésion ne nomme pas", en: "this person belongs for an organization that their membership does not name" },
} as const;

const faultAt = (path: ReadonlyArray<string | number>, { code, role, source, status }: OfficeBreach): FieldFault => {
  const { en, fr } = why[code];
  const [toCheck, check] = status === "verified" ? ["", ""] : [" (texte à vérifier)", " (text to be checked)"];
  return { in: "body", path, code, message: { fr: `${role.label} : ${fr}. Source : ${source}${toCheck}`, en: `${role.labelEn ?? role.label}: ${en}. Source: ${source}${check}` } };
};

const bureau = "bureau";

/** Fails at each holder whom the frame of the role in which they certainly belong meanwhile keeps from an office, or a seat. */
export const requireOfficeFrame = (cptsId: CptsId, what: { readonly office: string | null; readonly body: string | null }, period: DatedColumns, holders: ReadonlyArray<string>, placeOf: (index: number) => ReadonlyArray<string | number>) =>
  Effect.gen(function* () {
    const held = yield* write(
      async (db) =>
        (
          await sql<HeldRole>`
            select professional_id as id, role, through_id is not null as "hasStructure" from membership
            where cpts_id = ${cptsId} and professional_id in (select unnest(${[...holders]}::uuid[])) and role is not null and ${certainlyOverlaps(period)} order by id`.execute(db)
        ).rows,
    );
    const isOfBureau = what.body === bureau || (what.office !== null && officesOf(bureau).includes(what.office));
    const faults = holders.flatMap((holder, index) => {
      const breach = held.filter(({ id }) => id === holder).map((one) => breachOfOffice({ ...one, isOfBureau })).find((one) => one !== null);
      return breach === undefined ? [] : [faultAt(placeOf(index), breach)];
    });
    if (faults.length > 0) return yield* new Problem({ type: "invalid-request", faults });
  });
