import { describe, expect, it } from "vitest";
import { historyOf, type Movement } from "./CogMovement.ts";

const place = (code: string, nom: string) => ({ code, nom });

// The true history of the Essarts (Vendee), and of Ajaccio before and after the division of Corsica.
const movements: ReadonlyArray<Movement> = [
  { on: "2024-01-01", from: [place("85084", "Essarts en Bocage")], to: [place("85084", "Essarts-en-Bocage"), place("85165", "L'Oie"), place("85212", "Sainte-Florence")] },
  { on: "2016-01-01", from: [place("85084", "Les Essarts"), place("85165", "L'Oie"), place("85212", "Sainte-Florence")], to: [place("85084", "Essarts en Bocage")] },
  { on: "1976-01-01", from: [place("20004", "Ajaccio")], to: [place("2A004", "Ajaccio")] },
];
const today = new Map([["85084", "Essarts-en-Bocage"], ["85165", "L'Oie"], ["85212", "Sainte-Florence"], ["2A004", "Ajaccio"], ["37003", "Amboise"]]);
const history = historyOf(movements, (code) => today.get(code) ?? null);

describe("the history of communes", () => {
  it.each([
    ["85084", "2015-12-31", "Les Essarts"],
    ["85084", "2016-01-01", "Essarts en Bocage"],
    ["85084", "2024-01-01", "Essarts-en-Bocage"],
    ["85165", "2015-12-31", "L'Oie"],
    ["85165", "2023-12-31", null],
    ["85165", "2024-01-01", "L'Oie"],
    ["20004", "1975-12-31", "Ajaccio"],
    ["20004", "1976-01-01", null],
    ["2A004", "1975-12-31", null],
    ["37003", "1900-01-01", "Amboise"],
    ["99999", "2026-01-01", null],
  ])("%s on %s is named %s", (code, day, nom) => {
    expect(history.nameOn(code, day)).toBe(nom);
  });

  it.each([
    ["85165", "2015-12-31", "85165"],
    ["85165", "2020-06-01", "85084"],
    ["85165", "2024-01-01", "85165"],
    ["20004", "2026-01-01", "2A004"],
    ["2A004", "1970-01-01", "20004"],
    ["99999", "2026-01-01", null],
  ])("the place of %s on %s is in %s", (code, day, held) => {
    expect(history.whereOn(code, day)).toBe(held);
  });

  it("a file that turns in circles ends in nothing", () => {
    const circle = historyOf(
      [
        { on: "2020-01-01", from: [place("01001", "A")], to: [place("01002", "B")] },
        { on: "2020-01-01", from: [place("01002", "B")], to: [place("01001", "A")] },
      ],
      () => null,
    );
    expect(circle.whereOn("01001", "2021-01-01")).toBeNull();
  });
});
