import { afterAll, beforeAll, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

let world: Scene;
let cptsId: string;
beforeAll(async () => {
  world = await scene();
  cptsId = await world.ready("37003");
});
afterAll(() => world.service.stop());

const post = (fields: object) => world.send("POST", "/v1/actions", { cptsId, communes: ["37003"], ...fields });

test("an action from the template of a campaign has its mission, title, objective and days, unless it says otherwise", async () => {
  const { json, status } = await post({ template: "octobre-rose-2026" });
  expect([status, json]).toEqual([201, expect.objectContaining({ mission: "PREVENTION", title: "Octobre rose", objective: "Dépistage du cancer du sein", period: { from: "2026-10-01", to: "2026-11-01" } })]);
  expect((await post({ template: "octobre-rose-2026", title: "Marche rose", period: { from: "2026-10-10", to: null } })).json).toMatchObject({ title: "Marche rose", period: { from: "2026-10-10", to: null } });
});

test("an action of no known template, or of none without mission and title, is refused where they are missing", async () => {
  const pointers = async (fields: object) => (await post(fields)).json.errors.map(({ code, pointer }: { code: string; pointer: string }) => [code, pointer]);
  expect(await pointers({ template: "octobre-vert-2026" })).toEqual([["unknown-template", "#/template"]]);
  expect(await pointers({})).toEqual([["missing", "#/mission"], ["missing", "#/title"]]);
});

test("the templates of a year say how sure their days are, for everyone; there are none beyond the years that are known", async () => {
  const { json, status } = await world.service.send("GET", "/v1/campaign-templates?year=2026");
  expect([status, json.year, json.years]).toEqual([200, 2026, { first: 2024, last: 2030 }]);
  expect(json.items.find(({ code }: { code: string }) => code === "grippe-2026")).toEqual({
    code: "grippe-2026",
    year: 2026,
    title: { fr: "Vaccination contre la grippe", en: "Influenza vaccination" },
    objective: "Vaccination des personnes à risque",
    theme: "vaccination",
    themeLabel: { fr: "Vaccination", en: "Vaccination" },
    mission: "PREVENTION",
    from: "2026-10-13",
    to: "2027-02-01",
    status: "provisional",
    source: expect.stringContaining("announced each year"),
    verification: "recalled",
  });
  expect((await world.service.send("GET", "/v1/campaign-templates?year=1999")).json.items).toEqual([]);
  expect((await world.service.send("GET", "/v1/campaign-templates?year=26")).status).toBe(400);
});
