import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

let world: Scene;
let id = "";
beforeAll(async () => {
  world = await scene();
  id = await world.draft({ cptsId: await world.know("CPTS Comptée", { population: 90_000 }), kind: "aci", termYears: 5, missions: [{ code: "PREVENTION" }] });
  await world.sign(id, { signedOn: "2023-09-01" });
});
afterAll(() => world.service.stop());

const source = { document: "Relevé" };
const enter = (fields: object, send = world.send) => send("POST", `/v1/contracts/${id}/money/entries`, { kind: "spent", on: "2024-05-01", year: 2024, category: "personnel", amountCents: 1_000, label: "Coordination", source, ...fields });
const faults = ({ json, status }: Awaited<ReturnType<typeof enter>>) => [status, json.errors?.map(({ code, pointer }: { code: string; pointer: string }) => `${pointer} ${code}`)];
const money = async (query: string) => (await world.read(`/v1/contracts/${id}/money?${query}`)).json;

describe("the ledger of a contract", () => {
  test("sums by mission and category what is budgeted, carried over, committed and spent; a mistake is undone by one counter-entry", async () => {
    expect((await enter({ kind: "budget", on: "2024-01-10", amountCents: 5_000_000, mission: "PREVENTION" }, world.twice)).status).toBe(201);
    await enter({ kind: "carried-over", on: "2024-01-10", amountCents: 100_000, mission: "PREVENTION" });
    await enter({ kind: "committed", amountCents: 800_000, mission: "PREVENTION" });
    await enter({ amountCents: 300_000, mission: "PREVENTION" });
    const twice = (await enter({ amountCents: 300_000, mission: "PREVENTION" })).json.id;
    const undone = await world.twice("POST", `/v1/contracts/${id}/money/entries/${twice}/counter-entry`, { on: "2024-06-01", label: "Saisie deux fois", source });
    expect([undone.status, undone.json.amountCents, undone.json.corrects]).toEqual([201, -300_000, twice]);
    expect((await world.send("POST", `/v1/contracts/${id}/money/entries/${twice}/counter-entry`, { on: "2024-06-01", label: "Encore", source })).status).toBe(409);
    expect((await world.send("POST", `/v1/contracts/${id}/money/entries/${undone.json.id}/counter-entry`, { on: "2024-06-01", label: "Encore", source })).status).toBe(409);
    await enter({ kind: "budget", on: "2024-01-10", amountCents: 20_000, category: "locaux" });
    const { lines, total } = await money("year=2024");
    expect(lines).toEqual([
      { mission: null, category: "locaux", budgetCents: 20_000, committedCents: 0, spentCents: 0, carriedOverCents: 0, receivedCents: 0, remainingCents: 20_000 },
      { mission: "PREVENTION", category: "personnel", budgetCents: 5_000_000, committedCents: 800_000, spentCents: 300_000, carriedOverCents: 100_000, receivedCents: 0, remainingCents: 4_800_000 },
    ]);
    expect(total.remainingCents).toBe(4_820_000);
    const first = (await world.read(`/v1/contracts/${id}/money/entries?limit=4`)).json;
    const rest = (await world.read(`/v1/contracts/${id}/money/entries?limit=4&cursor=${first.nextCursor}`)).json;
    expect([first.items.length, rest.items.length, rest.nextCursor]).toEqual([4, 3, null]);
  });

  test("compares what was received with what the schedule makes due, and says why they differ", async () => {
    const funding = (await world.read(`/v1/contracts/${id}/funding?year=2023`)).json;
    const due = funding.lines.reduce((sum: number, { amountCents }: { amountCents: number | null }) => sum + (amountCents ?? 0), 0);
    expect(due).toBeGreaterThan(0);
    await enter({ kind: "received", on: "2023-12-01", year: 2023, amountCents: due - 100 });
    const { explanations, payments } = await money("year=2023&explain=true");
    expect(payments).toMatchObject({ dueCents: due, laterCents: 0, receivedCents: due - 100, differenceCents: -100, reasons: expect.arrayContaining(["not-received"]) });
    expect(explanations.map(({ figure }: { figure: string }) => figure)).toEqual(["total.remainingCents", "payments.differenceCents"]);
  });

  test("is also the budget of an action sheet", async () => {
    const sheet = (await world.send("POST", `/v1/contracts/${id}/action-sheets`, { title: "Fiche" })).json.id;
    await enter({ kind: "budget", on: "2025-01-10", year: 2025, amountCents: 700, actionSheetId: sheet });
    await enter({ kind: "budget", on: "2025-01-10", year: 2025, amountCents: 50 });
    expect([(await money(`year=2025&actionSheet=${sheet}`)).total.budgetCents, (await money("year=2025")).total.budgetCents]).toEqual([700, 750]);
  });

  test("refuses what cannot be, where it is wrong", async () => {
    expect(faults(await enter({ amountCents: 1_000_000_001 }))).toEqual([422, ["#/amountCents entry-amount.range"]]);
    expect(faults(await enter({ amountCents: 0 }))).toEqual([422, ["#/amountCents entry-amount.range"]]);
    expect(faults(await enter({ on: "2023-08-31", year: 2022, mission: "AUTRE" }))).toEqual([422, ["#/on before-signature", "#/year year-before-contract", "#/mission not-a-mission"]]);
    expect(faults(await enter({ on: "2099-01-01", year: 2099 }))).toEqual([422, ["#/on in-the-future", "#/year year-after-contract"]]);
    expect(faults(await enter({ actionSheetId: crypto.randomUUID() }))).toEqual([422, ["#/actionSheetId unknown-action-sheet"]]);
    expect((await world.send("POST", `/v1/contracts/${id}/money/entries/${crypto.randomUUID()}/counter-entry`, { on: "2024-06-01", label: "Rien", source })).status).toBe(404);
  });

  test("is taken out as a table for the accountant: cents as euros, counter-entries below 0, and no formula that a spreadsheet would run", async () => {
    const own = await world.draft({ cptsId: await world.know("CPTS Exportée"), kind: "aci", termYears: 5, missions: [] });
    await world.sign(own, { signedOn: "2023-09-01" });
    const made = await world.send("POST", `/v1/contracts/${own}/money/entries`, { kind: "spent", on: "2024-05-01", year: 2024, category: "locaux", amountCents: 123_450, label: "=SOMME(A1)", source });
    expect((await world.send("POST", `/v1/contracts/${own}/money/entries/${made.json.id}/counter-entry`, { on: "2024-06-01", label: "Saisie deux fois", source })).status).toBe(201);
    const { headers, text } = await world.read(`/v1/contracts/${own}/money/export?year=2024&format=csv`);
    expect(headers.get("content-type")).toContain("text/csv");
    const lines = text.replace("\uFEFF", "").split("\r\n");
    expect(lines[0]).toBe("Écriture;Date;Nature;Mission;Catégorie;Libellé;Montant (€);Pièce;Annule l'écriture");
    expect(lines[1]).toContain(";2024-05-01;dépensé;;locaux;");
    expect(lines[1]).not.toContain(";=SOMME");
    expect(lines[1]).toContain(";1234,50;");
    expect(lines[2]).toContain(`;-1234,50;Relevé;${made.json.id}`);
  });
});
