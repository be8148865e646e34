import { describe, expect, it } from "vitest";
import { demonstrationPeople, namedIn } from "./demonstration-people.ts";
import { read } from "./repository.ts";

describe("the people of the demonstration", () => {
  it("are all found where it names them", () => {
    const keys = [...read("infra/local/src/demonstration/directory/people.ts").matchAll(/^ {2}"[a-z-]+": /gmu)];
    expect(demonstrationPeople()).toHaveLength(keys.length);
    expect(keys.length).toBeGreaterThan(0);
  });

  it("are recognized however they are typed, and not in longer words", () => {
    const { family, given } = demonstrationPeople().find((one) => one.family.includes(" ")) ?? { family: "", given: "" };
    const key = family.toLowerCase().replaceAll(" ", "-");
    for (const text of [family, family.toUpperCase(), `holders: ["${key}"]`, `${family}s, ${given} ${family}.`]) expect(namedIn(text, "family")).toEqual([family]);
    expect(namedIn(`${given} and x${key}s`, "family")).toEqual([]);
    expect(namedIn(`Commune de ${family}`, "whole-name")).toEqual([]);
    expect(namedIn(`${family} ${given}`, "whole-name")).toEqual([family]);
  });
});
