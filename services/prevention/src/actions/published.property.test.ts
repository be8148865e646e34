import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

let world: Scene;
beforeAll(async () => {
  world = await scene();
});
afterAll(() => world.service.stop());

const codes = ["37003", "37027", "41018", "38053"];
const communes = fc.subarray(codes);
const someCommunes = fc.subarray(codes, { minLength: 1 });
const partsOf = (held: ReadonlyArray<string>) => held.map((commune) => ({ commune, name: "Centre", kind: "quartier" }));
const mission = fc.constantFrom("PREVENTION", "PARCOURS", "ACCES_SOINS");

/** What can happen to a CPTS and its action, in any order. */
const step = fc.oneof(
  fc.record({ does: fc.constant("move" as const), whole: communes, parts: communes }),
  fc.record({ does: fc.constant("sign" as const), missions: fc.uniqueArray(mission) }),
  fc.record({ does: fc.constant("plan" as const), mission, communes: someCommunes }),
  fc.record({ does: fc.constant("change" as const), mission, communes: someCommunes }),
  fc.record({ does: fc.constant("publish" as const), knows: fc.boolean() }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** Most lives would never come to a publication: these begin with an action that is planned. */
const begun: ReadonlyArray<Step> = [
  { does: "move", whole: ["37003", "37027"], parts: [] },
  { does: "sign", missions: ["PREVENTION", "PARCOURS"] },
  { does: "plan", mission: "PREVENTION", communes: ["37003"] },
];

interface Life {
  /** What should never be seen. */
  readonly faults: ReadonlyArray<string>;
  readonly published: number;
  readonly refused: number;
}

/** Leads one CPTS through these steps, beside what should be true of it. */
const live = async (steps: ReadonlyArray<Step>): Promise<Life> => {
  const cptsId = await world.register();
  const held = new Set<string>();
  const signed = new Map<string, ReadonlyArray<string>>();
  const life = { faults: [] as Array<string>, published: 0, refused: 0 };
  let last: { readonly id: string; readonly version: number } | null = null;
  for (const one of steps) {
    if (one.does === "move") {
      const parts = one.parts.filter((code) => !one.whole.includes(code));
      await world.setTerritory(cptsId, { communes: one.whole.toSorted(), parts: partsOf(parts), prose: "En mots" });
      held.clear();
      for (const code of [...one.whole, ...parts]) held.add(code);
    } else if (one.does === "sign") signed.set(await world.sign(cptsId, one.missions), one.missions);
    else if (one.does === "plan") {
      const { json, status } = await world.send("POST", "/v1/actions", { cptsId, title: "Action", mission: one.mission, communes: one.communes });
      const fits = one.communes.every((code) => held.has(code)) && [...signed.values()].some((missions) => missions.includes(one.mission));
      if (status !== (fits ? 201 : 422)) life.faults.push(`a plan is answered ${status}: ${JSON.stringify(one)}`);
      if (status === 201) last = json;
    } else if (last !== null && one.does === "change") {
      const { json, status } = await world.send("PATCH", `/v1/actions/${last.id}`, { mission: one.mission, communes: one.communes }, { headers: { "if-match": `"v${last.version}"` } });
      if (status === 200) last = json;
    } else if (last !== null && one.does === "publish") {
      const { json, status } = await world.send("POST", `/v1/actions/${last.id}/publication`, one.knows ? { acknowledged: ["mission-not-under-contract", "commune-outside-territory", "territory-in-words", "no-territory"] } : {});
      if (status !== 200) {
        life.refused += 1;
        continue;
      }
      life.published += 1;
      last = json;
      const isOutside = !json.communes.every(({ code, outside }: { code: string; outside?: true }) => held.has(code) !== (outside === true && held.size > 0));
      if (isOutside && !json.unusual.includes("territory-in-words")) life.faults.push(`published outside, untold: ${JSON.stringify(json.communes)}`);
      const isUnder = json.contractId !== null && signed.get(json.contractId)?.includes(json.mission) === true;
      if (isUnder === json.unusual.includes("mission-not-under-contract")) life.faults.push(`published without contract, untold: ${json.mission}`);
      if (json.unusual.length > 0 && !one.knows) life.faults.push(`published, and nobody knew: ${json.unusual.join(" ")}`);
    }
  }
  return life;
};

test("no action is ever published with a commune outside the territory or a mission outside a contract that it does not tell, and that nobody has acknowledged", async () => {
  const sum = { published: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(fc.boolean(), fc.array(step, { minLength: 3, maxLength: 10 }), async (isBegun, more) => {
      const { faults, published, refused } = await live([...(isBegun ? begun : []), ...more]);
      expect(faults).toEqual([]);
      sum.published += published;
      sum.refused += refused;
    }),
    { numRuns: 80 },
  );
  expect(Math.min(sum.published, sum.refused)).toBeGreaterThan(1);
});
