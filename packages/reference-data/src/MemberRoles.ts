/**
 * In what capacity someone who has no RPPS number belongs to a CPTS, with the frame of that role: what the law says they are, and
 * what it does not make them. Our own open list, no national one existing.
 *
 * The law lets "actors of medico-social and social care" be members beside those of first and second recourse (art. L. 1434-12 CSP);
 * who else may be is for the statutes of each association.
 *
 * @example
 * ```ts
 * import { entryOf, memberRoles } from "@cpts/reference-data";
 *
 * entryOf(memberRoles, "PSYCHOLOGUE")?.frame.source; // => "loi n° 85-772 du 25 juillet 1985, art. 44"
 * entryOf(memberRoles, "COLLECTIVITE")?.of; // => "organization"
 * ```
 */
import type { CodeEntry, CodeList } from "./CodeList.ts";
import { own, ownLicence } from "./internal/code-entries.ts";

/** What frames a role, in two languages, and the text that says it. */
export interface RoleFrame {
  readonly fr: string;
  readonly en: string;
  readonly source: string;
  /** Read in the text itself, or to be checked there by whoever relies on it. */
  readonly status: "verified" | "provisional";
}

/** A capacity: of people, of organizations, or of both. */
export interface MemberRole extends CodeEntry {
  readonly of: "person" | "organization" | "both";
  readonly frame: RoleFrame;
}

const role = (code: string, label: string, labelEn: string, of: MemberRole["of"], frame: Omit<RoleFrame, "status">): MemberRole => ({ ...own(code, label, labelEn), of, frame: { ...frame, status: "provisional" } });

/** Capacities, those of people first. */
export const memberRoles: CodeList<MemberRole> = {
  id: "member-role",
  name: "Qualités de membre hors RPPS",
  oid: null,
  url: null,
  version: null,
  status: "ours",
  source: "no national list; the capacities met in the statutes of CPTS",
  licence: ownLicence,
  entries: [
    role("PSYCHOLOGUE", "Psychologue", "Psychologist", "person", {
      fr: "Titre protégé, sans être une profession de santé du code de la santé publique : compté à part des professions du RPPS.",
      en: "A protected title, and no health profession of the public health code: counted apart from the professions of the RPPS.",
      source: "loi n° 85-772 du 25 juillet 1985, art. 44",
    }),
    role("ASSISTANT_SOCIAL", "Assistant, assistante de service social", "Social worker", "person", {
      fr: "Profession sociale à diplôme d'État, tenue au secret professionnel.",
      en: "A social profession with a state diploma, bound to professional secrecy.",
      source: "CASF, art. L. 411-1 à L. 411-3",
    }),
    role("MEDIATEUR_SANTE", "Médiateur, médiatrice en santé", "Health mediator", "person", {
      fr: "Facilite l'accès aux droits, à la prévention et aux soins ; ne soigne pas.",
      en: "Eases access to rights, prevention and care; does not treat.",
      source: "CSP, art. L. 1110-13",
    }),
    role("EDUCATEUR_SANTE", "Intervenant, intervenante en éducation pour la santé", "Health educator", "person", {
      fr: "Anime des actions de prévention et de promotion de la santé ; l'éducation thérapeutique obéit à ses propres règles.",
      en: "Runs prevention and health promotion; therapeutic education has rules of its own.",
      source: "CSP, art. L. 1161-1 et suivants",
    }),
    role("ENSEIGNANT_APA", "Enseignant, enseignante en activité physique adaptée", "Adapted physical activity teacher", "person", {
      fr: "Dispense l'activité physique adaptée prescrite ; n'est pas une profession de santé.",
      en: "Gives adapted physical activity on prescription; no health profession.",
      source: "CSP, art. L. 1172-1 et D. 1172-2",
    }),
    role("COORDINATEUR", "Coordinateur, coordinatrice ou personnel salarié", "Coordinator or staff", "person", {
      fr: "Salarié de l'association : sa qualité de membre et son droit de vote dépendent des statuts.",
      en: "Employed by the association: whether they are members and vote is for its statutes.",
      source: "loi du 1er juillet 1901 et statuts de l'association",
    }),
    role("USAGER", "Usager ou représentant des usagers", "User or users' representative", "both", {
      fr: "Siège au titre des usagers ; représente leurs droits s'il vient d'une association agréée. Jamais en qualité de patient.",
      en: "Sits for the users; represents their rights where an approved association sends them. Never as a patient.",
      source: "CSP, art. L. 1114-1",
    }),
    role("ASSOCIATION", "Association", "Association", "organization", {
      fr: "Personne morale représentée par quelqu'un ; ne compte pas comme professionnel.",
      en: "A legal person, represented by someone; not counted as a professional.",
      source: "loi du 1er juillet 1901",
    }),
    role("COLLECTIVITE", "Collectivité territoriale ou groupement", "Local authority", "organization", {
      fr: "Commune, EPCI ou département : partenaire, et membre si les statuts le prévoient.",
      en: "A commune, a grouping of communes or a departement: a partner, and a member where the statutes say so.",
      source: "CSP, art. L. 1434-10 et L. 1434-12",
    }),
    role("MEDICO_SOCIAL", "Acteur médico-social ou social", "Medico-social or social actor", "organization", {
      fr: "Établissement ou service que la loi nomme parmi les membres d'une CPTS.",
      en: "An establishment or service that the law names among the members of a CPTS.",
      source: "CSP, art. L. 1434-12",
    }),
  ],
};
