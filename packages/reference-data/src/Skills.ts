/**
 * What a professional is qualified for: TRE_A02, a profession and a savoir-faire in one code ("G15_10/SM54"). It contains
 * the ordinal specialities of TRE_R38.
 *
 * @example
 * ```ts
 * import { isGeneralPractitionerSkill, labelOf, skillCode, skills } from "@cpts/reference-data";
 *
 * labelOf(skills, skillCode("10", "SM54")); // => "Médecin - Médecine Générale (SM)"
 * isGeneralPractitionerSkill("SM26"); // => true
 * ```
 */
import type { CodeEntry, CodeList } from "./CodeList.ts";
import { rows, version } from "./generated/skills.ts";
import { ansLicence, official } from "./internal/code-entries.ts";

/** A profession, or a profession with one savoir-faire. */
export interface Skill extends CodeEntry {
  /** "G15" for a profession, "G16" for one in training. */
  readonly professionSystem: string;
  readonly professionCode: string;
  /** "SM54", "C05", "SI01"...; null for the profession itself. */
  readonly skillCode: string | null;
}

const decode = (row: string): Skill => {
  const [code = "", label = "", deprecatedOn = ""] = row.split("|");
  const [profession = "", skill] = code.split("/");
  const [professionSystem = "", professionCode = ""] = profession.split("_");
  return { ...official(code, label, deprecatedOn === "" ? null : deprecatedOn), professionSystem, professionCode, skillCode: skill ?? null };
};

/** The 376 codes, 310 of them active. */
export const skills: CodeList<Skill> = {
  id: "TRE_A02",
  name: "Profession et savoir-faire CI-SIS",
  oid: "1.2.250.1.213.1.1.4.5",
  url: "https://mos.esante.gouv.fr/NOS/TRE_A02-ProfessionSavFaire-CISIS/FHIR/TRE-A02-ProfessionSavFaire-CISIS",
  version,
  status: "verified",
  source: "TRE_A02-ProfessionSavFaire-CISIS, Agence du Numérique en Santé",
  licence: ansLicence,
  entries: /* @__PURE__ */ rows.trim().split("\n").map(decode),
};

/** The code of a profession of TRE_G15 with a savoir-faire, as this list writes it. */
export const skillCode = (profession: string, skill: string): string => `G15_${profession}/${skill}`;

/**
 * Whether a savoir-faire makes a physician (profession 10) a general practitioner: qualified in (SM26), specialist of
 * (SM53), or general medicine (SM54). A physician without any savoir-faire is not told by this and is counted apart.
 */
export const isGeneralPractitionerSkill = (skill: string): boolean => skill === "SM26" || skill === "SM53" || skill === "SM54";

/** Whether a savoir-faire makes a nurse (profession 60) an advanced-practice nurse: SI01 to SI05. */
export const isAdvancedPracticeNurseSkill = (skill: string): boolean => /^SI0[1-5]$/u.test(skill);
