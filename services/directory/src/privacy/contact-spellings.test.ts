import { expect, test } from "vitest";
import { spellingsOfContact } from "./contact-spellings.ts";

test("a telephone number is found however it is written, an address as it is, nothing that is short", () => {
  const isIn = (text: string, value: string) => spellingsOfContact(value).some((one) => text.includes(one));
  for (const value of ["0611223344", "+33 6 11 22 33 44", "06.11.22.33.44", "0033611223344"])
    for (const text of ["au 0611223344", "au 06 11 22 33 44", "au 06.11.22.33.44", "au +33611223344", "au +33 6 11 22 33 44", "au 06-11-22-33-44"]) expect([value, text, isIn(text, value)]).toEqual([value, text, true]);
  expect(isIn("au 06 11 22 33 45", "0611223344")).toBe(false);
  expect([spellingsOfContact("anne@exemple.fr"), spellingsOfContact("x")]).toEqual([["anne@exemple.fr"], []]);
});
