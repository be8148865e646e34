import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

let world: Scene;
let cptsId: string;
beforeAll(async () => {
  world = await scene();
  cptsId = await world.ready("38053");
});
afterAll(() => world.service.stop());

const steps = [
  { id: "screen", title: "Repérage", actor: { profession: "60", label: "Infirmière" }, next: [{ step: "visit", when: "score de 15 & plus" }] },
  { id: "visit", title: "Consultation <médecin>", actor: { profession: "10" }, delay: { within: 2, unit: "weeks" } },
  { id: "hospital", title: "Hôpital de jour", actor: { label: "CH Pierre Oudot" }, condition: "HbA1c de 9 % et plus", next: [] },
];
const diabetes = { title: "Diabète de type 2", theme: "diabete-type-2", priorityYear: 2026 };
const draft = async (fields: object = {}) => {
  const { json, status } = await world.send("POST", "/v1/pathways", { cptsId, ...diabetes, steps: [], ...fields });
  expect(status).toBe(201);
  return json.id as string;
};
const pdf = (text: string) => Uint8Array.from(Buffer.from(`%PDF-1.7\n${text}`));
const attach = (id: string, text = "protocole", headers: Readonly<Record<string, string>> = {}) =>
  world.service.send("POST", `/v1/pathways/${id}/files?name=protocole.pdf`, { token: world.writer, raw: pdf(text), headers: { "content-type": "application/pdf", "accept-language": "en", ...headers } });
const publish = (id: string, body: object = {}, headers: Readonly<Record<string, string>> = {}) => world.send("POST", `/v1/pathways/${id}/publication`, body, { headers });
const change = async (id: string, content: object) => world.send("PUT", `/v1/pathways/${id}/draft`, content, { headers: { "if-match": (await world.send("GET", `/v1/pathways/${id}`)).headers.get("etag") ?? "" } });
const seenBy = async (path: string, token?: string) => world.service.send("GET", path, { headers: { "accept-language": "en" }, ...(token === undefined ? {} : { token }) });
const ofCpts = (role: string, cptsIds = [cptsId]) => world.service.token({ role, cptsIds });

describe("a pathway", () => {
  test("begins with a document, gets steps in its next version, and each version stays as it was", async () => {
    const id = await draft();
    expect((await publish(id)).status).toBe(409);
    const document = (await attach(id)).json;
    expect((await publish(id, { publishedOn: "2026-03-01" })).json.published).toMatchObject({ number: 1, publishedOn: "2026-03-01", priorityYear: 2026, documents: [{ name: "protocole.pdf" }] });
    expect((await attach(id, "trop tard")).status).toBe(409);
    await change(id, { ...diabetes, steps });
    const before = (await world.send("GET", `/v1/pathways/${id}/versions`)).json;
    expect((await publish(id)).json).toMatchObject({ draft: null, published: { number: 2, documents: [] } });
    const { items } = (await world.send("GET", `/v1/pathways/${id}/versions`)).json;
    expect(items.map(({ number }: { number: number }) => number)).toEqual([2, 1]);
    expect(items[1]).toEqual(before.items[0]);
    expect((await seenBy(`/v1/pathways/${id}/files/${document.id}`)).text).toContain("protocole");
    await expect(world.rows("update pathway_version set content = '{}' where pathway_id = $1", [id])).rejects.toThrow("does not change");
  });

  test("tells its draft and its publication without a word of it", async () => {
    const id = await draft({ title: "Mot encore secret", steps });
    await publish(id);
    const [drafted, published] = await world.eventsOf(id);
    expect(drafted).toMatchObject({ type: "cpts.prevention.pathway.drafted.v1", data: { number: 1, stepCount: 3, priorityYear: 2026 } });
    expect(JSON.stringify([drafted, published])).not.toContain("secret");
    expect(published).toMatchObject({ type: "cpts.prevention.pathway.published.v1", aggregateversion: 2, data: { title: "…", professions: ["10", "60"], documentCount: 0 } });
  });

  test("is not published with a step out of reach, before the version before, nor on a day to come; each is said", async () => {
    const id = await draft({ steps: [{ ...steps[0], next: [{ step: "hospital" }] }, steps[1], steps[2]] });
    const refused = await publish(id);
    expect([refused.status, refused.json.detail]).toEqual([409, "No way leads from the first step to: visit. Link them or remove them."]);
    await change(id, { ...diabetes, steps: [{ ...steps[0], next: [{ step: "visit" }] }, { ...steps[1], next: [] }] });
    expect((await publish(id, { publishedOn: "2999-01-01" })).json.errors).toEqual([expect.objectContaining({ code: "in-the-future" })]);
    await publish(id, { publishedOn: "2026-05-01" });
    await change(id, { ...diabetes, title: "Suite", steps: [{ ...steps[0], next: [] }] });
    expect((await publish(id, { publishedOn: "2026-04-30" })).json.errors).toEqual([expect.objectContaining({ code: "before-the-version-before", message: "the version before was published on 1 May 2026" })]);
  });

  test("is changed from the version that was read", async () => {
    const id = await draft();
    const stale = await world.send("PUT", `/v1/pathways/${id}/draft`, { ...diabetes, steps }, { headers: { "if-match": '"v9"' } });
    expect([stale.status, (await world.send("PUT", `/v1/pathways/${id}/draft`, { ...diabetes, steps })).status]).toEqual([412, 428]);
  });

  test("shows what changed between two versions, to readers of both languages", async () => {
    const id = await draft({ steps });
    await publish(id);
    await change(id, { ...diabetes, steps: [steps[0], { ...steps[1], delay: { within: 10, unit: "days" } }, steps[2]] });
    const { items } = (await world.send("GET", `/v1/pathways/${id}/differences?from=1&to=2`)).json;
    expect(items).toEqual([expect.objectContaining({ step: "visit", field: "delay", fr: "Étape « Consultation <médecin> », Délai : « 2 semaines » devient « 10 jours »" })]);
    expect((await seenBy(`/v1/pathways/${id}/differences?from=1&to=2`)).status).toBe(404);
  });

  test("is drawn once it has steps: no text of it breaks out of the picture", async () => {
    const id = await draft({ steps });
    await publish(id);
    const { mermaid, svg } = (await seenBy(`/v1/pathways/${id}/diagram`)).json;
    expect(mermaid).toContain('s0 -->|"score de 15 #38; plus"| s1');
    expect(mermaid).toContain("Consultation #60;médecin#62;<br/>Profession 10<br/>sous 2 semaines");
    expect(svg).toContain("<desc id=\"description\">1. Repérage (Infirmière) ; 2. Consultation &lt;médecin&gt; (Profession 10)");
    expect(svg).not.toContain("<médecin>");
    expect((await seenBy(`/v1/pathways/${await draft()}/diagram`, world.writer)).status).toBe(404);
  });
});

describe("a draft", () => {
  test("is seen by those of the CPTS and its agencies: to all others it does not exist, nor its documents", async () => {
    const id = await draft({ steps });
    const { json: file } = await attach(id);
    const insiders = [await ofCpts("coordinator"), await ofCpts("professional"), await world.service.token({ role: "ars-officer", regions: ["84"] })];
    const others = [undefined, await ofCpts("coordinator", [randomUUID()]), await world.service.token({ role: "ars-officer", regions: ["24"] }), await world.service.token({ role: "platform-admin" })];
    const statuses = async (tokens: ReadonlyArray<string | undefined>, path: string) => Promise.all(tokens.map(async (token) => (await seenBy(path, token)).status));
    for (const path of [`/v1/pathways/${id}`, `/v1/pathways/${id}/files/${file.id}`, `/v1/pathways/${id}/diagram`]) {
      expect(await statuses(insiders, path)).toEqual([200, 200, 200]);
      expect(await statuses(others, path)).toEqual([404, 404, 404, 404]);
    }
    const listed = async (token?: string) => (await seenBy(`/v1/pathways?cpts=${cptsId}&limit=200`, token)).json.items.some((item: { id: string }) => item.id === id);
    expect([await listed(insiders[1]), await listed(others[1]), await listed()]).toEqual([true, false, false]);
  });

  test("of a next version stays hidden behind what is published", async () => {
    const id = await draft({ steps });
    await publish(id);
    await change(id, { ...diabetes, title: "Pas encore", steps });
    const { json: file } = await attach(id, "brouillon");
    const open = await seenBy(`/v1/pathways/${id}`);
    expect([open.json.draft, open.text.includes("Pas encore")]).toEqual([null, false]);
    expect((await seenBy(`/v1/pathways/${id}/files/${file.id}`)).status).toBe(404);
    expect((await seenBy(`/v1/pathways/${id}/diagram?number=2`)).status).toBe(404);
    expect((await seenBy(`/v1/pathways/${id}`, await ofCpts("professional"))).json.draft.title).toBe("Pas encore");
  });
});

describe("the priority of a year", () => {
  test("is found by CPTS, theme and year", async () => {
    const cpts = await world.ready("38193");
    const ids = [await draft({ cptsId: cpts, steps }), await draft({ cptsId: cpts, steps, theme: "insuffisance-cardiaque", priorityYear: 2025 })];
    for (const id of ids) await publish(id);
    const found = async (query: string) => (await seenBy(`/v1/pathways?cpts=${cpts}&${query}`)).json.items.map(({ id }: { id: string }) => id);
    expect([await found("year=2026"), await found("theme=insuffisance-cardiaque"), await found("limit=200"), await found("year=2024")]).toEqual([[ids[0]], [ids[1]], ids.toReversed(), []]);
  });
});

describe("people who entered a pathway", () => {
  test("are shown whole to the CPTS; to everyone a count under 11 is withheld, and the sum that would tell it", async () => {
    const id = await draft({ steps });
    await publish(id);
    const declare = (from: string, to: string, people: number) => world.send("POST", `/v1/pathways/${id}/inclusions`, { from, to, people });
    await declare("2026-01-01", "2026-04-01", 42);
    expect((await seenBy(`/v1/pathways/${id}/inclusions`)).json).toMatchObject({ isMasked: true, items: [{ people: 42 }], total: 42 });
    expect((await declare("2026-04-01", "2026-07-01", 10)).json).toMatchObject({ isMasked: false, total: 52 });
    const open = (await seenBy(`/v1/pathways/${id}/inclusions?explain=true`)).json;
    expect([open.items.map(({ people }: { people: number }) => people), open.total]).toEqual([[42, null], null]);
    expect(open.explanations[0].rule.en).toContain("small-counts-below-11");
    expect(open.explanations[0].inputs.map(({ value }: { value: string }) => value)).toEqual(["42", "-"]);
    expect((await seenBy(`/v1/pathways/${id}/inclusions`, await ofCpts("professional"))).json.total).toBe(52);
    expect((await world.eventsOf(id)).slice(2).map(({ data }) => data["people"])).toEqual([42, null]);
    expect((await declare("2026-06-30", "2026-08-01", 5)).json.errors).toEqual([expect.objectContaining({ pointer: "#/from", code: "period-overlaps" })]);
    expect((await declare("2026-04-01", "2026-07-01", 12)).json.total).toBe(54);
  });

  test("are not counted before the pathway was published", async () => {
    expect((await world.send("POST", `/v1/pathways/${await draft()}/inclusions`, { from: "2026-01-01", to: "2026-02-01", people: 12 })).status).toBe(409);
  });
});

test("every write sent twice is done once: the same answer, one event", async () => {
  const twice = async (send: (headers: Readonly<Record<string, string>>) => Promise<{ readonly json: unknown }>) => {
    const head = await world.head();
    const headers = { "idempotency-key": randomUUID() };
    const [first, second] = [await send(headers), await send(headers)];
    expect(second.json).toEqual(first.json);
    return { answer: first.json as { readonly id: string }, events: (await world.head()) - head };
  };
  const begun = await twice((headers) => world.send("POST", "/v1/pathways", { cptsId, ...diabetes, steps }, { headers }));
  const { id } = begun.answer;
  const attached = await twice((headers) => attach(id, "deux fois", headers));
  const published = await twice((headers) => publish(id, {}, headers));
  const declared = await twice((headers) => world.send("POST", `/v1/pathways/${id}/inclusions`, { from: "2026-01-01", to: "2026-02-01", people: 12 }, { headers }));
  expect([begun.events, attached.events, published.events, declared.events]).toEqual([1, 0, 1, 1]);
  const etag = (await world.send("GET", `/v1/pathways/${id}`)).headers.get("etag") ?? "";
  const again = async () => (await world.send("PUT", `/v1/pathways/${id}/draft`, { ...diabetes, title: "Deux", steps }, { headers: { "if-match": etag } })).status;
  expect([await again(), await again()]).toEqual([200, 412]);
});
