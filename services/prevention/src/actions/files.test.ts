import { prevention } from "@cpts/api/Prevention";
import { asDescribed } from "@cpts/service-kit/testing/described-answer";
import { afterAll, beforeAll, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

let world: Scene;
let cptsId: string;
beforeAll(async () => {
  world = await scene();
  cptsId = await world.ready("37003");
});
afterAll(() => world.service.stop());

const pdf = Uint8Array.from(Buffer.from("%PDF-1.7\naffiche"));

test("the files of an action are for those who work with it, though it be published; a file is what its content says", async () => {
  const { id } = (await world.plan(cptsId)).json;
  await world.publish(id);
  const path = `/v1/actions/${id}/files`;
  const post = (raw: Uint8Array<ArrayBuffer>, type = "application/pdf") => world.service.send("POST", `${path}?name=affiche`, { token: world.writer, raw, headers: { "content-type": type } });
  const { json, status } = await post(pdf);
  expect([status, json]).toEqual([201, expect.objectContaining({ name: "affiche.pdf", type: "application/pdf", size: pdf.length })]);
  expect(() => asDescribed(prevention.endpoints.addActionFile, json)).not.toThrow();
  expect((await world.send("GET", path)).json).toEqual({ items: [json] });
  const coordinator = await world.service.token({ role: "coordinator", cptsIds: [cptsId] });
  const read = await world.service.send("GET", `${path}/${json.id}`, { token: coordinator });
  expect([read.status, read.text]).toEqual([200, "%PDF-1.7\naffiche"]);
  const other = await world.service.token({ role: "coordinator", cptsIds: [await world.ready("38053")] });
  for (const one of [path, `${path}/${json.id}`]) expect((await world.service.send("GET", one, { token: other })).status).toBe(404);
  expect((await world.service.send("GET", path)).status).toBe(404);
  expect((await post(pdf, "image/png")).status).toBe(415);
  const nir = await post(Uint8Array.from(Buffer.from("pour 1 84 12 76 451 089 46")), "text/plain");
  expect([nir.status, nir.json.errors]).toEqual([422, [expect.objectContaining({ code: "free-text.social-security-number" })]]);
  expect((await world.send("GET", `${path}/${crypto.randomUUID()}`)).status).toBe(404);
  const professional = await world.service.token({ role: "professional", cptsIds: [cptsId] });
  const remove = (token: string) => world.service.send("DELETE", `${path}/${json.id}`, { token });
  expect([(await remove(other)).status, (await remove(professional)).status, (await remove(coordinator)).status, (await remove(coordinator)).status]).toEqual([404, 403, 204, 404]);
  expect([(await world.send("GET", path)).json, await world.rows("select count(*)::int as count from file_chunk")]).toEqual([{ items: [] }, [{ count: 0 }]]);
});
