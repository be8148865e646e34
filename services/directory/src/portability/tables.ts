import { byId, idsOf, ofCpts, portableClocks, portableFiles, within, type PortableTable } from "@cpts/service-kit/portability/declaration";
import { organizationsOf, peopleOf, relationshipsOf } from "./people.ts";

const relationships = `select r.id from relationship r where ${relationshipsOf}`;

/** What has a number elsewhere. */
const owners = [
  ...["membership", "headcount", "meeting", "partnership", "governance_body", "office_statement"].map((table) => `select id from ${table} where cpts_id = $1`),
  relationships,
  peopleOf,
  `select id from (${organizationsOf}) as o`,
].join(" union all ");

/** In the order of their references. */
export const tables: ReadonlyArray<PortableTable> = [
  { name: "organization", of: `r.id in (${organizationsOf})`, isVersioned: true, aggregates: byId },
  { name: "organization_version", of: `r.organization_id in (${organizationsOf})` },
  { name: "professional", of: `r.id in (${peopleOf})`, isVersioned: true, masked: ["cpts_id"], aggregates: byId },
  { name: "professional_identity", of: `r.professional_id in (${peopleOf})`, own: { is_listed: { reason: "whether the national register of this instance knows them" } } },
  { name: "person_erasure", of: `r.person_id in (${peopleOf})` },
  { name: "person_objection", of: `r.professional_id in (${peopleOf})` },
  { name: "relationship", of: relationshipsOf, isVersioned: true, aggregates: byId },
  { name: "relationship_version", of: `r.relationship_id in (${relationships})` },
  { name: "membership", of: ofCpts, aggregates: byId },
  { name: "membership_version", of: within("membership", "membership_id") },
  { name: "membership_request", of: ofCpts, aggregates: byId },
  { name: "governance_body", of: ofCpts, aggregates: byId },
  { name: "body_version", of: within("governance_body", "body_id") },
  { name: "election", of: ofCpts, aggregates: byId },
  { name: "election_candidate", of: within("election", "election_id") },
  { name: "body_seat", of: ofCpts, aggregates: byId },
  { name: "office_statement", of: ofCpts, aggregates: byId },
  { name: "office_holder", of: within("office_statement", "statement_id") },
  { name: "office_version", of: within("office_statement", "statement_id") },
  { name: "headcount", of: ofCpts, aggregates: byId },
  { name: "meeting", of: ofCpts, aggregates: byId },
  { name: "convened_meeting", of: ofCpts, aggregates: byId },
  { name: "convened_meeting_version", of: within("convened_meeting", "meeting_id") },
  { name: "meeting_seat", of: within("convened_meeting", "meeting_id") },
  { name: "meeting_attendance", of: within("convened_meeting", "meeting_id") },
  { name: "meeting_decision", of: within("convened_meeting", "meeting_id") },
  { name: "meeting_follow_up", of: within("convened_meeting", "meeting_id") },
  { name: "meeting_follow_up_version", of: within("convened_meeting", "meeting_id") },
  { name: "partnership", of: ofCpts, aggregates: byId },
  { name: "partnership_version", of: within("partnership", "partnership_id") },
  { name: "arrival", of: ofCpts, aggregates: byId },
  { name: "arrival_item", of: within("arrival", "arrival_id") },
  { name: "care_participation", of: ofCpts, aggregates: byId },
  { name: "care_count", of: ofCpts, aggregates: byId },
  { name: "person_contact", of: ofCpts },
  { name: "mailing_consent", of: ofCpts },
  { name: "mailing_list", of: ofCpts },
  { name: "member_import_layout", of: ofCpts },
  { name: "indicator_proposal", of: "r.content->>'cptsId' = $1::uuid::text", aggregates: byId },
  { name: "discrepancy", of: ofCpts },
  { name: "external_id", of: `r.owner in (${owners})` },
  portableFiles(`(r.owner_kind = 'meeting' and r.owner_id in (${idsOf("convened_meeting")})) or (r.owner_kind = 'partnership' and r.owner_id in (${idsOf("partnership")}))`),
  portableClocks(
    `(r.kind = 'privacy.retention' and r.ref in (${idsOf("membership")}))
    or (r.kind = 'privacy.contacts' and r.ref in (${idsOf("person_contact", "professional_id")} union all ${idsOf("mailing_consent", "professional_id")}))`,
  ),
];
