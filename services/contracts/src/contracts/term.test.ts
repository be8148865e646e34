import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

let world: Scene;
let cptsId = "";
beforeAll(async () => {
  world = await scene();
  cptsId = await world.know("CPTS à Terme");
});
afterAll(() => world.service.stop());

const provenance = { status: "sourced", source: { document: "Contrat signé" } };
const signed = async (termYears: number | null, signature: Readonly<Record<string, unknown>>): Promise<string> => {
  const id = await world.draft({ cptsId, provenance, ...(termYears === null ? {} : { termYears }) });
  expect((await world.sign(id, signature)).status).toBe(200);
  return id;
};

describe("the last day of a contract", () => {
  test.each([
    [5, { signedOn: "2017-11-30" }, "2022-11-30"],
    [5, { signedOn: "2020-09" }, "2025-09-30"],
    [5, { signedOn: "--11-30", inferredSignedOn: "2017-11-30" }, null],
    [null, { signedOn: "2017-11-30" }, null],
  ])("of %s years signed as %o is %s, in the contract and in the list", async (termYears, signature, lastDay) => {
    const id = await signed(termYears, signature);
    const listed = (await world.read(`/v1/contracts?cpts=${cptsId}`)).json.items.find((item: { id: string }) => item.id === id);
    expect([(await world.read(`/v1/contracts/${id}`)).json.lastDay, listed.lastDay]).toEqual([lastDay, lastDay]);
  });

  test("is unknown before the signature", async () => {
    const id = await world.draft({ cptsId, termYears: 5 });
    expect((await world.read(`/v1/contracts/${id}`)).json.lastDay).toBeNull();
  });

  test("is explained by the dates, the term, and what was not read", async () => {
    const id = await signed(3, { signedOn: "--11-30", inferredSignedOn: "2017-11-30" });
    const explanationOf = (answer: { readonly explanations: ReadonlyArray<{ readonly figure: string }> }, figure: string) => answer.explanations.find((one) => one.figure === figure);
    const told = explanationOf((await world.read(`/v1/contracts/${id}?explain=true`)).json, "lastDay");
    expect(told).toMatchObject({
      inputs: [{ name: "signedOn", value: "--11-30" }, { name: "inferredSignedOn", value: "2017-11-30" }, { name: "termYears", value: "3" }],
      sources: [{ name: "Contrat signé", status: "sourced" }, { name: "No tacit renewal; the clause of the agreement was not read", status: "provisional" }],
    });
    expect(explanationOf((await world.read(`/v1/contracts?cpts=${cptsId}&explain=true`)).json, `${id}.lastDay`)).toEqual({ ...told, figure: `${id}.lastDay` });
  });
});
