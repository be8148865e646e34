import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { communes, scene, type Scene } from "../testing/scene.ts";

let world: Scene;
let id: string;
beforeAll(async () => {
  world = await scene();
  id = await world.register({ name: "CPTS aux documents", territory: communes("37003") });
});
afterAll(() => world.service.stop());

type Json = ReturnType<typeof JSON.parse>;
const add = async (query: string, text = "Article premier", token?: string, key = crypto.randomUUID()) => {
  const request = { raw: text, headers: { "content-type": "text/plain", "idempotency-key": key } };
  return token === undefined ? world.send("POST", `/v1/cpts/${id}/documents?${query}`, undefined, request) : world.service.send("POST", `/v1/cpts/${id}/documents?${query}`, { ...request, token });
};
const seenBy = async (token?: string): Promise<Json> => (await world.service.send("GET", `/v1/cpts/${id}/documents`, token === undefined ? {} : { token })).json.items.map(({ kind }: Json) => kind);

describe("documents of a CPTS", () => {
  test("are kept once with what is said of them, and handed out as they came", async () => {
    const [head, key] = [await world.head(), crypto.randomUUID()];
    const first = await add("name=statuts.txt&kind=statutes&on=2019-03&visibility=public", "Article premier", undefined, key);
    expect([first.status, first.json]).toEqual([201, expect.objectContaining({ name: "statuts.txt", type: "text/plain", kind: "statutes", on: "2019-03", visibility: "public" })]);
    expect((await add("name=statuts.txt&kind=statutes&on=2019-03&visibility=public", "Article premier", undefined, key)).text).toBe(first.text);
    const { events } = (await world.send("GET", `/v1/events?after=${head}`)).json;
    expect(events.map(({ data, type }: Json) => [type, data])).toEqual([["cpts.registry.document.added.v1", { cptsId: id, documentId: first.json.id, kind: "statutes", on: "2019-03", visibility: "public" }]]);
    expect((await world.send("GET", `/v1/cpts/${id}/documents`)).json.items).toEqual([first.json]);
    expect((await world.service.running.app.request(`/v1/cpts/${id}/documents/${first.json.id}`)).headers.get("content-disposition")).toContain("statuts.txt");
  });

  test("are seen by those whom their sight names", async () => {
    await add("name=rapport.txt&kind=report", "Rapport");
    const board = await add("name=cr.txt&kind=minutes&visibility=board", "Compte rendu");
    const of = (role: "professional" | "coordinator") => world.service.token({ role, cptsIds: [id] });
    expect([await seenBy(), await seenBy(await of("professional")), await seenBy(await of("coordinator"))]).toEqual([["statutes"], ["statutes", "report"], ["statutes", "report", "minutes"]]);
    const read = async (token?: string) => (await world.service.send("GET", `/v1/cpts/${id}/documents/${board.json.id}`, token === undefined ? {} : { token })).status;
    expect([await read(), await read(await of("professional")), await read(await of("coordinator"))]).toEqual([expect.toSatisfy((status: number) => status === 401 || status === 404), expect.toSatisfy((status: number) => status === 403 || status === 404), 200]);
  });

  test("are added and removed by those who change the CPTS, and gone once removed", async () => {
    const coordinator = await world.service.token({ role: "coordinator", cptsIds: [id] });
    const added = await add("name=plan.txt&kind=map", "Plan", coordinator);
    expect(added.status).toBe(201);
    expect((await add("name=plan.txt&kind=map", "Plan", await world.service.token({ role: "professional", cptsIds: [id] }))).status).toBe(403);
    const remove = (token: string) => world.service.send("DELETE", `/v1/cpts/${id}/documents/${added.json.id}`, { token });
    expect((await remove(await world.service.token({ role: "professional", cptsIds: [id] }))).status).toBe(403);
    expect([(await remove(coordinator)).status, (await remove(coordinator)).status]).toEqual([204, 404]);
    expect(await seenBy(coordinator)).not.toContain("map");
    expect(await world.rows("select count(*)::int as kept from cpts_document where file_id = $1", [added.json.id])).toEqual([{ kept: 0 }]);
  });

  test("with a social-security number are refused", async () => {
    expect((await add("name=liste.txt&kind=report", "vu le 1 85 05 78 006 084 91")).json.errors[0].code).toBe("free-text.social-security-number");
  });
});
