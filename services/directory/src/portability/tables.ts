import { portableClocks, portableFiles, type PortableTable } from "@cpts/service-kit/portability/declaration";
import { organizationsOf, peopleOf, relationshipsOf } from "./people.ts";

const own = "r.cpts_id = $1";
const within = (table: string, column: string): string => `r.${column} in (select id from ${table} where cpts_id = $1)`;
const relationships = `select r.id from relationship r where ${relationshipsOf}`;
const byId: ReadonlyArray<string> = ["r.id::text"];

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
  { name: "membership", of: own, aggregates: byId },
  { name: "membership_version", of: within("membership", "membership_id") },
  { name: "membership_request", of: own, aggregates: byId },
  { name: "governance_body", of: own, aggregates: byId },
  { name: "body_version", of: within("governance_body", "body_id") },
  { name: "election", of: own, aggregates: byId },
  { name: "election_candidate", of: within("election", "election_id") },
  { name: "body_seat", of: own, aggregates: byId },
  { name: "office_statement", of: own, aggregates: byId },
  { name: "office_holder", of: within("office_statement", "statement_id") },
  { name: "office_version", of: within("office_statement", "statement_id") },
  { name: "headcount", of: own, aggregates: byId },
  { name: "meeting", of: own, aggregates: byId },
  { name: "convened_meeting", of: own, aggregates: byId },
  { name: "convened_meeting_version", of: within("convened_meeting", "meeting_id") },
  { name: "meeting_seat", of: within("convened_meeting", "meeting_id") },
  { name: "meeting_attendance", of: within("convened_meeting", "meeting_id") },
  { name: "meeting_decision", of: within("convened_meeting", "meeting_id") },
  { name: "meeting_follow_up", of: within("convened_meeting", "meeting_id") },
  { name: "meeting_follow_up_version", of: within("convened_meeting", "meeting_id") },
  { name: "partnership", of: own, aggregates: byId },
  { name: "partnership_version", of: within("partnership", "partnership_id") },
  { name: "arrival", of: own, aggregates: byId },
  { name: "arrival_item", of: within("arrival", "arrival_id") },
  { name: "care_participation", of: own, aggregates: byId },
  { name: "care_count", of: own, aggregates: byId },
  { name: "person_contact", of: own },
  { name: "mailing_consent", of: own },
  { name: "mailing_list", of: own },
  { name: "member_import_layout", of: own },
  { name: "indicator_proposal", of: "r.content->>'cptsId' = $1::uuid::text", aggregates: byId },
  { name: "discrepancy", of: own },
  { name: "external_id", of: `r.owner in (${owners})` },
  portableFiles("(r.owner_kind = 'meeting' and r.owner_id in (select id::text from convened_meeting where cpts_id = $1)) or (r.owner_kind = 'partnership' and r.owner_id in (select id::text from partnership where cpts_id = $1))"),
  portableClocks(
    `(r.kind = 'privacy.retention' and r.ref in (select id::text from membership where cpts_id = $1))
    or (r.kind = 'privacy.contacts' and r.ref in (select professional_id::text from person_contact where cpts_id = $1 union all select professional_id::text from mailing_consent where cpts_id = $1))`,
  ),
];
