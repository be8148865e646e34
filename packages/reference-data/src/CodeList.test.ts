import { legalFormCodes } from "@cpts/domain/Cpts";
import { describe, expect, it } from "vitest";
import {
  activeEntries, activityGenres, cptsFinessCategory, cptsRoles, defaultLegalForm, entryOf, exerciseModes, finessCategories,
  isAdvancedPracticeNurseSkill, isGeneralPractitionerSkill, labelOf, legalForms, memberRoles, missions, professionalCategories, professions,
  skillCode, skills,
} from "./index.ts";

const lists = [activityGenres, cptsRoles, exerciseModes, finessCategories, legalForms, memberRoles, missions, professionalCategories, professions, skills];

describe.each(lists.map((list) => [list.id, list] as const))("the list %s", (_, list) => {
  it("names each code once, with a label", () => {
    expect(new Set(list.entries.map(({ code }) => code)).size).toBe(list.entries.length);
    expect(list.entries.filter(({ code, label }) => code.trim() !== code || code === "" || label.trim() !== label || label === "")).toEqual([]);
  });

  it("dates what it closes and nothing else", () => {
    expect(list.entries.filter(({ status, deprecatedOn }) => (status === "deprecated") !== (deprecatedOn !== null))).toEqual([]);
    expect(list.entries.filter(({ deprecatedOn }) => deprecatedOn !== null && !/^20\d\d-[01]\d-[0-3]\d$/u.test(deprecatedOn))).toEqual([]);
  });

  it("says where it comes from: a publisher's list has an OID and a version, ours an English label for each entry", () => {
    expect([list.oid === null, list.version === null, list.entries.every(({ labelEn }) => labelEn !== null)]).toEqual(
      Array.from({ length: 3 }, () => list.status === "ours"),
    );
    expect(list.source + list.licence).not.toBe("");
  });

  it("answers null for what it does not know", () => {
    for (const code of ["", "?", "constructor", "__proto__", "toString"]) expect([labelOf(list, code), entryOf(list, code)]).toEqual([null, null]);
  });
});

describe("professions (TRE_G15)", () => {
  it("are 30, of which 24 are active", () => {
    expect(professions.entries).toHaveLength(30);
    expect(activeEntries(professions)).toHaveLength(24);
  });

  it("60 is the nurse and 10 the physician", () => {
    expect([labelOf(professions, "60"), labelOf(professions, "10")]).toEqual(["Infirmier", "Médecin"]);
  });

  it("93, the psychologist, is closed here but still read", () => {
    expect(entryOf(professions, "93")).toEqual({ code: "93", label: "Psychologue", labelEn: null, status: "deprecated", deprecatedOn: "2021-12-17" });
  });
});

describe("skills (TRE_A02)", () => {
  it("are 376 codes, 310 active, 95 of them ordinal specialities", () => {
    expect(skills.entries).toHaveLength(376);
    expect(activeEntries(skills)).toHaveLength(310);
    expect(skills.entries.filter((skill) => skill.skillCode?.startsWith("SM"))).toHaveLength(95);
  });

  it("belong to professions of TRE_G15, or to four of them in training", () => {
    expect(skills.entries.filter((skill) => labelOf(professions, skill.professionCode) === null)).toEqual([]);
    expect(skills.entries.filter((skill) => skill.professionSystem !== "G15").map(({ code }) => code)).toEqual(["G16_10", "G16_21", "G16_40", "G16_50"]);
  });

  it("make a general practitioner of a physician with SM26, SM53 or SM54 only", () => {
    const physicians = skills.entries.filter((skill) => skill.professionCode === "10" && skill.skillCode !== null);
    expect(physicians.filter((skill) => isGeneralPractitionerSkill(skill.skillCode ?? "")).map(({ code }) => code)).toEqual([
      "G15_10/SM26", "G15_10/SM53", "G15_10/SM54",
    ]);
    expect(labelOf(skills, skillCode("10", "SM26"))).toBe("Médecin - Qualifié en Médecine Générale (SM)");
  });

  it("make an advanced-practice nurse of a nurse with SI01 to SI05", () => {
    const nurses = skills.entries.filter((skill) => skill.professionCode === "60" && isAdvancedPracticeNurseSkill(skill.skillCode ?? ""));
    expect(nurses.map(({ code }) => code)).toEqual(["01", "02", "03", "04", "05"].map((number) => skillCode("60", `SI${number}`)));
  });
});

describe("activities", () => {
  it("are liberal, salaried, voluntary or indirect", () => {
    expect(exerciseModes.entries.map(({ code }) => code)).toEqual(["L", "S", "B", "I"]);
  });

  it("have two genres closed on 2020-06-26", () => {
    expect(activityGenres.entries.filter(({ deprecatedOn }) => deprecatedOn === "2020-06-26").map(({ code }) => code)).toEqual(["GENR05", "GENR07"]);
  });

  it("category M is a public agent, and F is closed", () => {
    expect(labelOf(professionalCategories, "M")).toBe("Agent public");
    expect(entryOf(professionalCategories, "F")?.deprecatedOn).toBe("2026-02-23");
  });
});

describe("a CPTS", () => {
  it("has FINESS category 604", () => {
    expect(labelOf(finessCategories, cptsFinessCategory)).toContain("Communauté Professionnelle Territoriale de Santé");
  });

  it("is an association by default, without RNA number in Alsace-Moselle", () => {
    expect(entryOf(legalForms, defaultLegalForm)?.hasRna).toBe(true);
    expect(legalForms.entries.map(({ code }) => code).toSorted()).toEqual([...legalFormCodes].toSorted());
    expect(entryOf(legalForms, "association-local-law")).toMatchObject({ hasRna: false, departements: ["57", "67", "68"] });
  });

  it.each([
    ["ACCES_SOINS", "socle", 6, 18],
    ["PARCOURS", "socle", 12, 24],
    ["PREVENTION", "socle", 12, 24],
    ["CRISE_SANITAIRE", "socle", 6, 18],
    ["QUALITE_PERTINENCE", "complementaire", null, null],
    ["ACCOMPAGNEMENT_PS", "complementaire", null, null],
  ])("mission %s is %s, to start within %s months and be deployed within %s", (code, category, startWithinMonths, deployedWithinMonths) => {
    expect(entryOf(missions, code)).toMatchObject({ category, startWithinMonths, deployedWithinMonths });
  });

  it("improves access to care by regular doctors, unscheduled care and telehealth", () => {
    expect(entryOf(missions, "ACCES_SOINS")?.subMissions.map(({ code }) => code)).toEqual(["MEDECIN_TRAITANT", "SNP", "TELESANTE"]);
  });

  it("may have two co-presidents and two co-treasurers: the role is a code, not a person", () => {
    expect(cptsRoles.entries.map(({ code }) => code)).toEqual([
      "PRESIDENT", "CO_PRESIDENT", "VICE_PRESIDENT", "SECRETAIRE", "TRESORIER", "CO_TRESORIER", "ADMINISTRATEUR", "COORDINATEUR",
      "REFERENT_MISSION", "MEMBRE",
    ]);
  });
});
