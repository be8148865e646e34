/**
 * What the frame of a role allows: who may belong to a CPTS in it, who may hold its offices, and who takes part in care. What a frame refuses is told with its
 * text and its source; a role of another list has no frame here and is refused nothing.
 *
 * @example
 * ```ts
 * import { breachOfCare, breachOfOffice, breachOfRole } from "@cpts/reference-data";
 *
 * breachOfRole({ role: "COLLECTIVITE", holder: "person", hasStructure: false })?.code; // => "role-needs-structure"
 * breachOfRole({ role: "PSYCHOLOGUE", holder: "organization", hasStructure: false })?.code; // => "role-of-people"
 * breachOfOffice({ isOfBureau: true, role: "COORDINATEUR", hasStructure: false })?.code; // => "staff-in-bureau"
 * breachOfCare({ kind: "unscheduled-care", profession: null, isListed: false, role: "USAGER" })?.role?.code; // => "USAGER"
 * breachOfCare({ kind: "treating-doctor", profession: "60", isListed: true, role: null })?.code; // => "only-doctors"
 * ```
 */
import { activeEntries, entryOf } from "./CodeList.ts";
import { memberRoles, type MemberRole } from "./MemberRoles.ts";
import { professions } from "./Professions.ts";

/** A role that somebody, or an organization, is to hold. */
export interface HeldRole {
  readonly role: string;
  readonly holder: "person" | "organization";
  /** Whether an organization is named through which a person belongs. */
  readonly hasStructure: boolean;
}

/** What a frame refuses: `role-of-people` to an organization, `role-needs-structure` to a person of whom no organization is named. */
export interface RoleBreach {
  readonly code: "role-of-people" | "role-needs-structure";
  readonly role: MemberRole;
}

/** What the frame of a role refuses to whoever is to hold it; null where it refuses nothing. */
export const breachOfRole = ({ hasStructure, holder, role }: HeldRole): RoleBreach | null => {
  const known = entryOf(memberRoles, role);
  if (known === null) return null;
  if (holder === "organization") return known.of === "person" ? { code: "role-of-people", role: known } : null;
  return known.of === "organization" && !hasStructure ? { code: "role-needs-structure", role: known } : null;
};

/** Somebody who is to hold an office, or a seat in a body, and who is a member in a role meanwhile. */
export interface OfficeTaker {
  /** Whether the office, or the seat, is one of the bureau (`officesOf` of @cpts/domain). */
  readonly isOfBureau: boolean;
  readonly role: string;
  readonly hasStructure: boolean;
}

/** What a frame refuses: `staff-in-bureau` to who is employed by the association, `role-needs-structure` to who stands for an organization that nobody names. */
export interface OfficeBreach {
  readonly code: "staff-in-bureau" | "role-needs-structure";
  readonly role: MemberRole;
  readonly source: string;
  readonly status: "verified" | "provisional";
}

const staff = "COORDINATEUR";

/**
 * An association whose management is disinterested is run by volunteers: its staff does not sit in its bureau (CGI, art. 261, 7-1°-d;
 * BOI-IS-CHAMP-10-50-10-20; to be checked there). Whoever stands for an organization does so for one that is named.
 */
export const breachOfOffice = ({ hasStructure, isOfBureau, role }: OfficeTaker): OfficeBreach | null => {
  const known = entryOf(memberRoles, role);
  if (known === null) return null;
  if (known.code === staff && isOfBureau) return { code: "staff-in-bureau", role: known, source: "CGI, art. 261, 7-1°-d ; BOI-IS-CHAMP-10-50-10-20", status: "provisional" };
  return known.of === "organization" && !hasStructure ? { code: "role-needs-structure", role: known, source: known.frame.source, status: known.frame.status } : null;
};

/** Somebody who is to take part in care. */
export interface CareTaker {
  /** In what, such as `treating-doctor`. */
  readonly kind: string;
  /** Code of their profession (TRE_G15); null where none is known. */
  readonly profession: string | null;
  /** Whether they have an RPPS number: then they are a professional, of whatever profession. */
  readonly isListed: boolean;
  /** The role in which they belong to the CPTS, where they have one. */
  readonly role: string | null;
}

/** Why somebody takes no part in care: no health profession, with the role that they have; or not the profession that it takes. */
export interface CareBreach {
  readonly code: "no-health-profession" | "only-doctors";
  readonly role: MemberRole | null;
  readonly source: string;
}

const doctor = "10";
const treatingDoctor = "treating-doctor";
const healthProfessions: ReadonlySet<string> = new Set(activeEntries(professions).map(({ code }) => code));

/**
 * Care is given by health professionals (CSP, part 4, and art. L. 1110-1); a treating doctor is a doctor (CSS, art. L. 162-5-3). Users,
 * associations, social workers and psychologists belong to a CPTS without taking part in care.
 */
export const breachOfCare = ({ isListed, kind, profession, role }: CareTaker): CareBreach | null => {
  const isProfessional = profession === null ? isListed : healthProfessions.has(profession);
  if (!isProfessional) {
    const known = role === null ? null : entryOf(memberRoles, role);
    return { code: "no-health-profession", role: known, source: known?.frame.source ?? "CSP, quatrième partie et art. L. 1110-1" };
  }
  return kind === treatingDoctor && profession !== null && profession !== doctor ? { code: "only-doctors", role: null, source: "CSS, art. L. 162-5-3" } : null;
};
