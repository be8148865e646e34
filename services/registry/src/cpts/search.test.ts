import { accepted } from "@cpts/service-kit/testing/writing-scene";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { communes, scene, type Scene } from "../testing/scene.ts";

let world: Scene;
const ids = new Map<string, string>();
beforeAll(async () => {
  world = await scene();
  const register = async (name: string, fields: object) => ids.set(name, await world.register({ name, ...fields }));
  await register("CPTS Cœur de Saint-Aignan", { shortName: "CSA", territory: { ...communes("37003", "41018"), validFrom: "2019-03-01" } });
  await register("CPTS Lyon Trois", { territory: { ...communes("69383"), validFrom: "2020" } });
  await register("CPTS Attachée", { attachment: { departement: "37", source: { document: "Statuts" } }, territory: { territory: { prose: "Autour" } } });
  await register("CPTS Déplacée", { territory: { ...communes("38053"), validFrom: "2018-01-01" } });
  accepted(await world.setTerritory(ids.get("CPTS Déplacée") ?? "", { ...communes("37027"), validFrom: "2022-01-01" }));
  const steps = [{ to: "active", on: "2020-01-01", source: { document: "Rapport" } }, { to: "suspended", on: "2023", source: { document: "Rapport" } }];
  accepted(await world.send("POST", `/v1/cpts/${ids.get("CPTS Lyon Trois")}/take-over`, { steps }));
});
afterAll(() => world.service.stop());

const found = async (query: string): Promise<ReadonlyArray<string>> => accepted(await world.send("GET", `/v1/cpts?${query}`)).json.items.map(({ name }: { name: string }) => name.replace("CPTS ", ""));

describe("CPTS are found", () => {
  test.each(["coeur st aignan", "CŒUR  DE SAINT AIGNAN", "aignan-coeur", "csa", "saint-aignan csa"])("by their names and short names, however %s is written", async (q) => {
    expect(await found(`q=${encodeURIComponent(q)}`)).toEqual(["Cœur de Saint-Aignan"]);
  });

  test("by a commune, an arrondissement, a departement, a region and an EPCI of their territory, on a date", async () => {
    expect(await found("commune=41018")).toEqual(["Cœur de Saint-Aignan"]);
    expect(await found("commune=69383")).toEqual(["Lyon Trois"]);
    expect(await found("departement=38")).toEqual([]);
    expect(await found("departement=38&asOf=2020-06-01")).toEqual(["Déplacée"]);
    expect(await found("region=84&asOf=2021-06-01")).toEqual(["Déplacée", "Lyon Trois"]);
    const { epci } = accepted(await world.send("GET", "/v1/communes/37003")).json;
    expect(await found(`epci=${epci.code}`)).toContain("Cœur de Saint-Aignan");
    expect(await found(`epci=${epci.code}&asOf=2018-01-01`)).toEqual([]);
  });

  test("by the departement that they are attached to, where their territory is only prose", async () => {
    expect(await found("departement=37")).toEqual(["Attachée", "Cœur de Saint-Aignan", "Déplacée"]);
    expect(await found("region=24")).toEqual(["Attachée", "Cœur de Saint-Aignan", "Déplacée"]);
  });

  test("by where they stood on a date; those of which it is not certain are listed apart", async () => {
    expect(await found("stage=active&asOf=2021-01-01")).toEqual(["Lyon Trois"]);
    expect(await found("stage=active&asOf=2023-06-01")).toEqual([]);
    expect(await found("stage=active&asOf=2023-06-01&certainty=unknown")).toEqual(["Lyon Trois"]);
    expect(await found("stage=suspended&asOf=2024-01-01")).toEqual(["Lyon Trois"]);
    expect(await found("commune=69383&asOf=2020-06-01")).toEqual([]);
    expect(await found("commune=69383&asOf=2020-06-01&certainty=unknown")).toEqual(["Lyon Trois"]);
  });

  test("by all that is asked at once, a page at a time", async () => {
    expect(await found("departement=37&q=aignan&stage=emergence")).toEqual(["Cœur de Saint-Aignan"]);
    expect(await found("departement=37&q=aignan&stage=active")).toEqual([]);
    expect(await found("departement=37&commune=41018")).toEqual(["Cœur de Saint-Aignan"]);
    const { json } = await world.send("GET", "/v1/cpts?departement=37&limit=2");
    expect(json.items).toHaveLength(2);
    expect(await found(`departement=37&limit=2&cursor=${json.nextCursor}`)).toEqual(["Déplacée"]);
  });

  test("and what is no commune, EPCI, stage or date is named", async () => {
    const { json, status } = await world.send("GET", "/v1/cpts?commune=1004&epci=1&stage=gone&asOf=2026-02-30");
    expect([status, json.errors.map(({ pointer }: { pointer: string }) => pointer).toSorted()]).toEqual([400, expect.arrayContaining(["asOf", "commune", "epci", "stage"])]);
  });
});
