import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CptsProblem, type Connection } from "@cpts/sdk";
import { brokerAvailable, privateBroker, type PrivateBroker } from "@cpts/testing/broker";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { SYSTEM } from "./demonstration/demonstration.ts";
import { enterDemonstration } from "./demonstration/enter.ts";
import { fourProcesses, type FourProcesses } from "./four-processes.fixture.ts";
import type { ServiceName } from "./service-names.ts";
import { clientOf, startPlatform } from "./platform.fixture.ts";
import { survivors } from "@cpts/servers/process-table";
import { askEverything, type Answers } from "./seed-questions.fixture.ts";

const folder = mkdtempSync(join(tmpdir(), "cpts-seeds-"));
let platform: Awaited<ReturnType<typeof startPlatform>>;
let four: FourProcesses;
let broker: PrivateBroker | null = null;
let one: Connection;
let answers: Answers;

/** Projections run a little behind: the last thing to arrive is what the registry says of the others. */
const settled = async (connection: Connection): Promise<void> => {
  const ids = (await connection.registry.listCpts()).data.items.filter(({ externalIds }) => externalIds.some(({ value }) => value === "sud-28" || value === "pays-berjalliens")).map(({ id }) => id);
  const services = async () => new Set((await Promise.all(ids.map((id) => connection.registry.listDiscrepancies({ id })))).flatMap(({ data }) => data.items.map(({ service }) => service)));
  await vi.waitUntil(
    async () => {
      const told = await services();
      return told.has("directory") && told.has("contracts");
    },
    { timeout: 90_000 },
  );
};

beforeAll(async () => {
  // The machine's own time zone must not matter: one on each side of the date line.
  platform = await startPlatform(folder, [], { TZ: "Pacific/Auckland" });
  one = await clientOf(folder, platform.url);
  await settled(one);
  answers = await askEverything(one);
});
afterAll(async () => {
  platform.signal("SIGTERM");
  await platform.exited;
  await survivors(platform.family(), 60_000);
  await four?.remove();
  await broker?.remove();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

const idOf = async (key: string, connection = one): Promise<string> => (await connection.registry.listCpts({ identifier: `${SYSTEM}|${key}` })).data.items[0]?.id ?? "";
const refusal = async (call: Promise<unknown>): Promise<CptsProblem> => {
  try {
    await call;
  } catch (error) {
    if (error instanceof CptsProblem) return error;
    throw error;
  }
  throw new Error("it was accepted");
};

describe("the world of the founding documents", () => {
  it("Berry Vierzon Sologne declares two departements, then three, and touches three; nothing is confirmed by a reconstructed list", () => {
    expect(answers.departements).toEqual({ declared: [["18", "41"], ["18", "36", "41"]], computed: ["18", "36", "41"], confirming: 0 });
  });

  it("six communautés de communes are counted of seven EPCI that are named: the seventh is a communauté d'agglomération", () => {
    expect(answers.epci.counted).toEqual([6]);
    expect(answers.epci.computed.map(([, type]) => type).toSorted()).toEqual(["CA", "CC", "CC", "CC", "CC", "CC", "CC"]);
    expect(answers.discrepancies.bvs).toContainEqual(expect.objectContaining({ verdict: "explained", fr: expect.stringContaining("Bourges Plus"), en: expect.stringContaining("Bourges Plus") }));
  });

  it("two, one, three and one contracts were signed before Sud 28, and no CPTS was invented for them", () => {
    expect(answers.contractCounts).toEqual([{ lines: [["18", 2], ["36", 1], ["37", 3], ["45", 1]], sum: 7, total: 7, sumAgrees: true }]);
    expect(answers.cptsInRegion).toBe(7);
  });

  it("Asclepios counts 227 people of whom 71 are not explained, and 50 when pharmacies are mixed in", () => {
    expect(answers.headcount?.lines).toEqual([
      ["médecins généralistes", 52, "people"],
      ["médecins d'autres spécialités", 24, "people"],
      ["infirmières", 43, "people"],
      ["masseurs-kinésithérapeutes", 37, "people"],
      ["officines pharmaceutiques", 21, "structures"],
    ]);
    expect(answers.headcount?.remainders).toEqual(expect.arrayContaining([["people", 71], ["mixed", 50]]));
  });

  it("the Pays Berjalliens have two co-presidents, and two statements about co-treasurers that conflict; professions not said stay unknown", () => {
    const presidents = answers.offices.find(({ office }) => office === "CO_PRESIDENT");
    expect(presidents).toMatchObject({ conflict: false, statements: [[["Alexiane Saussac", "10", "L"], ["Alice Millardet", "60", "L"]]] });
    const treasurers = answers.offices.find(({ office }) => office === "CO_TRESORIER");
    expect(treasurers).toMatchObject({
      conflict: true,
      statements: [
        [["Magalie Grabit", "60", "L"], ["Annabelle Bottos", "60", null]],
        [["Stephanie Lapeyre", null, null], ["Nathalie Dos Remeidos", null, null]],
      ],
    });
    expect(answers.discrepancies.berjalliens).toContainEqual(expect.objectContaining({ service: "directory", verdict: "conflicts" }));
  });

  it("a board of 18 people from 7 professions cannot be verified", () => {
    expect(answers.boards).toEqual([["board", 18, 7, 0, "cannot-tell"]]);
  });

  it("the next signing after Asclepios is that of Rabelaisie, announced and not known to have taken place", () => {
    expect(answers.nextSigning).toEqual([{ cptsName: "CPTS de Rabelaisie", state: "announced", on: "2018-01-17", time: "20:00", place: "Cave communautaire de Beaumont-en-Véron", commune: "37022" }]);
    expect(answers.signatureOrder.slice(0, 2)).toEqual([["CPTS Asclépios", "signed", "inferred"], ["CPTS Sud 28", "signed", "inferred"]]);
  });

  it("who covered Amboise in 2017 is unknown, because no document says since when its territory is one", () => {
    expect(answers.coverageIn2017).toEqual({ certainly: [], perhaps: ["CPTS Asclépios"] });
  });

  it("Asclepios is at least T2 by declaration, T2 by computation, and T2 is frozen in its contract", () => {
    expect(answers.sizes.asclepios).toEqual([[["T2", null]], "T2", 54_037]);
    expect(answers.sizes.bvs).toEqual(["T2", "reconstructed"]);
    expect(answers.contractStates).toEqual([
      { kind: "contrat-territorial-de-sante", state: "signed", signedOn: "--11-30", inferredSignedOn: "2017-11-30", population: 54_037, sizeClass: "T2" },
    ]);
  });

  it("prevention is a mission of two CPTS in words of their own, and facts without a year are listed as such", () => {
    expect(answers.missions).toEqual([
      ["CPTS Berry Vierzon Sologne", "Développer la prévention"],
      ["CPTS des Pays Berjalliens", "Développer des actions de prévention sur le territoire"],
    ]);
    expect(answers.undated).toContainEqual(["CPTS Asclépios", "creation-date", "--11-30"]);
    expect(answers.priority).toEqual(["Accompagnement des personnes atteintes de diabète de type 2"]);
  });

  it("the referent is employed by the URPS of doctors, itself mandated by the federation; a meeting took place at Jargeau", () => {
    expect(answers.referent).toEqual({ employs: [["Marie Piquard", "Référente territoriale"]], mandatedBy: ["Fédération des URPS de la région Centre-Val de Loire"] });
    expect(answers.meeting).toEqual({ heldOn: "--11-14", commune: "45173", communes: ["45173", "45082", "45327", "45300"] });
  });

  it("eight action sheets of Sud 28 are declared and none is known by its title", async () => {
    const { data: found } = await one.contracts.listContracts({ identifier: `${SYSTEM}|sud-28` });
    const { data: sheets } = await one.contracts.listActionSheets({ id: found.items[0]?.id ?? "" });
    expect(sheets).toMatchObject({ items: [], declaredCount: { value: 8 }, titlesUnknown: 8 });
  });
});

describe("clear answers", () => {
  it("an action of a mission that is not under contract, in the reader's language", async () => {
    const id = await idOf("asclepios");
    const action = { cptsId: id, mission: "PREVENTION", title: "Dépistage", communes: ["37003"] };
    const problem = await refusal(one.prevention.planAction(action));
    expect(problem.errors).toMatchObject([{ pointer: "#/mission", code: "mission-not-under-contract" }]);
    const { prevention } = await clientOf(folder, platform.url, { language: "en" });
    const said = (await refusal(prevention.planAction(action))).errors[0]?.message;
    expect(said).not.toBe(problem.errors[0]?.message);
    expect(said).toMatch(/contract/u);
  });

  it("a contract signed before its draft date", async () => {
    const { data } = await one.contracts.draftContract({ cptsId: await idOf("sud-lochois"), kind: "accord-ars", draftedOn: "2020-05-01", parties: [{ capacity: "cpts" }] });
    const problem = await refusal(one.contracts.signContract({ id: data.id }, { signedOn: "2020-04-30", signatories: [{ capacity: "cpts" }] }));
    expect(problem.errors).toMatchObject([{ pointer: "#/signedOn" }]);
  });

  it("a membership of someone unknown", async () => {
    // It might be known a moment later: a client asks again, unless it is told not to.
    const { directory } = await clientOf(folder, platform.url, { retries: 0 });
    const problem = await refusal(directory.recordMembership({ cptsId: await idOf("asclepios"), professionalId: "00000000-0000-7000-8000-000000000000" }));
    expect(problem).toMatchObject({ type: "unknown-reference", errors: [{ pointer: "#/professionalId" }] });
  });
});

describe("answers move with what they rest on", () => {
  it("a CPTS that is renamed is renamed wherever it is named", async () => {
    const id = await idOf("rabelaisie");
    const { etag } = await one.registry.readCpts({ id });
    await one.registry.changeCpts({ id }, { name: "CPTS du Chinonais" }, { ifMatch: etag });
    const moved = await askEverything(one);
    expect(moved.nextSigning[0]?.cptsName).toBe("CPTS du Chinonais");
  });

  it("a source figure that is one more moves the remainders by one", async () => {
    const id = await idOf("sud-28");
    const lines = [{ label: "médecins généralistes", value: 52, unit: "people" as const }];
    const declare = (total: number, value = 52) =>
      one.directory.declareHeadcount({ id }, { total: { value: total, unit: "people" }, lines: lines.map((line) => ({ ...line, value })), provenance: { status: "declared", source: { document: "Essai" } } });
    await declare(227);
    await declare(228);
    await declare(228, 53);
    const { items } = (await one.directory.listHeadcounts({ id })).data;
    expect(items.map(({ remainders }) => remainders.find(({ unit }) => unit === "people")?.value)).toEqual([175, 176, 175]);
  });
});

describe.each(["over HTTP alone", "with NATS"])("four processes with four databases, %s", (lane) => {
  const skipped = lane === "with NATS" && !brokerAvailable();

  it.skipIf(skipped)("answer as the one process does", async () => {
    await four?.remove();
    broker = lane === "with NATS" ? await privateBroker() : null;
    four = await fourProcesses({ TZ: "America/Los_Angeles", ...(broker === null ? {} : { NATS_URL: broker.url }) });
    const connection = four.connection();
    await enterDemonstration(connection);
    await settled(connection);
    expect(await askEverything(connection)).toEqual(answers);
  });

  const draft = { kind: "accord-ars", parties: [{ capacity: "cpts" }] };
  const register = async ({ registry }: Connection, name: string): Promise<string> => (await registry.registerCpts({ name: `${name} ${lane}`, territory: { territory: { communes: ["37027"] } } })).data.id;

  /** What is written while a service is away, about a CPTS that it may know already, and what it answers once it has learned that. */
  interface Absence {
    readonly known: (connection: Connection) => Promise<string>;
    readonly write: (connection: Connection, id: string) => Promise<string>;
    readonly hasLearned: (connection: Connection, id: string, known: string) => Promise<boolean>;
  }
  const unknown = async (): Promise<string> => "";

  const absences: Readonly<Record<ServiceName, Absence>> = {
    registry: {
      known: (connection) => register(connection, "CPTS sous contrat"),
      write: async ({ contracts }, cptsId) => (await contracts.draftContract({ ...draft, cptsId })).data.id,
      hasLearned: async ({ registry }, contract, id) => (await registry.readCpts({ id })).data.contracts.some(({ contractId }) => contractId === contract),
    },
    directory: {
      known: unknown,
      write: (connection) => register(connection, "CPTS Annuaire"),
      hasLearned: async ({ directory }, id) => (await directory.readTerritory({ id })).status === 200,
    },
    contracts: {
      known: unknown,
      write: (connection) => register(connection, "CPTS Contrats"),
      hasLearned: async ({ contracts }, cptsId) => (await contracts.draftContract({ ...draft, cptsId })).status === 201,
    },
    prevention: {
      known: unknown,
      write: async (connection) => {
        const cptsId = await register(connection, "CPTS Prévention");
        const { data } = await connection.contracts.draftContract({ ...draft, cptsId, missions: [{ code: "PREVENTION" }] });
        await connection.contracts.signContract({ id: data.id }, { signedOn: "2026-01-15", signatories: [{ capacity: "cpts" }] });
        return cptsId;
      },
      hasLearned: async ({ prevention }, cptsId) => (await prevention.planAction({ cptsId, mission: "PREVENTION", title: "Vaccination", communes: ["37027"] })).status === 201,
    },
  };

  it.skipIf(skipped).each(Object.keys(absences) as ReadonlyArray<ServiceName>)("%s catches up with what happened while it was away", async (name) => {
    const { hasLearned, known, write } = absences[name];
    const before = four.connection();
    const id = await known(before);
    // A read of the same client is answered by what has seen its write.
    await before.contracts.listContracts();
    await four.kill(name);
    const written = await write(four.connection(), id).finally(() => four.start(name));
    await expect.poll(() => hasLearned(four.connection(), written, id).catch(() => false)).toBe(true);
  });
});
