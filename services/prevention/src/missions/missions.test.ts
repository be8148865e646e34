import { contracts } from "@cpts/api/Contracts";
import { registry } from "@cpts/api/Registry";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

let world: Scene;
beforeAll(async () => {
  world = await scene();
});
afterAll(() => world.service.stop());

const missionsOf = async (cptsId: string, query = "", token?: string) => world.service.send("GET", `/v1/cpts/${cptsId}/missions${query}`, token === undefined ? {} : { token });

describe("the missions of a CPTS", () => {
  test("are those of its signed contracts, each with the newest one that holds it, labelled in French and English", async () => {
    const cptsId = await world.register({ communes: ["37003"] });
    const old = await world.sign(cptsId, ["PREVENTION", "PARCOURS"], { kind: "contrat-territorial-de-sante", signedOn: "2017-11-30" });
    const newer = await world.sign(cptsId, [], { kind: "accord-de-demain", signedOn: "2021", missions: [{ code: "PREVENTION", label: "Prévenir" }, { code: "DE_DEMAIN", label: "Demain" }] });
    const { json, status } = await missionsOf(cptsId);
    expect([status, json]).toEqual([
      200,
      {
        cptsId,
        missions: [
          { code: "DE_DEMAIN", label: { fr: "Demain", en: "Demain" }, localLabel: "Demain", contractId: newer, kind: "accord-de-demain", signedOn: "2021", lastDay: null },
          {
            code: "PARCOURS",
            label: { fr: "Organisation de parcours pluriprofessionnels autour du patient", en: "Multiprofessional care pathways" },
            localLabel: null,
            contractId: old,
            kind: "contrat-territorial-de-sante",
            signedOn: "2017-11-30",
            lastDay: null,
          },
          {
            code: "PREVENTION",
            label: { fr: "Développement d'actions territoriales de prévention", en: "Prevention in the territory" },
            localLabel: "Prévenir",
            contractId: newer,
            kind: "accord-de-demain",
            signedOn: "2021",
            lastDay: null,
          },
        ],
        actions: { planned: null, published: 0 },
      },
    ]);
  });

  test("are no longer those of a contract that has ended; where its term or year is not stated it still holds", async () => {
    const cptsId = await world.register({ communes: ["37003"] });
    const ended = await world.sign(cptsId, ["PREVENTION", "PARCOURS"], { signedOn: "2018-03-01", inferredSignedOn: null, termYears: 5 });
    await world.sign(cptsId, ["PARCOURS"], { signedOn: "--09-22", inferredSignedOn: "2018-09-22", termYears: 5 });
    await world.sign(cptsId, ["ACCES_SOINS"], { signedOn: "2026-01-15", termYears: 50 });
    const { json } = await missionsOf(cptsId, "?explain=true");
    expect(json.missions.map(({ code, lastDay }: { code: string; lastDay: string | null }) => [code, lastDay])).toEqual([["ACCES_SOINS", "2076-01-15"], ["PARCOURS", null]]);
    expect(json.explanations[0].inputs[0]).toEqual({ name: `contract ${ended}`, value: expect.stringContaining("2018-03-01, until 2023-03-01") });
  });

  test("come with how many actions there are: planned ones for those who may see them", async () => {
    const cptsId = await world.ready("37003");
    for (let count = 0; count < 3; count += 1) await world.plan(cptsId);
    await world.publish((await world.plan(cptsId)).json.id);
    const counts = async (token?: string) => (await missionsOf(cptsId, "", token)).json.actions;
    expect(await counts()).toEqual({ planned: null, published: 1 });
    expect(await counts(await world.service.token({ role: "coordinator", cptsIds: [cptsId] }))).toEqual({ planned: 3, published: 1 });
    expect(await counts(await world.service.token({ role: "coordinator", cptsIds: [] }))).toEqual({ planned: null, published: 1 });
    expect(await counts(await world.service.token({ role: "ars-officer", regions: ["24"] }))).toEqual({ planned: 3, published: 1 });
  });

  test("are explained when asked, and the explanation moves with them", async () => {
    const cptsId = await world.register({ communes: ["37003"] });
    const explained = async () => {
      const { json } = await missionsOf(cptsId, "?explain=true");
      return new Map<string, { inputs: unknown; sources: ReadonlyArray<{ name: string }>; rule: { fr: string; en: string } }>(json.explanations.map((one: { figure: string }) => [one.figure, one]));
    };
    expect((await explained()).get("missions")?.inputs).toEqual([]);
    const contractId = await world.sign(cptsId, ["PREVENTION"], { kind: "aci", signedOn: "--09-22", inferredSignedOn: "2018-09-22" });
    await world.publish((await world.plan(cptsId)).json.id);
    const after = await explained();
    expect([...after.keys()]).toEqual(["missions", "actions.planned", "actions.published"]);
    expect(after.get("missions")).toMatchObject({ inputs: [{ name: `contract ${contractId}`, value: "aci, --09-22, inferred 2018-09-22, PREVENTION" }], sources: [{ name: expect.stringMatching(/^contracts@.+:\d+$/u), status: "declared" }] });
    expect(after.get("actions.planned")?.inputs).toEqual([{ name: "planned", value: "-" }]);
    expect(after.get("actions.published")?.inputs).toEqual([{ name: "published", value: "1" }]);
    expect([...after.values()].every(({ rule }) => rule.fr.length > 20 && rule.en.length > 20)).toBe(true);
    expect((await missionsOf(cptsId)).json).not.toHaveProperty("explanations");
  });

  test("of an unknown CPTS are 404, also when its contract came first", async () => {
    const cptsId = crypto.randomUUID();
    await world.sign(cptsId, ["PREVENTION"]);
    expect((await missionsOf(cptsId)).status).toBe(404);
    const { cptsRegistered } = registry.events;
    await world.registry.tell(cptsRegistered, cptsId, { ...cptsRegistered.example, cptsId });
    expect((await missionsOf(cptsId)).json.missions).toHaveLength(1);
  });

  test("of a draft are none until it is signed", async () => {
    const cptsId = await world.register();
    const { contractDrafted } = contracts.events;
    await world.contracts.tell(contractDrafted, cptsId, { ...contractDrafted.example, contractId: crypto.randomUUID(), cptsId });
    expect((await missionsOf(cptsId)).json.missions).toEqual([]);
  });
});
