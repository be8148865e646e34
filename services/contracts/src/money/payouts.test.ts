import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

let world: Scene;
beforeAll(async () => {
  world = await scene();
});
afterAll(() => world.service.stop());

const source = { document: "Règlement intérieur" };
const rate = (cptsId: string, fields: object = {}, send = world.send) => send("POST", "/v1/payout-rates", { cptsId, unit: "hour", amountCents: 7_500, from: "2022-01-01", source, ...fields });
const enter = (cptsId: string, personId: string, amountCents: number, fields: object = {}, send = world.send) =>
  send("POST", "/v1/payout-entries", { cptsId, personId, kind: "remuneration", on: "2023-03-10", amountCents, label: "Dépistage", source, ...fields });
const validate = (cptsId: string, month: string, fields: object = {}, send = world.send) => send("POST", "/v1/payout-statements", { cptsId, month, ...fields });
const statement = async (cptsId: string, month: string, more = "") => (await world.read(`/v1/payout-statements/${month}?cpts=${cptsId}${more}`)).json;
const faults = ({ json, status }: Awaited<ReturnType<typeof validate>>) => [status, json.errors?.map(({ code, pointer }: { code: string; pointer: string }) => `${pointer} ${code}`)];

describe("the monthly statement", () => {
  test("is computed from attendance and the rate of the day, is validated once, and is told by its totals alone", async () => {
    const [cptsId, person] = [await world.know("CPTS Une"), await world.professional()];
    expect((await rate(cptsId, {}, world.twice)).status).toBe(201);
    await rate(cptsId, { from: "2023-03-15", amountCents: 8_000 });
    await world.attended(cptsId, "2023-03-10", [person], 50);
    await world.attended(cptsId, "2023-03-20", [person], 90);
    await enter(cptsId, person, 24_000, { mission: "PREVENTION" }, world.twice);
    const open = await statement(cptsId, "2023-03", "&explain=true");
    expect(open).toMatchObject({ statementId: null, indemnitiesCents: 6_250 + 12_000, remunerationsCents: 24_000, keptUntil: "2033-12-31", ceiling: { year: 2023, amountCents: 4_399_200, status: "verified" }, withoutRate: [] });
    expect(open.people).toEqual([{ personId: person, indemnitiesCents: 18_250, remunerationsCents: 24_000, yearCents: 42_250, verdict: "within" }]);
    expect(open.explanations.map(({ figure }: { figure: string }) => figure)).toEqual(["lines.0.amountCents", "lines.1.amountCents", "lines.2.amountCents", `${person}.verdict`]);
    const done = await validate(cptsId, "2023-03", {}, world.twice);
    expect([done.status, done.json.indemnitiesCents, done.json.validatedOn === null]).toEqual([201, 18_250, false]);
    const told = await world.eventsOf(done.json.statementId);
    expect(told.map(({ data, type }) => [type, data])).toEqual([["cpts.contracts.payouts.validated.v1", { statementId: done.json.statementId, cptsId, month: "2023-03", indemnitiesCents: 18_250, remunerationsCents: 24_000 }]]);
    expect((await validate(cptsId, "2023-03")).status).toBe(409);
    expect((await enter(cptsId, person, 1)).status).toBe(409);
  });

  test("that is validated stays as it is when attendance is corrected, says so, and is made up by a counter-entry of a later month", async () => {
    const [cptsId, person] = [await world.know("CPTS Corrigée"), await world.professional()];
    await rate(cptsId);
    const meeting = await world.attended(cptsId, "2023-05-10", [person], 60);
    await validate(cptsId, "2023-05");
    await world.attended(cptsId, "2023-05-10", [person], 30, meeting);
    expect(await statement(cptsId, "2023-05")).toMatchObject({ indemnitiesCents: 7_500, differs: true });
    await enter(cptsId, person, -3_750, { kind: "indemnity", on: "2023-06-01", label: "Trop versé en mai" });
    expect((await validate(cptsId, "2023-06")).json).toMatchObject({ indemnitiesCents: -3_750, people: [{ yearCents: 3_750 }] });
  });

  test("names the meetings that no rate covers, and refuses a month that is not over or pays nothing", async () => {
    const [cptsId, person] = [await world.know("CPTS Sans tarif"), await world.professional()];
    const meeting = await world.attended(cptsId, "2023-02-01", [person]);
    expect(await statement(cptsId, "2023-02")).toMatchObject({ lines: [], withoutRate: [meeting] });
    expect(faults(await validate(cptsId, "2023-02"))).toEqual([422, ["#/month nothing-to-pay"]]);
    expect(faults(await validate(cptsId, "2199-01"))).toEqual([422, ["#/month month-not-over"]]);
  });
});

describe("the yearly ceiling", () => {
  test("refuses what one CPTS alone pays beyond it, before anything is written, and says so in French", async () => {
    const [cptsId, person] = [await world.know("CPTS Généreuse"), await world.professional()];
    await enter(cptsId, person, 3_000_000, { kind: "indemnity" });
    expect((await validate(cptsId, "2023-03")).status).toBe(201);
    await enter(cptsId, person, 1_500_000, { on: "2023-04-10" });
    const head = await world.head();
    const refused = await world.send("POST", "/v1/payout-statements", { cptsId, month: "2023-04" }, { headers: { "accept-language": "fr" } });
    expect(refused.json.errors).toMatchObject([{ code: "over-ceiling", message: `la personne ${person} recevrait 45000,00 € dans l'année, plus que le plafond de 43992,00 € (2023)` }]);
    expect([await world.head(), (await statement(cptsId, "2023-04")).statementId]).toEqual([head, null]);
    await enter(cptsId, person, -100_800, { on: "2023-04-11", label: "Contre-écriture" });
    expect((await validate(cptsId, "2023-04")).json.people).toMatchObject([{ yearCents: 4_399_200, verdict: "within" }]);
  });

  test("warns of 30 000 EUR from one CPTS and 15 000 EUR from another in 2023, and refuses neither (domain.md, example 5)", async () => {
    const [one, other, person] = [await world.know("CPTS A"), await world.know("CPTS B"), await world.professional()];
    await enter(one, person, 3_000_000, { kind: "indemnity" });
    await validate(one, "2023-03");
    await enter(other, person, 1_500_000);
    expect((await statement(other, "2023-03")).people).toMatchObject([{ yearCents: 1_500_000, verdict: "over-across" }]);
    const done = await validate(other, "2023-03");
    expect([done.status, done.json.people[0].verdict]).toEqual([201, "over-across"]);
    expect((await statement(one, "2023-03")).people[0].verdict).toBe("over-across");
  });

  test("is checked by one of two months at once, whichever comes first", async () => {
    const [cptsId, person] = [await world.know("CPTS Pressée"), await world.professional()];
    await enter(cptsId, person, 3_000_000, { on: "2022-03-01" });
    await enter(cptsId, person, 3_000_000, { on: "2022-04-01" });
    const answers = await Promise.all(["2022-03", "2022-04"].map((month) => world.send("POST", "/v1/payout-statements", { cptsId, month })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 422]);
  });

  test("of a year that is not known is never taken for none: it has to be acknowledged", async () => {
    const [cptsId, person] = [await world.know("CPTS Ancienne"), await world.professional()];
    await enter(cptsId, person, 100, { on: "2018-03-01" });
    expect(faults(await validate(cptsId, "2018-03"))).toEqual([422, ["#/month ceiling-unknown"]]);
    expect((await validate(cptsId, "2018-03", { acknowledged: ["ceiling-unknown"] })).status).toBe(201);
  });
});

describe("entries and rates", () => {
  test("that cannot be are refused where they are wrong", async () => {
    const [cptsId, person] = [await world.know("CPTS Fautive"), await world.professional()];
    expect(faults(await enter(cptsId, person, 10_000_001))).toEqual([422, ["#/amountCents payout-amount.range"]]);
    expect(faults(await enter(cptsId, person, 0, { on: "2199-01-01" }))).toEqual([422, ["#/amountCents no-amount", "#/on in-the-future"]]);
    expect(faults(await enter(cptsId, person, 1, { on: "2015-01-01" }))).toEqual([422, ["#/on before-cpts"]]);
    expect(faults(await enter(cptsId, crypto.randomUUID(), 1))).toEqual([422, ["#/personId unknown-professional"]]);
    await rate(cptsId);
    expect((await rate(cptsId, { amountCents: 1 })).status).toBe(409);
    expect((await world.read(`/v1/payout-rates?cpts=${cptsId}`)).json.items).toMatchObject([{ unit: "hour", amountCents: 7_500, from: "2022-01-01" }]);
  });

  test("of a year go to the accountant by pseudonym, a text that looks like a formula staying a text", async () => {
    const [cptsId, person] = [await world.know("CPTS Comptable"), await world.professional()];
    await enter(cptsId, person, 24_050, { label: "=1+1" });
    await validate(cptsId, "2023-03");
    const { text } = await world.read(`/v1/payouts/export?cpts=${cptsId}&year=2023`);
    const [head, line] = text.split("\r\n");
    expect(head).toContain("Mois;Validé le;Date;Personne (pseudonyme);Nature;Mission;Libellé;Minutes;Montant (€)");
    expect([line?.includes(`2023-03-10;${person};rémunération;`), line?.includes(";=1+1;"), line?.includes("240,50")]).toEqual([true, false, true]);
  });
});

test("What people are paid is for the board, the coordinator and the agencies of the place, and for no other member", async () => {
  const cptsId = await world.know("CPTS Discrète");
  const status = async (claims: Parameters<typeof world.service.token>[0]) => (await world.service.send("GET", `/v1/payout-statements/2023-03?cpts=${cptsId}`, { token: await world.service.token({ cptsIds: [cptsId], ...claims }) })).status;
  expect([await status({ role: "coordinator" }), await status({ role: "board-member" }), await status({ role: "ars-officer", regions: ["24"] }), await status({ role: "cpam-officer", departements: ["37"] })]).toEqual([200, 200, 200, 200]);
  expect([await status({ role: "professional" }), await status({ role: "ars-officer", regions: ["84"] }), await status({ role: "service-account", scope: "contracts:read contracts:write" }), await status({ role: "coordinator", cptsIds: [] })]).toEqual([404, 404, 404, 404]);
});
