import { can, Visibility, type Actor } from "@cpts/domain/Access";
import { Role } from "@cpts/domain/Role";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

/** The CPTS that registered someone: that of the reader, another of their territory, one elsewhere, or none. */
const homes = ["own", "near", "far", "none"] as const;
type Home = (typeof homes)[number];
const places = { own: { commune: "37003", departement: "37", region: "24" }, near: { commune: "37027", departement: "37", region: "24" }, far: { commune: "38053", departement: "38", region: "84" } } as const;

interface Someone {
  readonly id: string;
  readonly familyName: string;
  readonly home: Home;
  readonly visibility: Visibility;
}

let world: Scene;
const cpts = new Map<Home, string>();
const people: Array<Someone> = [];
beforeAll(async () => {
  world = await scene();
  for (const home of ["own", "near", "far"] as const) cpts.set(home, await world.learnCpts(places[home].commune));
  for (const home of homes)
    for (const visibility of Visibility.literals) {
      const familyName = `Nom-${home}-${visibility}`;
      const cptsId = cpts.get(home);
      const { id } = await world.create("/v1/professionals", { familyName, givenName: "Camille", visibility, ...(cptsId === undefined ? {} : { cptsId }) });
      people.push({ id, familyName, home, visibility });
    }
});
afterAll(() => world.service.stop());

/** Claims of a role, with or without a scope of its own. */
const claimsOf = (role: Role, own: boolean) => ({
  role,
  cptsIds: own ? [cpts.get("own") ?? ""] : [],
  regions: own ? ["24"] : [],
  departements: own ? ["37"] : [],
  scope: own ? "directory:read" : "",
});

const tokenOf = async (role: Role, own: boolean): Promise<string | undefined> => (role === "anonymous" ? undefined : world.service.token(claimsOf(role, own)));

/** What the policy says, person by person. */
const mayRead = (role: Role, own: boolean, { home, visibility }: Someone): boolean => {
  const { scope, ...claims } = claimsOf(role, own);
  const actor = { ...(role === "anonymous" ? { role, cptsIds: [], regions: [], departements: [] } : claims), subject: "someone", scopes: scope === "" ? [] : [scope] } as unknown as Actor;
  const place = home === "none" ? {} : { cptsId: cpts.get(home), departements: [places[home].departement], regions: [places[home].region] };
  return can(actor, "professional.read", { kind: "professional", visibility, ...place } as unknown as Parameters<typeof can>[2])._tag === "Allowed";
};

describe("someone is seen by those whom the policy allows, and by no other", () => {
  test.each(Role.literals.flatMap((role) => [[role, true] as const, [role, false] as const]))("%s, in a scope of their own: %s", async (role, own) => {
    const token = await tokenOf(role, own);
    const expected = people.filter((one) => mayRead(role, own, one));
    const { items } = (await world.get("/v1/professionals?limit=200", token)).json;
    expect(items.map(({ id }: { id: string }) => id).toSorted()).toEqual(expected.map(({ id }) => id).toSorted());
    const read = await Promise.all(people.map(async ({ id }) => [id, (await world.get(`/v1/professionals/${id}`, token)).status] as const));
    expect(read.flatMap(([id, status]) => (status === 200 ? [id] : [])).toSorted()).toEqual(expected.map(({ id }) => id).toSorted());
  });

  test("the policy shows something to each kind of reader, and not all to most", () => {
    const counts = Object.fromEntries(Role.literals.map((role) => [role, people.filter((one) => mayRead(role, true, one)).length]));
    // Four are public; a CPTS of four levels, and two of the same region, add to them.
    expect(counts).toEqual({ anonymous: 4, professional: 5, "board-member": 6, coordinator: 6, "urps-referent": 6, "cpam-officer": 6, "ars-officer": 6, "service-account": 16, "platform-admin": 4 });
  });

  test("whatever is asked, and by whatever query", async () => {
    const readers = Role.literals.flatMap((role) => [true, false].map((own) => ({ role, own })));
    const parameters = fc.record(
      { q: fc.constantFrom("nom", "camille", "own", "private", "none board"), cpts: fc.constantFrom(...["own", "near", "far"] as const), limit: fc.integer({ min: 1, max: 20 }).map(String) },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...readers), parameters, fc.constantFrom("professionals", "relationships", "memberships", "organizations"), async ({ own, role }, { cpts: home, ...asked }, collection) => {
        const query = new URLSearchParams({ ...(collection === "professionals" || collection === "organizations" ? asked : {}), ...(home === undefined || collection === "organizations" ? {} : { cpts: cpts.get(home) ?? "" }) });
        const { status, text } = await world.get(`/v1/${collection}?${query.toString()}`, await tokenOf(role, own));
        expect(status).toBe(200);
        expect(people.filter((one) => text.includes(one.familyName) && !mayRead(role, own, one))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  test("who is hidden and who is not there are answered alike", async () => {
    const hidden = people.find(({ visibility }) => visibility === "private");
    const withoutTrace = async (id: string) => {
      const { json, status } = await world.get(`/v1/professionals/${id}`);
      const { traceId: _, ...body } = json;
      return [status, body];
    };
    const answer = await withoutTrace(hidden?.id ?? "");
    expect(answer).toEqual(await withoutTrace("0198c0de-0000-7000-8000-0000000000ff"));
    expect(answer).toEqual([404, { type: "/problems/not-found", title: "Not found", status: 404, detail: "This person is not known here." }]);
  });
});

describe("a relationship and a membership", () => {
  let organization: string;
  beforeAll(async () => {
    organization = (await world.create("/v1/organizations", { name: "ARS Exemple", kind: "ars" })).id;
    for (const { home, id: professionalId } of people) {
      const cptsId = cpts.get(home) ?? cpts.get("far");
      await world.create("/v1/relationships", { kind: "represents", professionalId, of: organization, ...(cptsId === undefined ? {} : { cptsId }) });
    }
  });

  test.each(Role.literals)("name to a %s those alone whom they may see", async (role) => {
    const token = await tokenOf(role, true);
    const named = (items: ReadonlyArray<{ professionalId: string; name: string | null }>) => items.flatMap(({ name, professionalId }) => (name === null ? [] : [professionalId])).toSorted();
    const expected = people.filter((one) => mayRead(role, true, one)).map(({ id }) => id).toSorted();
    expect(named((await world.get(`/v1/relationships?limit=200&organization=${organization}`, token)).json.items)).toEqual(expected);
    expect(named((await world.get(`/v1/organizations/${organization}`, token)).json.representatives)).toEqual(expected);
  });
});
