import { structureEndpoints } from "@cpts/api/Structures";
import { asDescribed } from "@cpts/service-kit/testing/described-answer";
import { queryRows } from "@cpts/testing/database";
import { siteExtract, type FinessOptions } from "@cpts/testing/finess-extract/extract";
import { fakeSiteNumber, fakeStructure } from "@cpts/testing/finess-extract/structures";
import { afterAll, beforeAll, expect, test } from "vitest";
import { extractOf, operatorOf, type Operator } from "../testing/extracts.ts";
import { scene, type Scene } from "../testing/scene.ts";

let world: Scene;
let operator: Operator;
let cptsId: string;
const options: FinessOptions = {
  structures: 200,
  each: (one) => (one.finess === fakeSiteNumber(0) ? { ...one, name: "CPTS 37003", longName: "COMMUNAUTE PROFESSIONNELLE TERRITORIALE DE SANTE 37003", category: ["604", "Communauté Professionnelle Territoriale de Santé (CPTS)"], commune: "003", departement: "37" } : one),
};
const extract = (more: Partial<FinessOptions> = {}) => Buffer.concat([...siteExtract({ ...options, ...more })]);

beforeAll(async () => {
  world = await scene();
  operator = await operatorOf(world);
  cptsId = await world.learnCpts("37003");
});
afterAll(() => world.service.stop());

const list = async (query: string) => (await world.get(`/v1/structures?${query}`)).json.items as ReadonlyArray<{ readonly finess: string; readonly name: string; readonly isCpts: boolean; readonly cptsId: string | null; readonly commune: string; readonly goneSince: string | null }>;
const finessEvents = async () => (await world.events()).filter(({ type }) => type.includes(".finess."));

test("an extract becomes its structures, each once, with one event that counts them; the same file again changes nothing", async () => {
  const { json } = await operator.send(extract());
  expect(json).toMatchObject({ kind: "structures", status: "completed", edition: "2026-05-12", counts: { structures: 200, added: 200, changed: 0, removed: 0, rejected: 0 } });
  const [told, ...others] = await finessEvents();
  expect([told?.data, others]).toMatchObject([{ importId: json.id, edition: "2026-05-12", levels: ["site"], counts: { structures: 200, added: 200 } }, []]);
  const head = await world.head();
  expect((await operator.send(extract())).json.status).toBe("unchanged");
  expect(await world.head()).toBe(head);
});

test("a structure is found by words of its name, its numbers, its category and where it is, a page at a time", async () => {
  const { commune, departement, finess, legalEntity } = fakeStructure(3, 1);
  expect((await list(`identifier=${finess}`)).map((one) => one.finess)).toEqual([finess]);
  expect((await list(`legalEntity=${legalEntity}`)).map((one) => one.finess).toSorted()).toEqual([3, 4, 5].map(fakeSiteNumber));
  const numbered = Array.from({ length: 200 }, (_, n) => fakeStructure(n, 1)).filter((one) => one.siret !== "");
  expect((await list(`identifier=${numbered[0]?.siret}`)).map((one) => one.finess)).toEqual([numbered[0]?.finess]);
  expect((await list("q=C%C3%A8dre%20fictif&limit=200")).every(({ name }) => name.includes("CEDRE"))).toBe(true);
  expect(await list("q=--")).toEqual([]);
  expect((await list("commune=37003&limit=200")).every((one) => one.commune === "37003")).toBe(true);
  expect((await list("commune=75056&limit=200")).map((one) => one.commune)).toContain("75108");
  expect(await list(`cpts=${cptsId}&limit=200`)).toEqual(await list("commune=37003&limit=200"));
  const { json: page } = await world.get("/v1/structures?limit=120");
  const { json: rest } = await world.get(`/v1/structures?limit=120&cursor=${page.nextCursor}`);
  expect([page.items.length, rest.items.length, rest.nextCursor, new Set([...page.items, ...rest.items].map((one) => one.finess)).size]).toEqual([120, 80, null, 200]);
  const shown = (await world.get(`/v1/structures/${finess}`)).json;
  expect([shown.finess, shown.commune.slice(0, 2)]).toEqual([finess, departement.startsWith("9") ? "97" : departement]);
  expect(shown.commune.endsWith(commune)).toBe(true);
  expect(() => asDescribed(structureEndpoints.readStructure, shown)).not.toThrow();
  expect((await world.get("/v1/structures/990000001")).status).toBe(404);
});

test("a CPTS is recognised by its category, and as the one known here that has its name", async () => {
  const found = await list("category=604&limit=200");
  expect(found.length).toBeGreaterThan(1);
  expect(found.every(({ isCpts }) => isCpts)).toBe(true);
  expect(found.filter((one) => one.cptsId !== null).map((one) => [one.finess, one.cptsId])).toEqual([[fakeSiteNumber(0), cptsId]]);
});

test("an organization with the number of a structure is shown with it, and is told when the register says something else", async () => {
  const { id } = await world.create("/v1/organizations", { name: "Notre MSP", kind: "msp", identifiers: { finess: fakeSiteNumber(7) } });
  const before = await world.get(`/v1/organizations/${id}`);
  expect(before.json).toMatchObject({ version: 1, structure: { finess: fakeSiteNumber(7), organizationId: id } });
  const renamed = (name: string | null) => extract({ edition: "2026-06-12", each: (one) => (one.finess !== fakeSiteNumber(7) ? (options.each?.(one) ?? one) : name === null ? null : { ...one, name }) });
  expect((await operator.send(renamed("MAISON FICTIVE"))).json).toMatchObject({ edition: "2026-06-12", counts: { changed: 1, added: 0, removed: 0 } });
  const after = await world.get(`/v1/organizations/${id}`);
  expect(after.json).toMatchObject({ name: "Notre MSP", version: 2, structure: { name: "MAISON FICTIVE" } });
  expect(after.headers.get("etag")).not.toBe(before.headers.get("etag"));
  await operator.send(renamed(null));
  await operator.send(renamed("MAISON FICTIVE"));
  expect((await world.eventsOf(id)).map(({ data }) => (data as { readonly why?: string }).why)).toEqual([undefined, "finess-changed", "finess-gone", "finess-listed"]);
});

test("a structure that the register has no more is still known as such, and no longer listed", async () => {
  const gone = fakeSiteNumber(11);
  await operator.send(extract({ each: (one) => (one.finess === gone ? null : (options.each?.(one) ?? one)) }));
  expect((await world.get(`/v1/structures/${gone}`)).json.goneSince).not.toBeNull();
  expect((await list("gone=true")).map((one) => one.finess)).toEqual([gone]);
  expect((await list("limit=200")).map((one) => one.finess)).not.toContain(gone);
  await operator.send(extract());
  expect((await world.get(`/v1/structures/${gone}`)).json.goneSince).toBeNull();
});

test("people are found by any number of the structure they practise in: site, SIRET, or its legal entity", async () => {
  const { finess, legalEntity, siret } = Array.from({ length: 200 }, (_, n) => fakeStructure(n, 1)).find((one) => one.siret !== "") ?? fakeStructure(1, 1);
  const people = extractOf({ people: 4, each: (person) => ({ ...person, sites: [{ ...person.sites[0], finess: person.rpps.endsWith("2") ? finess : "", siret: "", structure: "" }] }) });
  await operator.send(people);
  const practising = async (structure: string) => (await world.get(`/v1/professionals?structure=${structure}`)).json.items.length;
  const found = await practising(finess);
  expect([found > 0, await practising(siret), await practising(legalEntity), await practising("990000001")]).toEqual([true, found, found, 0]);
});

test("an import that is ended at any point leaves the structures as they were; run again it is as if nothing had been", async () => {
  const other = await scene();
  const whole = await operatorOf(other);
  const next = extract({ seed: 3, edition: "2026-07-12" });
  await whole.send(next);
  const kill = async (milliseconds: number) => {
    await new Promise((resolve) => void setTimeout(resolve, milliseconds));
    await queryRows(world.service.database.adminUrl, "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'cpts-directory-import' and datname = current_database()");
  };
  for (const after of [0, 20, 60]) {
    const [{ json, status }] = await Promise.all([operator.send(next, "?maxDropPercent=100"), kill(after)]);
    expect(["201 completed", "201 unchanged", "503 undefined"]).toContain(`${status} ${status === 503 ? undefined : json.status}`);
  }
  await operator.send(next, "?maxDropPercent=100");
  const mirror = (one: Scene) => one.rows("select finess, level, name, category, siret, commune, x, y, opened_on, gone_at from finess_structure order by finess");
  expect(await mirror(world)).toEqual(await mirror(other));
  expect((await finessEvents()).filter(({ data }) => (data as { readonly edition: string }).edition === "2026-07-12")).toHaveLength(1);
  await other.service.stop();
});
