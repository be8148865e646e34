import { expect, test } from "vitest";
import { withoutValues } from "./poison.ts";

test.each([
  ['invalid input syntax for type uuid: "Camille Durand"', 'invalid input syntax for type uuid: "…"'],
  ['value "99999999999" is out of range for type integer', 'value "…" is out of range for type integer'],
  ['malformed array literal: "{Camille, "Du\nrand"', 'malformed array literal: "…"'],
  ['invalid input value for enum colour: "Camille', 'invalid input value for enum colour: "…"'],
  [`Unexpected token 'C', "Camille "Durand"" is not valid JSON`, `Unexpected token 'C', "…" is not valid JSON`],
  ['new row for relation "known_thing" violates check constraint "learnable"', 'new row for relation "known_thing" violates check constraint "learnable"'],
  ['null value in column "title" of relation "known_thing" violates not-null constraint', 'null value in column "title" of relation "known_thing" violates not-null constraint'],
  ['duplicate key value violates unique constraint "known_thing_pkey"', 'duplicate key value violates unique constraint "known_thing_pkey"'],
])("the reason of a parked event quotes names of the database and no value: %s", (message, reason) => {
  expect(withoutValues(message)).toBe(reason);
});
