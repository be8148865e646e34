import { settableClock } from "@cpts/service-kit/testing/settable-clock";
import type { TestAnswer } from "@cpts/service-kit/testing/test-service";
import { accepted } from "@cpts/service-kit/testing/writing-scene";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { communes, scene, type Scene } from "../testing/scene.ts";

const now = "2026-11-22T10:00:00Z";
const time = settableClock(now);
let world: Scene;
beforeAll(async () => {
  world = await scene({}, { clock: time.clock });
});
beforeEach(() => time.set(now));
afterAll(() => world.service.stop());

const source = { document: "Courrier de l'ARS", published: "2026-11-20" };
const project = { on: "2026-11-10", diagnosis: "Peu de médecins traitants.", missions: [{ label: "Fluidifier", codes: ["PARCOURS"] }] };
const post = (id: string, path: string, body: object, headers = {}) => world.send("POST", `/v1/cpts/${id}/${path}`, body, { headers });
const put = async (id: string, path: string, body: object, headers = {}) => world.send("PUT", `/v1/cpts/${id}/${path}`, body, { headers: { "if-match": await world.etag(id), ...headers } });
const formation = async (id: string) => accepted(await world.send("GET", `/v1/cpts/${id}/formation`)).json;
const shown = async (id: string, version = 1) => accepted(await world.send("GET", `/v1/cpts/${id}/health-projects/${version}`)).json;
const typesOf = async (id: string) => (await world.eventsOf(id)).map(({ type }) => type.replace("cpts.registry.", "").replace(".v1", ""));
const codes = ({ json }: TestAnswer) => json.errors.map(({ code, pointer }: { code: string; pointer: string }) => [pointer, code]);

/** A CPTS that may hand in its project. */
const drafting = async (): Promise<string> => {
  const id = await world.register({ territory: communes("37003") });
  accepted(await post(id, "letters-of-intent", { on: "2026-03", territory: "Amboise" }));
  accepted(await put(id, "letters-of-intent/1/decision", { decision: "validated", on: "2026-05-04", source }));
  accepted(await post(id, "transitions", { action: "start-project", on: "2026-06" }));
  return id;
};
const filed = async (body: object = project): Promise<string> => {
  const id = await drafting();
  accepted(await post(id, "health-projects", body));
  return id;
};

describe("a letter of intent", () => {
  test("is handed in once when sent twice, says what guides miss in it, and is answered", async () => {
    const id = await world.register({ territory: communes("37003") });
    const send = () => post(id, "letters-of-intent", { on: "2026-03", territory: "Amboise", orientations: [{ label: "Soins", codes: ["ACCES_SOINS"] }] }, { "idempotency-key": `lettre-${id}` });
    const [first, second] = [await send(), await send()];
    expect([first.status, second.text]).toEqual([201, first.text]);
    expect(first.json).toMatchObject({ version: 1, state: "filed", submittedOn: "2026-03", lacking: ["diagnosis", "actors", "calendar", "budget"], decision: null, files: [] });
    const decided = await put(id, "letters-of-intent/1/decision", { decision: "returned", on: "2026-05-04", examinedBy: ["ars", "caisse", "urps"], source });
    expect(decided.json).toMatchObject({ state: "returned", decidedOn: "2026-05-04", decision: { source } });
    expect((await post(id, "letters-of-intent", { on: "2026-06-01" })).json).toMatchObject({ version: 2, letterId: first.json.letterId });
    expect(await typesOf(id)).toEqual(["cpts.registered", "territory.changed", "letter-of-intent.submitted", "cpts.status-changed", "letter-of-intent.decided", "cpts.status-changed", "letter-of-intent.submitted", "cpts.status-changed"]);
    expect((await world.eventsOf(id))[4]?.data).toEqual({ cptsId: id, letterId: first.json.letterId, version: 1, decision: "returned", on: "2026-05-04" });
  });

  test("is answered once, after it was handed in, from the version that was read", async () => {
    const id = await world.register({ territory: communes("37003") });
    accepted(await post(id, "letters-of-intent", { on: "2026-03-10" }));
    const answer = { decision: "validated", on: "2026-05-04", source };
    expect((await put(id, "letters-of-intent/1/decision", answer, { "if-match": '"v1"' })).status).toBe(412);
    expect((await world.send("PUT", `/v1/cpts/${id}/letters-of-intent/1/decision`, answer)).status).toBe(428);
    expect(codes(await put(id, "letters-of-intent/1/decision", { ...answer, on: "2026-02" }))).toEqual([["#/on", "before-submission"]]);
    expect(codes(await put(id, "letters-of-intent/1/decision", { decision: "validated", on: "2026-05-04" }))).toEqual([["#/source", "missing"]]);
    expect((await put(id, "letters-of-intent/2/decision", answer)).status).toBe(404);
    expect((await put(id, "letters-of-intent/1/decision", answer)).status).toBe(200);
    expect((await put(id, "letters-of-intent/1/decision", answer)).json.type).toBe("/problems/illegal-transition");
  });

  test("needs a territory, in words at least", async () => {
    const id = await world.register({});
    const { json, status } = await post(id, "letters-of-intent", { on: "2026-03" });
    expect([status, json.detail]).toEqual([409, expect.stringContaining("an envisaged territory, in communes or in words (source: Art. L. 1434-12 CSP")]);
    await world.setTerritory(id, { territory: { prose: "Autour d'Amboise" } });
    expect((await post(id, "letters-of-intent", { on: "2026-03" })).status).toBe(201);
  });
});

describe("a health project that is handed in", () => {
  test("is validated by two months of silence, once, at the end of the last day in Paris", async () => {
    const id = await filed();
    expect((await shown(id)).silenceEndsOn).toBe("2027-01-10");
    time.set("2027-01-10T22:59:00Z");
    // Another one, of which the silence ends earlier, shows that the clock has looked.
    const earlier = await filed({ ...project, on: "2026-11-09" });
    await expect.poll(async () => (await shown(earlier)).state).toBe("tacitly-validated");
    expect((await shown(id)).state).toBe("filed");
    time.set("2027-01-10T23:00:00Z");
    await expect.poll(async () => (await shown(id)).state).toBe("tacitly-validated");
    expect(await shown(id)).toMatchObject({ decidedOn: "2027-01-10", silenceEndsOn: null, decision: null });
    const events = await world.eventsOf(id);
    expect(events.filter(({ type }) => type.includes("health-project.validated")).map(({ data }) => data)).toEqual([expect.objectContaining({ on: "2027-01-10", tacit: true, version: 1 })]);
    expect(events.at(-1)?.data).toMatchObject({ action: "acknowledge-tacit-validation", to: "project-tacitly-validated", on: "2027-01-10" });
    expect((await post(id, "transitions", { action: "open-aci-negotiation", on: "2027-01-11" })).status).toBe(201);
  });

  test("late in the recording is validated late, never skipped: on the last day of a month that is shorter", async () => {
    const id = await drafting();
    time.set("2027-06-01T10:00:00Z");
    accepted(await post(id, "health-projects", { ...project, on: "2026-12-31" }));
    await expect.poll(async () => (await shown(id)).decidedOn).toBe("2027-02-28");
  });

  test("is not validated by silence once it was answered, whatever time passes", async () => {
    const id = await filed();
    const refusal = { decision: "refused", on: "2026-11-20", grounds: ["territory", "prs"], source };
    const { json } = await put(id, "health-projects/1/decision", refusal);
    expect(json).toMatchObject({ state: "refused", decidedOn: "2026-11-20", silenceEndsOn: null, decision: refusal });
    time.set("2027-06-01T10:00:00Z");
    const witness = await filed({ ...project, on: "2026-11-12" });
    await expect.poll(async () => (await shown(witness)).state).toBe("tacitly-validated");
    expect((await shown(id)).state).toBe("refused");
    expect((await world.eventsOf(id)).slice(-2).map(({ data }) => data)).toMatchObject([{ on: "2026-11-20", grounds: ["territory", "prs"], version: 1 }, { to: "project-refused" }]);
    accepted(await post(id, "transitions", { action: "resume-project", on: "2027-05-02" }));
    expect((await post(id, "health-projects", { ...project, on: "2027-05-30" })).json).toMatchObject({ version: 2, projectId: json.projectId });
  });

  test("is refused on its two legal grounds only, each fault named with the law", async () => {
    const id = await filed();
    const attempt = (body: object) => put(id, "health-projects/1/decision", { decision: "refused", on: "2026-11-20", source, ...body });
    const other = await attempt({ grounds: ["budget"] });
    expect(codes(other)).toEqual([["#/grounds/0", "refusal-ground.not-legal"]]);
    expect(other.json.errors[0].message).toContain("L. 1434-12");
    expect(codes(await attempt({}))).toEqual([["#/grounds", "project-decision.no-ground"]]);
    expect(codes(await attempt({ decision: "validated", grounds: ["prs"] }))).toEqual([["#/grounds", "project-decision.grounds-of-validation"]]);
    expect(codes(await attempt({ decision: "validated", on: "2026-11-09" }))).toEqual([["#/on", "before-submission"]]);
    expect(codes(await attempt({ decision: "validated", on: "2026-11-23" }))).toEqual([["#/on", "in-the-future"]]);
    expect((await shown(id)).state).toBe("filed");
  });

  test("counts the silence anew from the day on which the agency has every piece", async () => {
    const id = await filed();
    const { json } = await put(id, "health-projects/1/completeness", { on: "2026-11-21", source });
    expect(json).toMatchObject({ completeOn: "2026-11-21", silenceEndsOn: "2027-01-21", completeness: { source } });
    const version = await world.etag(id);
    expect((await put(id, "health-projects/1/completeness", { on: "2026-11-21", source })).headers.get("etag")).toBe(version);
    expect((await formation(id)).silence).toMatchObject({ countsFrom: "2026-11-21", endsOn: "2027-01-21", rule: { fr: expect.stringContaining("art. 641"), status: "provisional" } });
    time.set("2027-01-21T10:00:00Z");
    const witness = await filed({ ...project, on: "2026-11-20" });
    await expect.poll(async () => (await shown(witness)).state).toBe("tacitly-validated");
    expect((await shown(id)).state).toBe("filed");
    time.set("2027-01-22T10:00:00Z");
    await expect.poll(async () => (await shown(id)).state).toBe("tacitly-validated");
    expect((await put(id, "health-projects/1/completeness", { on: "2027-01-20", source })).status).toBe(409);
  });

  test("takes an answer given in time and recorded late in place of the silence, and none given after it", async () => {
    const id = await filed();
    time.set("2027-02-01T10:00:00Z");
    await expect.poll(async () => (await shown(id)).state).toBe("tacitly-validated");
    const late = await put(id, "health-projects/1/decision", { decision: "refused", grounds: ["prs"], on: "2027-01-11", source });
    expect([late.status, late.json.detail]).toEqual([409, expect.stringContaining("until 2027-01-10")]);
    expect((await put(id, "health-projects/1/decision", { decision: "refused", grounds: ["prs"], on: "2026-12-20", source })).json).toMatchObject({ state: "refused", decidedOn: "2026-12-20" });
    const on = async (day: string) => (await world.send("GET", `/v1/cpts/${id}/transitions?asOf=${day}`)).json.status;
    expect([await on("2026-12-19"), await on("2026-12-20"), await on("2027-01-15")]).toEqual(["project-filed", "project-refused", "project-refused"]);
  });

  test("is left alone by its clock when the CPTS has ended meanwhile", async () => {
    const id = await filed();
    accepted(await post(id, "transitions", { action: "dissolve", evidence: { document: "Procès-verbal" } }));
    time.set("2027-06-01T10:00:00Z");
    const witness = await filed({ ...project, on: "2026-11-12" });
    await expect.poll(async () => (await shown(witness)).state).toBe("tacitly-validated");
    expect((await shown(id)).state).toBe("filed");
  });

  test("of a year alone waits for the day of completeness to count from", async () => {
    const id = await filed({ ...project, on: "2026" });
    expect(await shown(id)).toMatchObject({ silenceEndsOn: null, submittedOn: "2026" });
    expect((await put(id, "health-projects/1/completeness", { on: "2026-11-01", source })).json.silenceEndsOn).toBe("2027-01-01");
  });

  test("gathers opinions, which bind nobody, and unknown missions are named", async () => {
    const id = await filed();
    const opinion = { from: "urps", verdict: "unfavourable", on: "2026-11-15", source };
    const send = () => post(id, "health-projects/1/opinions", opinion, { "idempotency-key": `avis-${id}` });
    expect([(await send()).status, (await send()).json.opinions]).toEqual([201, [opinion]]);
    expect((await world.eventsOf(id)).at(-1)?.data).toMatchObject({ from: "urps", verdict: "unfavourable", on: "2026-11-15", version: 1 });
    expect((await put(id, "health-projects/1/decision", { decision: "validated", on: "2026-11-20", source })).status).toBe(200);
    const other = await drafting();
    expect(codes(await post(other, "health-projects", { ...project, missions: [{ label: "Sport", codes: ["SPORT"] }], diagnosis: "" }))).toEqual(expect.arrayContaining([["#/missions/0/codes/0", "unknown-mission"], ["#/diagnosis", "free-text.empty"]]));
  });

  test("has files, which those who may read it take out again", async () => {
    const id = await filed();
    const raw = "Projet de santé, version finale";
    const sent = await world.send("POST", `/v1/cpts/${id}/health-projects/1/files?name=projet.txt`, undefined, { raw, headers: { "content-type": "text/plain" } });
    expect(sent.status).toBe(201);
    expect((await shown(id)).files).toEqual([sent.json]);
    const path = `/v1/cpts/${id}/health-projects/1/files/${sent.json.id}`;
    expect((await world.send("GET", path)).text).toBe(raw);
    expect((await world.service.send("GET", path)).status).toBe(404);
  });

  test("shows its content to its people and to agencies, and to all which version it is and how it stands", async () => {
    const id = await filed();
    expect((await world.service.send("GET", `/v1/cpts/${id}/health-projects/1`)).status).toBe(404);
    const token = await world.service.token({ role: "ars-officer", regions: ["24"] });
    expect((await world.service.send("GET", `/v1/cpts/${id}/health-projects/1`, { token })).status).toBe(200);
    const { json } = await world.service.send("GET", `/v1/health-projects?state=filed&cpts=${id}`);
    expect(json.items).toEqual([expect.objectContaining({ cptsId: id, state: "filed", silenceEndsOn: "2027-01-10", cptsName: "CPTS Exemple" })]);
    expect(JSON.stringify(json)).not.toContain("médecins");
  });
});

test("the projects that wait are listed by the day on which silence validates them, a page at a time", async () => {
  const ids: Array<string> = [];
  for (const on of ["2026-11-13", "2026-11-11", "2026-11-12"]) ids.push(await filed({ ...project, on }));
  const seen: Array<string> = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const { json } = await world.send("GET", `/v1/health-projects?state=filed&limit=2${cursor === "" ? "" : `&cursor=${cursor}`}`);
    seen.push(...json.items.map(({ cptsId }: { cptsId: string }) => cptsId));
    cursor = json.nextCursor;
  }
  expect(seen.filter((id) => ids.includes(id))).toEqual([ids[1], ids[2], ids[0]]);
});

test("the formation of a CPTS says what is done, and what is missing for the next step by which text", async () => {
  const id = await world.register({});
  const first = await formation(id);
  expect(first).toMatchObject({ status: "emergence", letter: null, project: null, silence: null });
  expect(first.next[0]).toMatchObject({
    action: "file-letter-of-intent",
    by: ["coordinator", "board-member"],
    missing: [{ code: "territory", source: { fr: expect.stringContaining("L. 1434-12"), status: "verified" } }],
    path: "POST /v1/cpts/{id}/letters-of-intent",
  });
  const second = await formation(await filed());
  expect(second.done.map(({ to }: { to: string }) => to)).toEqual(["emergence", "letter-of-intent-filed", "letter-of-intent-validated", "project-drafting", "project-filed"]);
  expect(second.next.map(({ action }: { action: string }) => action)).toEqual(["validate-project", "acknowledge-tacit-validation", "refuse-project", "dissolve", "merge"]);
});

test("a step that comes with a document is not taken without it", async () => {
  const id = await world.register({ territory: communes("37003") });
  const answer = await post(id, "transitions", { action: "file-letter-of-intent" });
  expect(codes(answer)).toEqual([["#/action", "taken-elsewhere"]]);
  expect(answer.json.errors[0].message).toContain("POST /v1/cpts/{id}/letters-of-intent");
});

test("a CPTS that was taken over while its project waited gets the document of it, and its silence is counted", async () => {
  const id = await world.register({ territory: communes("37003") });
  accepted(await post(id, "take-over", { steps: [{ to: "project-filed", on: "2026-11-10", source }] }));
  expect((await post(id, "health-projects", project)).status).toBe(201);
  expect((await post(id, "health-projects", project)).status).toBe(409);
  time.set("2027-01-11T10:00:00Z");
  await expect.poll(async () => (await formation(id)).status).toBe("project-tacitly-validated");
});
