import { describe, expect, it } from "vitest";
import { loadCogMovements } from "./CogMovements.ts";

const { editions, movements } = await loadCogMovements();
const about = (code: string) => movements.filter(({ from, to }) => [...from, ...to].some((place) => place.code === code)).map(({ edition, kind }) => [edition, kind]);

describe("movements of communes", () => {
  it("span six editions, the last without a merger", () => {
    expect(editions).toEqual([2021, 2022, 2023, 2024, 2025, 2026]);
    expect(new Set(movements.filter(({ edition }) => edition === 2026).map(({ kind }) => kind))).toEqual(new Set(["renamed"]));
  });

  it.each([
    ["85165", [[2024, "restored"]]],
    ["15171", [[2025, "restored"]]],
    ["60694", [[2024, "split"]]],
    ["27058", [[2023, "code-changed"]]],
    ["93059", [[2025, "merged"]]],
    ["28012", [[2023, "renamed"]]],
    ["37003", []],
  ])("%s has the history it has at INSEE", (code, expected) => {
    expect(about(code)).toEqual(expected);
  });

  it("a restored commune names the inhabitants of each side by its own edition", () => {
    const restored = movements.find(({ to }) => to.some(({ code }) => code === "85165"));
    expect(restored?.from).toEqual([{ code: "85084", nom: "Essarts en Bocage", population: 9300 }]);
    expect(restored?.to.map(({ population }) => population)).toEqual([6835, 1264, 1338]);
  });
});
