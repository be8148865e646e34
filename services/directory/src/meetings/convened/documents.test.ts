import { createHash } from "node:crypto";
import { PDFDocument } from "@cantoo/pdf-lib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../../testing/scene.ts";

let world: Scene;
let cptsId: string;
let coordinator: string;
let id: string;
let professionalId: string;
beforeAll(async () => {
  world = await scene();
  cptsId = await world.learnCpts("37003");
  coordinator = await world.service.token({ role: "coordinator", cptsIds: [cptsId] });
  professionalId = (await world.create("/v1/professionals", { familyName: "Łukasiewicz-Nguyễn", givenName: "Zoé", cptsId, visibility: "cpts" })).id;
  const long = `${"Un point dont on parlera longtemps ".repeat(8)}Ω`;
  id = (await world.create("/v1/convened-meetings", { cptsId, kind: "board", title: "Assemblée générale", visibility: "cpts", on: "2026-03-02", agenda: Array.from({ length: 40 }, () => ({ title: long })), invited: [{ professionalId }] })).id;
});
afterAll(() => world.service.stop());

const make = async (kind: string) => world.send("POST", `/v1/convened-meetings/${id}/documents`, { kind }, { token: coordinator, headers: { "idempotency-key": crypto.randomUUID() } });
const fetched = (file: string, token = coordinator) => world.service.running.app.fetch(new Request(`http://localhost/v1/convened-meetings/${id}/files/${file}`, { headers: { authorization: `Bearer ${token}` } }));

describe("the documents of a meeting", () => {
  test("are PDFs of as many pages as they need, whatever the letters of a name, and are kept as files", async () => {
    const sheet = await make("attendance-sheet");
    expect([sheet.status, sheet.json.type, sheet.json.name]).toEqual([201, "application/pdf", "attendance-sheet-2026-03-02.pdf"]);
    expect((await make("minutes")).json.detail).toBe("This meeting is planned.");
    await world.send("POST", `/v1/convened-meetings/${id}/holding`, undefined, { token: coordinator });
    const minutes = await make("minutes");
    const bytes = Buffer.from(await (await fetched(minutes.json.id)).arrayBuffer());
    expect([bytes.length, createHash("sha256").update(bytes).digest("hex")]).toEqual([minutes.json.size, minutes.json.sha256]);
    expect((await PDFDocument.load(bytes)).getPageCount()).toBeGreaterThan(1);
    expect((await make("minutes")).json.sha256).toBe(minutes.json.sha256);
    expect((await world.get(`/v1/convened-meetings/${id}`, coordinator)).json.files).toHaveLength(3);
  });

  test("are for those who may see what was done there, as the signed ones that are handed in", async () => {
    const upload = await world.service.running.app.fetch(new Request(`http://localhost/v1/convened-meetings/${id}/files?name=signe.pdf`, { method: "POST", headers: { authorization: `Bearer ${coordinator}`, "content-type": "application/pdf" }, body: "%PDF-1.7 signed" }));
    expect(upload.status).toBe(201);
    // A stored file, as its contract says.
    const { id: file } = (await upload.json()) as { readonly id: string };
    const stranger = await world.service.token({ role: "professional", cptsIds: [] });
    expect([(await fetched(file)).status, (await fetched(file, stranger)).status, (await fetched("0198c0de-0000-7000-8000-0000000000ff")).status]).toEqual([200, 404, 404]);
  });

  test("go when somebody whom they name is erased, and are made again without the name; what was handed in is for a person to decide", async () => {
    const before = await make("attendance-sheet");
    const operator = await world.service.token({ role: "service-account", scope: "directory:erase directory:read directory:write" });
    const erased = await world.send("POST", `/v1/professionals/${professionalId}/erasure`, { reason: "request", requestedBy: "person" }, { token: operator });
    expect([erased.status, erased.json.erased]).toEqual([201, expect.arrayContaining(["made-documents"])]);
    expect((await fetched(before.json.id)).status).toBe(404);
    const names = (await world.get(`/v1/convened-meetings/${id}`, coordinator)).json.files.map(({ name }: { readonly name: string }) => name);
    // The minutes name nobody: no presence was noted.
    expect(new Set(names)).toEqual(new Set(["minutes-2026-03-02.pdf", "signe.pdf"]));
    const again = await make("attendance-sheet");
    expect([again.status, again.json.sha256 === before.json.sha256]).toEqual([201, false]);
    const kept = await world.rows("select words from file_content where words is not null");
    expect([kept.length, JSON.stringify(kept).includes("ukasiewicz")]).toEqual([2, false]);
  });

  test("say which CPTS met, and on which day as people write it", async () => {
    await world.send("POST", `/v1/convened-meetings/${id}/documents`, { kind: "attendance-sheet" }, { token: coordinator, headers: { "accept-language": "fr", "idempotency-key": crypto.randomUUID() } });
    const [kept] = await world.rows("select words from file_content where words like '%émargement%'");
    expect(kept?.["words"]).toMatch(new RegExp(`Feuille d'émargement.*${await world.rows("select name from known_cpts where id = $1", [cptsId]).then(([row]) => String(row?.["name"]))}.*Assemblée générale.*2 mars 2026`, "su"));
  });
});
