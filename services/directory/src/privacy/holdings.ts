interface Bilingual {
  readonly fr: string;
  readonly en: string;
}

/** Something that the directory keeps of people: where, by which right, and what an erasure makes of it. */
export interface Holding {
  readonly name: string;
  readonly table: string;
  /** Which rows of the table are about the person, `$1`. */
  readonly rows: string;
  /** `keep`: rows that stay under the pseudonym, emptied of what names the person; the erasure says which. */
  readonly onErasure: "delete" | "keep";
  readonly label: Bilingual;
  readonly source: Bilingual;
  readonly ground: Bilingual;
  readonly canObject: boolean;
  /** Of rows that are about somebody else: the columns that name the person, which an erasure empties instead of deleting the row. */
  readonly columns?: ReadonlyArray<string>;
}

const byCpts = { fr: "déclaré par la CPTS ou par la personne", en: "declared by the CPTS or by the person" };
const byAns = { fr: "RPPS, extraction en libre accès (Agence du numérique en santé)", en: "RPPS, open extract (Agence du numérique en santé)" };
const association = { fr: "vie de l'association (RGPD, art. 6.1.b et 6.1.f)", en: "life of the association (GDPR art. 6.1.b and 6.1.f)" };
const consent = { fr: "consentement (RGPD, art. 6.1.a)", en: "consent (GDPR art. 6.1.a)" };
const published = { fr: "données publiques (arrêté du 23 septembre 2022)", en: "public data (arrêté of 23 September 2022)" };

const declared = (name: string, table: string, rows: string, onErasure: Holding["onErasure"], fr: string, en: string): Holding => ({ name, table, rows, onErasure, label: { fr, en }, source: byCpts, ground: association, canObject: true });
const mirrored = (name: string, table: string, rows: string, fr: string, en: string): Holding => ({ name, table, rows, onErasure: "delete", label: { fr, en }, source: byAns, ground: published, canObject: false });

const theirMemberships = "select id from membership where professional_id = $1";

/**
 * Everything in the directory that is about a person, those first that refer to others. A test finds tables that refer to people and are
 * not here: a new one is a line.
 */
export const holdings: ReadonlyArray<Holding> = [
  declared("external-numbers", "external_id", `owner = $1 or owner in (${theirMemberships}) or owner in (select id from relationship where professional_id = $1)`, "delete", "Numéros dans d'autres systèmes", "Numbers in other systems"),
  declared("relationship-history", "relationship_version", "relationship_id in (select id from relationship where professional_id = $1)", "delete", "Ce qui a été écrit de qui la personne représente", "What was written of whom they represent"),
  declared("relationships", "relationship", "professional_id = $1", "delete", "Qui la personne représente, et pour qui elle travaille", "Whom they represent, and for whom they work"),
  declared("membership-requests", "membership_request", "professional_id = $1", "delete", "Demandes d'adhésion", "Requests for membership"),
  declared("membership-history", "membership_version", `membership_id in (${theirMemberships})`, "keep", "Ce qui a été écrit des adhésions", "What was written of the memberships"),
  declared("memberships", "membership", "professional_id = $1", "keep", "Adhésions et cotisations", "Memberships and fees"),
  declared("care-participations", "care_participation", "professional_id = $1", "delete", "Participation aux soins du territoire", "Participation in the care of the territory"),
  declared("care-counts", "care_count", "professional_id = $1", "delete", "Décomptes d'année de la personne", "Their counts of years"),
  declared("arrival-lists", "arrival_item", "arrival_id in (select id from arrival where professional_id = $1)", "delete", "Liste d'accueil de la personne", "List of what is done to welcome them"),
  declared("arrivals", "arrival", "professional_id = $1", "delete", "Arrivée sur le territoire", "Arrival on the territory"),
  { ...declared("mentoring", "arrival", "mentor_id = $1", "delete", "Arrivées dont la personne est référente", "Arrivals of which they are the mentor"), columns: ["mentor_id"] },
  { ...declared("welcoming", "arrival_item", "done_by = $1", "delete", "Ce que la personne a fait pour d'autres arrivées", "What they did for other arrivals"), columns: ["done_by"] },
  declared("contacts", "person_contact", "professional_id = $1", "delete", "Coordonnées", "Contacts"),
  { ...declared("mailing-consents", "mailing_consent", "professional_id = $1", "delete", "Consentements à recevoir des messages, et désinscriptions", "Consents to being written to, and their ends"), ground: consent },
  declared("objections", "person_objection", "professional_id = $1", "delete", "Oppositions", "Objections"),
  declared("offices", "office_holder", "professional_id = $1", "keep", "Mandats", "Offices"),
  declared("seats", "body_seat", "professional_id = $1", "keep", "Sièges dans des instances et groupes de travail", "Seats in bodies and working groups"),
  declared("candidacies", "election_candidate", "professional_id = $1", "keep", "Candidatures à des élections", "Candidacies in elections"),
  declared("attendance", "meeting_seat", "professional_id = $1 or proxy_to = $1", "keep", "Présence aux réunions, pouvoirs", "Attendance of meetings, proxies"),
  declared("follow-ups", "meeting_follow_up", "assignee_id = $1", "keep", "Suites de réunion dont la personne a la charge", "Follow-ups of meetings that they are in charge of"),
  declared("identity", "professional_identity", "professional_id = $1", "delete", "Nom, titre, numéro RPPS", "Name, title, RPPS number"),
  declared("person", "professional", "id = $1", "keep", "Profession, compétences, mode d'exercice, visibilité", "Profession, skills, mode of practice, visibility"),
  mirrored("register", "rpps_professional", "id = $1", "Ce que dit le répertoire national", "What the national register says"),
  mirrored("register-qualifications", "rpps_qualification", "id = $1", "Diplômes et autorisations, dans le répertoire national", "Diplomas and authorisations, in the national register"),
  mirrored("register-departure", "rpps_departure", "id = $1", "Sortie du répertoire national", "Departure from the national register"),
];
