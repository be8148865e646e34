import { Problem } from "@cpts/api/Problem";
import { breachOfRole, type MemberRole } from "@cpts/reference-data";
import { Effect } from "effect";

const toCheck = { fr: " (texte à vérifier)", en: " (text to be checked)" };

/** A frame as a refusal quotes it: what it says, and the text that says so. */
export const quoted = ({ frame, label, labelEn }: MemberRole) => {
  const [fr, en] = frame.status === "verified" ? ["", ""] : [toCheck.fr, toCheck.en];
  return { fr: `${label} : ${frame.fr} Source : ${frame.source}${fr}`, en: `${labelEn ?? label}: ${frame.en} Source: ${frame.source}${en}` };
};

const why = {
  "role-of-people": { path: "role", fr: "cette qualité est celle d'une personne, et non d'une organisation", en: "this capacity is a person's, and no organization's" },
  "role-needs-structure": { path: "throughId", fr: "cette qualité est celle d'une organisation : dites par laquelle la personne est membre", en: "this capacity is an organization's: say through which one the person belongs" },
} as const;

/** Fails where the frame of a role refuses it to this member. */
export const requireFrame = (held: { readonly role: string | null; readonly holder: "person" | "organization"; readonly hasStructure: boolean }) => {
  const { role } = held;
  const breach = role === null ? null : breachOfRole({ ...held, role });
  if (breach === null) return Effect.void;
  const [{ en, fr, path }, frame] = [why[breach.code], quoted(breach.role)];
  return Effect.fail(new Problem({ type: "invalid-request", faults: [{ in: "body", path: [path], code: breach.code, message: { fr: `${fr}. ${frame.fr}`, en: `${en}. ${frame.en}` } }] }));
};
