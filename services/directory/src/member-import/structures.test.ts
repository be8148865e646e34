import { siteExtract } from "@cpts/testing/finess-extract/extract";
import { fakeStructure } from "@cpts/testing/finess-extract/structures";
import { afterAll, beforeAll, expect, test } from "vitest";
import { operatorOf } from "../testing/extracts.ts";
import { scene, type Scene } from "../testing/scene.ts";

let world: Scene;
let cptsId: string;
let ids: Readonly<Record<"msp" | "town" | "pharmacy", string>>;
const listed = Array.from({ length: 60 }, (_, n) => fakeStructure(n, 1)).find(({ siret }) => siret !== "") ?? fakeStructure(0, 1);
beforeAll(async () => {
  world = await scene();
  cptsId = await world.learnCpts("37003");
  await (await operatorOf(world)).send(Buffer.concat([...siteExtract({ structures: 60 })]));
  const made = async (json: object) => (await world.create("/v1/organizations", json)).id as string;
  ids = {
    msp: await made({ name: "Maison de santé des Glycines", shortName: "MSP Glycines", kind: "msp" }),
    town: await made({ name: "Ville d'Amboise", kind: "local-authority" }),
    pharmacy: await made({ name: "Pharmacie du Pont", kind: "pharmacy", identifiers: { finess: listed.finess } }),
  };
  await made({ name: "Les Amis", kind: "association" });
  await made({ name: "Les Amis", kind: "users-association" });
});
afterAll(() => world.service.stop());

const send = async (text: string) => (await world.service.send("POST", `/v1/member-imports?name=membres.csv&cpts=${cptsId}`, { token: world.writer, raw: Uint8Array.from(Buffer.from(text)), headers: { "content-type": "application/octet-stream" } })).json;
const preview = async (id: string) => (await world.get(`/v1/member-imports/${id}/preview`, world.writer)).json;
const apply = (id: string, confirmations: ReadonlyArray<object> = []) => world.send("POST", `/v1/member-imports/${id}/application`, { confirmations });
const members = async () => (await world.get(`/v1/memberships/export?cpts=${cptsId}&format=json`, world.writer)).json.members as ReadonlyArray<Record<string, string | null>>;

const table = (rows: ReadonlyArray<string>) => ["Nom;Prénom;Métier;Commune;Établissement", ...rows, ""].join("\r\n");
const rows = ["Premier;Camille;infirmière;37003;maison de sante des glycines", "Deuxième;Camille;psychologue;37003;MSP GLYCINES", `Troisième;Camille;pharmacien;37003;${listed.siret.replace(/^(\d{3})(\d{3})(\d{3})/u, "$1 $2 $3 ")}`, "Quatrième;Camille;Collectivité territoriale ou groupement;37003;Ville d'Amboise", "Cinquième;Camille;kiné;37003;"];

test("people belong through the structure that their row names: by its name, its short name, or a number that FINESS has of it", async () => {
  const sent = await send(table(rows));
  expect(sent.columns.map(({ field }: { field: string }) => field)).toEqual(["familyName", "givenName", "profession", "commune", "structure"]);
  expect((await preview(sent.id)).counts).toMatchObject({ newPeople: 5, faulty: 0, toConfirm: 0 });
  expect((await apply(sent.id)).status).toBe(201);
  const { json } = await world.get(`/v1/memberships?cpts=${cptsId}`, world.writer);
  const through = new Map(json.items.map((one: { name: string; throughId: string | null }) => [one.name, one.throughId]));
  expect(["Premier", "Deuxième", "Troisième", "Quatrième", "Cinquième"].map((name) => through.get(`Camille ${name}`))).toEqual([ids.msp, ids.msp, ids.pharmacy, ids.town, null]);
});

test("the same again changes nothing, nor does what was taken out; another structure is the one thing that changes", async () => {
  const head = await world.head();
  const taken = await world.service.running.app.request(`/v1/memberships/export?cpts=${cptsId}&format=csv`, { headers: { authorization: `Bearer ${world.writer}` } });
  for (const text of [table(rows), await taken.text()]) {
    const sent = await send(text);
    expect((await preview(sent.id)).counts).toMatchObject({ unchanged: 5, changed: 0, newPeople: 0, faulty: 0, toConfirm: 0 });
    expect((await apply(sent.id)).status).toBe(201);
  }
  expect(await world.head()).toBe(head);
  const edited = await send(table(rows).replace("Deuxième;Camille;psychologue;37003;MSP GLYCINES", "Deuxième;Camille;psychologue;37003;Ville d'Amboise"));
  const seen = await preview(edited.id);
  expect(seen.counts).toMatchObject({ unchanged: 4, changed: 1 });
  expect(seen.rows[1].changes).toEqual([{ field: "structure", from: "Maison de santé des Glycines", to: "Ville d'Amboise" }]);
  expect((await apply(edited.id)).status).toBe(201);
  expect((await members()).find(({ familyName }) => familyName === "Deuxième")?.["structure"]).toBe("Ville d'Amboise");
});

test("a structure that is not known, one of two of a name, and a role that needs one are said of their rows, which are left out or mended", async () => {
  const sent = await send(table(["Sixième;Camille;infirmière;37003;Clinique inconnue", "Septième;Camille;infirmière;37003;les amis", "Huitième;Camille;Association;37003;"]));
  const seen = await preview(sent.id);
  expect(seen.rows.map(({ outcome, reasons }: { outcome: string; reasons: ReadonlyArray<{ code: string; field: string }> }) => [outcome, ...reasons.map(({ code, field }) => `${field} ${code}`)])).toEqual([["faulty", "structure unknown-structure"], ["faulty", "structure several-structures"], ["faulty", "structure role-needs-structure"]]);
  expect((await apply(sent.id)).status).toBe(422);
  await world.create("/v1/organizations", { name: "Clinique inconnue", kind: "hospital" });
  expect((await preview(sent.id)).rows[0].outcome).toBe("new-person");
  const { json, status } = await apply(sent.id, [{ row: 3, as: "skip" }, { row: 4, as: "skip" }]);
  expect([status, json.counts]).toMatchObject([201, { newPeople: 1, skipped: 2 }]);
});
