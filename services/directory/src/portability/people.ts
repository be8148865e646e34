/** The people of a CPTS, `$1`, by their pseudonyms: whoever it knows in any capacity. One who has a new one is a line. */
export const peopleOf = [
  "select id from professional where cpts_id = $1",
  "select professional_id from membership where cpts_id = $1",
  "select professional_id from membership_request where cpts_id = $1",
  "select professional_id from relationship where cpts_id = $1",
  "select professional_id from body_seat where cpts_id = $1",
  "select c.professional_id from election_candidate c join election e on e.id = c.election_id where e.cpts_id = $1",
  "select h.professional_id from office_holder h join office_statement s on s.id = h.statement_id where s.cpts_id = $1",
  "select professional_id from arrival where cpts_id = $1",
  "select mentor_id from arrival where cpts_id = $1",
  "select i.done_by from arrival_item i join arrival a on a.id = i.arrival_id where a.cpts_id = $1",
  "select professional_id from care_participation where cpts_id = $1",
  "select professional_id from care_count where cpts_id = $1",
  "select professional_id from person_contact where cpts_id = $1",
  "select professional_id from mailing_consent where cpts_id = $1",
  "select s.professional_id from meeting_seat s join convened_meeting m on m.id = s.meeting_id where m.cpts_id = $1",
  "select s.proxy_to from meeting_seat s join convened_meeting m on m.id = s.meeting_id where m.cpts_id = $1",
  "select f.assignee_id from meeting_follow_up f join convened_meeting m on m.id = f.meeting_id where m.cpts_id = $1",
].join(" union all ");

/** Of the relationships that are of no CPTS: whom its people represent and work for. */
export const relationshipsOf = `r.cpts_id = $1 or (r.cpts_id is null and r.professional_id in (${peopleOf}))`;

const named = [
  "select organization_id as id from membership where cpts_id = $1",
  "select through_id from membership where cpts_id = $1",
  "select organization_id from membership_request where cpts_id = $1",
  "select organization_id from partnership where cpts_id = $1",
  "select organizer_id from meeting where cpts_id = $1",
  `select r.organization_id from relationship r where ${relationshipsOf}`,
  `select r.of_id from relationship r where ${relationshipsOf}`,
].join(" union all ");

/** The organizations that something of the CPTS names, and those that they were merged into. */
export const organizationsOf = `with recursive named as (select id from (${named}) as n where id is not null union select o.merged_into from organization o join named on named.id = o.id where o.merged_into is not null) select id from named`;
