import type { ProfessionalId } from "@cpts/domain/Professional";
import { statement } from "@cpts/service-kit/database/statement";
import { byId, idsOf, ofCpts, portableClocks, portableFiles, within, type LeftOut, type Portability, type PortableTable } from "@cpts/service-kit/portability/declaration";
import { Effect } from "effect";
import { read } from "./database/tables.ts";
import { erasePerson } from "./members/erasure.ts";

const tables: ReadonlyArray<PortableTable> = [
  { name: "action", of: ofCpts, aggregates: byId },
  { name: "action_commune", of: within("action", "action_id") },
  { name: "action_conduct", of: ofCpts, aggregates: byId },
  { name: "session", of: ofCpts, aggregates: byId },
  { name: "session_attendance", of: within("session", "session_id") },
  { name: "session_sign_up", of: within("session", "session_id") },
  { name: "session_result", of: within("session", "session_id") },
  { name: "pathway", of: ofCpts, aggregates: byId },
  { name: "pathway_version", of: within("pathway", "pathway_id") },
  { name: "pathway_inclusion", of: within("pathway", "pathway_id") },
  { name: "crisis_plan", of: ofCpts, aggregates: byId },
  { name: "crisis_plan_version", of: within("crisis_plan", "plan_id") },
  { name: "crisis_contact", of: within("crisis_plan", "plan_id") },
  { name: "crisis_exercise", of: within("crisis_plan", "plan_id") },
  { name: "crisis", of: ofCpts, aggregates: byId },
  { name: "crisis_task", of: within("crisis", "crisis_id") },
  { name: "crisis_log_entry", of: within("crisis", "crisis_id") },
  { name: "indicator_proposal", of: ofCpts, aggregates: byId },
  { name: "external_id", of: within("action", "owner") },
  portableFiles(
    `(r.owner_kind = 'action' and r.owner_id in (${idsOf("action")}))
    or (r.owner_kind = 'pathway-version' and split_part(r.owner_id, ':', 1) in (${idsOf("pathway")}))
    or (r.owner_kind = 'crisis-report' and r.owner_id in (${idsOf("crisis")}))`,
  ),
  portableClocks(`r.kind = 'crisis-plan.update' and r.ref in (${idsOf("crisis_plan")})`),
];

const told: LeftOut = ["projection", "made from the events of the registry, the directory and the contracts"];

const erasedAmong = statement<[ids: ReadonlyArray<string>], { readonly subjectId: string }>(`select id as "subjectId" from known_professional where erased and id = any($1::uuid[])`);

/** What of prevention is of a CPTS. */
export const portability: Portability = {
  tables,
  leftOut: {
    calendar_link: ["operational", "a secret address of this instance: whoever has one asks for another there"],
    known_action_sheet: told,
    known_attachment: told,
    known_contract: told,
    known_cpts: told,
    known_deadline: told,
    known_meeting: told,
    known_membership: told,
    known_organization: told,
    known_professional: told,
    known_territory: told,
  },
  keeping: {
    erasedAmong: (ids) => Effect.map(read((db) => erasedAmong(db, ids)), (rows) => rows.map(({ subjectId }) => ({ subjectId, erasedAt: new Date(0).toISOString() }))),
    // Subjects are people of the directory.
    eraseAgain: ({ subjectId }) => erasePerson(subjectId as ProfessionalId),
  },
};
