import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { communes, scene, type Scene } from "../testing/scene.ts";

let world: Scene;
beforeAll(async () => {
  world = await scene();
});
afterAll(() => world.service.stop());

interface Covering {
  readonly cptsId: string;
  readonly name: string;
  readonly extent: string;
  readonly places: ReadonlyArray<string>;
  readonly provenance: string;
  readonly validFrom: string | null;
}

const commune = async (code: string, asOf?: string): Promise<{ readonly coveredBy: ReadonlyArray<Covering>; readonly perhapsCoveredBy: ReadonlyArray<Covering> }> =>
  (await world.send("GET", `/v1/communes/${code}${asOf === undefined ? "" : `?asOf=${asOf}`}`)).json;

const names = async (code: string, asOf?: string) => {
  const { coveredBy, perhapsCoveredBy } = await commune(code, asOf);
  return { sure: coveredBy.map(({ name }) => name), perhaps: perhapsCoveredBy.map(({ name }) => name) };
};

const part = (code: string, name: string) => ({ commune: code, name, kind: "quartier" });

describe("the CPTS that cover a commune", () => {
  test("are none where nobody is", async () => {
    expect(await names("01001")).toEqual({ sure: [], perhaps: [] });
  });

  test("are all listed when two overlap, by name", async () => {
    await world.register({ name: "Écluses", territory: { ...communes("22113", "22050"), validFrom: "2020" } });
    await world.register({ name: "Dunes", territory: { ...communes("22113"), validFrom: "2021-05-01" } });
    expect(await names("22113")).toEqual({ sure: ["Dunes", "Écluses"], perhaps: [] });
    expect(await names("22050")).toEqual({ sure: ["Écluses"], perhaps: [] });
  });

  test("cover an arrondissement with the whole city, and the city by arrondissements", async () => {
    const whole = await world.register({ name: "Paris entier", territory: communes("75056") });
    const eighth = await world.register({ name: "Paris huit", territory: { territory: { communes: ["75109", "75108"], provenance: { status: "reconstructed" } } } });
    expect((await commune("75056")).coveredBy).toEqual([
      { cptsId: whole, name: "Paris entier", extent: "whole", places: [], validFrom: null, provenance: "declared" },
      { cptsId: eighth, name: "Paris huit", extent: "arrondissements", places: ["Paris 8e Arrondissement", "Paris 9e Arrondissement"], validFrom: null, provenance: "reconstructed" },
    ]);
    expect((await commune("75108")).coveredBy.map(({ extent, name }) => [name, extent])).toEqual([
      ["Paris entier", "whole"],
      ["Paris huit", "whole"],
    ]);
    expect(await names("75101")).toEqual({ sure: ["Paris entier"], perhaps: [] });
  });

  test("cover Toulouse by the parts they name", async () => {
    await world.register({ name: "Toulouse nord", territory: { territory: { parts: [part("31555", "Minimes"), part("31555", "Barrière de Paris")] } } });
    expect((await commune("31555")).coveredBy).toEqual([expect.objectContaining({ extent: "parts", places: ["Barrière de Paris", "Minimes"] })]);
  });

  test("perhaps cover an arrondissement by a part of the city that may lie elsewhere", async () => {
    await world.register({ name: "Lyon, un quartier", territory: { territory: { parts: [part("69123", "Guillotière")] } } });
    expect(await names("69123")).toEqual({ sure: ["Lyon, un quartier"], perhaps: [] });
    expect(await names("69383")).toEqual({ sure: [], perhaps: ["Lyon, un quartier"] });
  });

  test("perhaps cover it in the year of which only the year is known", async () => {
    await world.register({ name: "Deux mille dix-huit", territory: { ...communes("04070"), validFrom: "2018" } });
    expect(await names("04070", "2017-12-31")).toEqual({ sure: [], perhaps: [] });
    expect(await names("04070", "2018-06-01")).toEqual({ sure: [], perhaps: ["Deux mille dix-huit"] });
    expect(await names("04070", "2019-01-01")).toEqual({ sure: ["Deux mille dix-huit"], perhaps: [] });
  });

  test("surely cover it when both territories that may be in force do, and are told once", async () => {
    const id = await world.register({ name: "Deux territoires", territory: { ...communes("05061", "05046"), validFrom: "2018-01-01" } });
    await world.setTerritory(id, { ...communes("05061", "05170"), validFrom: "2020" });
    expect(await names("05061", "2020-06-01")).toEqual({ sure: ["Deux territoires"], perhaps: [] });
    expect(await names("05046", "2020-06-01")).toEqual({ sure: [], perhaps: ["Deux territoires"] });
    expect(await names("05170", "2020-06-01")).toEqual({ sure: [], perhaps: ["Deux territoires"] });
    expect([await names("05046"), await names("05170")]).toEqual([{ sure: [], perhaps: [] }, { sure: ["Deux territoires"], perhaps: [] }]);
  });

  test("change with a new territory from today, while yesterday does not move", async () => {
    const id = await world.register({ name: "Qui change", territory: { ...communes("09122"), validFrom: "2020" } });
    const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
    await world.setTerritory(id, communes("09225"));
    expect([await names("09122"), await names("09122", yesterday)]).toEqual([{ sure: [], perhaps: [] }, { sure: ["Qui change"], perhaps: [] }]);
    expect([await names("09225"), await names("09225", yesterday)]).toEqual([{ sure: ["Qui change"], perhaps: [] }, { sure: [], perhaps: [] }]);
  });

  test("are found by the code of a commune of the past", async () => {
    await world.register({ name: "Montrichard", territory: communes("41151") });
    expect(await names("41023")).toEqual({ sure: ["Montrichard"], perhaps: [] });
  });
});
