import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

let world: Scene;
let asclepios: string;
let sud28: string;
const undatedSource = { document: "Article (sans date)" };
const fact = (property: string, value: unknown, fields: object = {}) => ({ property, value, qualifier: "exactly", status: "declared", source: undatedSource, ...fields });

beforeAll(async () => {
  world = await scene();
  asclepios = await world.register({
    name: "CPTS Asclépios",
    facts: [
      fact("creation-date", "30 novembre", { date: "--11-30" }),
      fact("creation-date", "30 novembre 2017", { date: "2017-11-30", status: "inferred" }),
      fact("population", 50_000, { qualifier: "more-than" }),
      fact("population", 47_000, { source: { document: "Un journal", published: "2022-01" } }),
      fact("member-count", 100, { source: { document: "Un agenda", published: "--01-17" } }),
    ],
  });
  sud28 = await world.register({ name: "CPTS Sud 28", facts: [fact("signature-date", "22 septembre", { date: "--09-22" }), fact("project-date", "2020", { date: "2020" })] });
});
afterAll(() => world.service.stop());

const list = async (query: string) => {
  const { json, status } = await world.service.send("GET", `/v1/facts?${query}`);
  expect(status).toBe(200);
  return json;
};
const shown = async (query: string) => (await list(query)).items.map(({ cptsName, fact: { property, value } }: { cptsName: string; fact: { property: string; value: unknown } }) => [cptsName, property, value]);

describe("declared facts of all CPTS", () => {
  test("without a year are those that neither their date nor their document dates", async () => {
    expect(await shown("undated=true")).toEqual([
      ["CPTS Asclépios", "creation-date", "30 novembre"],
      ["CPTS Asclépios", "population", 50_000],
      ["CPTS Asclépios", "member-count", 100],
      ["CPTS Sud 28", "signature-date", "22 septembre"],
    ]);
    expect(await shown("undated=false")).toEqual([
      ["CPTS Asclépios", "creation-date", "30 novembre 2017"],
      ["CPTS Asclépios", "population", 47_000],
      ["CPTS Sud 28", "project-date", "2020"],
    ]);
    expect(await shown("")).toHaveLength(7);
  });

  test("are found by property and by CPTS, each with its source", async () => {
    expect(await shown("property=population")).toEqual([["CPTS Asclépios", "population", 50_000], ["CPTS Asclépios", "population", 47_000]]);
    expect(await shown(`cpts=${sud28}&undated=true`)).toEqual([["CPTS Sud 28", "signature-date", "22 septembre"]]);
    expect((await list(`cpts=${asclepios}&property=population&limit=1`)).items).toEqual([
      { id: expect.any(String), cptsId: asclepios, cptsName: "CPTS Asclépios", fact: fact("population", 50_000, { qualifier: "more-than" }) },
    ]);
    expect(await shown("property=of-tomorrow")).toEqual([]);
  });

  test("come a page at a time, each once, in the order of their recording", async () => {
    const seen: Array<string> = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const page: { readonly items: ReadonlyArray<{ id: string }>; readonly nextCursor: string | null } = await list(`limit=3${cursor === "" ? "" : `&cursor=${cursor}`}`);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual((await list("limit=200")).items.map(({ id }: { id: string }) => id));
    expect(new Set(seen).size).toBe(7);
  });

  test("are asked for with good parameters only", async () => {
    for (const query of ["undated=yes", "property=Population", "cpts=1", "cursor=x", "limit=0"]) expect((await world.service.send("GET", `/v1/facts?${query}`)).status).toBe(400);
  });

  test("go by the name of their CPTS of today", async () => {
    const id = await world.register({ name: "Avant", facts: [fact("initiator", "Des médecins")] });
    await world.send("PATCH", `/v1/cpts/${id}`, { name: "Après" }, { headers: { "if-match": await world.etag(id) } });
    expect(await shown(`cpts=${id}`)).toEqual([["Après", "initiator", "Des médecins"]]);
  });
});
