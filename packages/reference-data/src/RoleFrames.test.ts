import { describe, expect, test } from "vitest";
import { memberRoles } from "./MemberRoles.ts";
import { breachOfCare, breachOfOffice, breachOfRole } from "./RoleFrames.ts";

describe("the frame of a role", () => {
  test.each(memberRoles.entries.map(({ code, of }) => [code, of] as const))("%s is held by whom it is for: %s", (role, of) => {
    const breaches = [
      breachOfRole({ role, holder: "person", hasStructure: false })?.code,
      breachOfRole({ role, holder: "person", hasStructure: true })?.code,
      breachOfRole({ role, holder: "organization", hasStructure: false })?.code,
    ];
    expect(breaches).toEqual({ person: [undefined, undefined, "role-of-people"], organization: ["role-needs-structure", undefined, undefined], both: [undefined, undefined, undefined] }[of]);
  });

  test("of another list refuses nothing", () => {
    expect(breachOfRole({ role: "AUTRE", holder: "organization", hasStructure: false })).toBeNull();
  });
});

describe("holding an office, or a seat,", () => {
  const office = (isOfBureau: boolean, role: string, hasStructure = false) => breachOfOffice({ isOfBureau, role, hasStructure })?.code;

  test("of the bureau is not for the staff of the association; another is", () => expect([office(true, "COORDINATEUR"), office(false, "COORDINATEUR")]).toEqual(["staff-in-bureau", undefined]));
  test("for an organization asks which one", () => expect([office(true, "COLLECTIVITE"), office(true, "COLLECTIVITE", true), office(false, "ASSOCIATION")]).toEqual(["role-needs-structure", undefined, "role-needs-structure"]));
  test("is open to every other role, users among them", () => expect(memberRoles.entries.filter(({ code, of }) => of !== "organization" && office(true, code) !== undefined).map(({ code }) => code)).toEqual(["COORDINATEUR"]));
});

describe("taking part in care", () => {
  const care = (kind: string, profession: string | null, isListed: boolean, role: string | null = null) => breachOfCare({ kind, profession, isListed, role })?.code;

  test.each([["60"], ["10"], ["70"], ["21"]])("is for health professionals, as %s", (profession) => expect([care("unscheduled-care", profession, false), care("sas", profession, true)]).toEqual([undefined, undefined]));
  test("is for whoever has an RPPS number, where the profession is not known", () => expect([care("unscheduled-care", null, true), care("treating-doctor", null, true)]).toEqual([undefined, undefined]));
  test("is not for a psychologist, whose code was closed in the list of professions", () => expect(care("unscheduled-care", "93", true)).toBe("no-health-profession"));
  test.each(memberRoles.entries.map(({ code }) => [code]))("is not for somebody without a health profession who belongs as %s, and names that frame", (role) => {
    expect(breachOfCare({ kind: "unscheduled-care", profession: null, isListed: false, role })).toMatchObject({ code: "no-health-profession", role: { code: role }, source: memberRoles.entries.find(({ code }) => code === role)?.frame.source });
  });
  test("as treating doctor is for doctors", () => expect([care("treating-doctor", "60", true), care("treating-doctor", "10", true)]).toEqual(["only-doctors", undefined]));
});
