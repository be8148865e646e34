import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { declareTwice, kindsOf } from "../testing/declare-twice.ts";
import { scene, type Scene } from "../testing/scene.ts";

let world: Scene;
let cptsId: string;
beforeAll(async () => {
  world = await scene();
});
afterAll(() => world.service.stop());

interface Holder {
  readonly professionalId: string;
  readonly name: string | null;
  readonly profession: string | null;
}

const person = async (givenName: string, familyName: string, fields: object = {}): Promise<string> =>
  (await world.create("/v1/professionals", { givenName, familyName, visibility: "public", ...fields })).id;
const holders = (...ids: ReadonlyArray<string>) => ids.map((professionalId) => ({ professionalId }));
const source = (locator: string) => ({ status: "sourced", source: { document: "Présentation de la CPTS des Pays Berjalliens", locator } });

const offices = () => `/v1/cpts/${cptsId}/offices`;
const bodies = () => `/v1/cpts/${cptsId}/bodies`;
const governance = async (query = "", token?: string) => (await world.get(`/v1/cpts/${cptsId}/governance${query}`, token)).json;
const officeIn = (view: { offices: ReadonlyArray<{ office: string }> }, office: string): ReturnType<JSON["parse"]> => view.offices.find((one) => one.office === office);
const namesIn = (view: { statements: ReadonlyArray<{ holders: ReadonlyArray<Holder> }> }) => view.statements.map((one) => one.holders.map(({ name }) => name));

/** Seed 001: what the page of the Pays Berjalliens says of its offices. */
const berjalliens = async () => {
  cptsId = await world.learnCpts("38053");
  const saussac = await person("Alexiane", "Saussac", { profession: "10", practiceMode: "L" });
  const millardet = await person("Alice", "Millardet", { profession: "60", practiceMode: "L" });
  const grabit = await person("Magalie", "Grabit", { profession: "60", practiceMode: "L" });
  const bottos = await person("Annabelle", "Bottos", { profession: "60" });
  const lapeyre = await person("Stephanie", "Lapeyre");
  const dosRemeidos = await person("Nathalie", "Dos Remeidos");
  const declared = [
    await declareTwice(world, offices(), { office: "CO_PRESIDENT", label: "co présidentes", holders: holders(saussac, millardet), provenance: source("1re ligne") }),
    await declareTwice(world, offices(), { office: "CO_TRESORIER", label: "co-trésorières", holders: holders(grabit, bottos), provenance: source("2e ligne") }),
    await declareTwice(world, offices(), { office: "CO_TRESORIER", label: "co-trésorières", holders: holders(lapeyre, dosRemeidos), provenance: source("3e ligne") }),
  ];
  return { declared, ids: { saussac, millardet, grabit, bottos, lapeyre, dosRemeidos } };
};

describe("the offices of the Pays Berjalliens", () => {
  test("are two co-presidents without conflict, and four mandates of co-treasurers in conflict; nobody becomes a secretary", async () => {
    const { declared, ids } = await berjalliens();
    const view = await governance();
    expect(view.offices.map(({ conflict, office }: { conflict: boolean; office: string }) => [office, conflict])).toEqual([["CO_PRESIDENT", false], ["CO_TRESORIER", true]]);
    expect(officeIn(view, "CO_PRESIDENT")).toEqual({
      office: "CO_PRESIDENT",
      label: { fr: "Co-président, co-présidente", en: "Co-president" },
      statements: [
        {
          id: declared[0]?.json.id,
          label: "co présidentes",
          holders: [
            { professionalId: ids.saussac, name: "Alexiane Saussac", profession: "10", practiceMode: "L" },
            { professionalId: ids.millardet, name: "Alice Millardet", profession: "60", practiceMode: "L" },
          ],
          validFrom: null,
          validTo: null,
          certainty: "unknown",
          provenance: source("1re ligne"),
        },
      ],
      conflict: false,
      sentence: null,
    });
    const treasurers = officeIn(view, "CO_TRESORIER");
    expect(namesIn(treasurers)).toEqual([["Magalie Grabit", "Annabelle Bottos"], ["Stephanie Lapeyre", "Nathalie Dos Remeidos"]]);
    expect(treasurers.statements[1].holders.map(({ profession }: Holder) => profession)).toEqual([null, null]);
    expect(treasurers.sentence).toEqual({
      fr: "Pour la fonction « Co-trésorier, co-trésorière », 2 énoncés nomment des personnes différentes (2, 2) : 4 mandats sont tenus, aucun n'est écarté.",
      en: 'For the office "Co-treasurer", 2 statements name different people (2, 2): 4 mandates are held, and none is discarded.',
    });
    expect(declared.map(({ events }) => kindsOf(events))).toEqual([["office.declared"], ["office.declared"], ["office.declared", "discrepancies.changed"]]);
  });

  test("travel as ids: no name, no word of the document", async () => {
    const { declared, ids } = await berjalliens();
    expect(declared[1]?.events[0]?.data).toEqual({
      statementId: declared[1]?.json.id,
      cptsId,
      office: "CO_TRESORIER",
      missions: [],
      holderIds: [ids.grabit, ids.bottos],
      validFrom: null,
      validTo: null,
      provenance: { status: "sourced", source: { document: "…" } },
    });
    const log = JSON.stringify(await world.events());
    for (const name of ["Saussac", "Millardet", "Grabit", "Bottos", "Lapeyre", "Remeidos", "co-trésorières"]) expect(log).not.toContain(name);
    const quoted = { status: "sourced", note: "d'après Mme Grabit", source: { document: "Page", quote: "Magalie Grabit (IDEL)" } };
    const { events } = await declareTwice(world, offices(), { office: "CO_TRESORIER", holders: holders(ids.grabit), provenance: quoted });
    expect(JSON.stringify(events)).not.toContain("Grabit");
    expect(events[0]?.data["provenance"]).toEqual({ status: "sourced", source: { document: "…" } });
    const naming = { status: "sourced", source: { document: "Lettre de Mme Lapeyre", locator: "signée Lapeyre" } };
    const letter = await declareTwice(world, offices(), { office: "CO_TRESORIER", holders: holders(ids.lapeyre), provenance: naming });
    expect(kindsOf(letter.events)).toEqual(["office.declared", "discrepancies.changed"]);
    expect(JSON.stringify(letter.events)).not.toContain("Lapeyre");
    expect(letter.events[0]?.data["provenance"]).toEqual({ status: "sourced", source: { document: "…" } });
    expect(letter.json.provenance).toEqual(naming);
  });

  test("are explained: the rule in both languages, each statement, each line of the document", async () => {
    const { declared } = await berjalliens();
    const { explanations } = await governance("?explain=true");
    expect(explanations.find(({ figure }: { figure: string }) => figure === "office.CO_TRESORIER")).toEqual({
      figure: "office.CO_TRESORIER",
      rule: { fr: expect.stringContaining("contradiction"), en: expect.stringContaining("contradiction") },
      inputs: [...declared.slice(1).map(({ json }) => ({ name: json.id, value: "2 ; - .. - ; unknown" })), { name: "conflict", value: "true" }],
      sources: ["2e ligne", "3e ligne"].map((line) => ({ name: `Présentation de la CPTS des Pays Berjalliens, ${line}`, status: "sourced" })),
    });
    expect((await governance()).explanations).toBeUndefined();
  });
});

describe("an office in time", () => {
  const since = (validFrom: string | undefined, validTo: string | undefined, ...ids: ReadonlyArray<string>) => ({
    office: "PRESIDENT",
    holders: holders(...ids),
    ...(validFrom === undefined ? {} : { validFrom }),
    ...(validTo === undefined ? {} : { validTo }),
    provenance: { status: "sourced", source: { document: "Procès-verbal" } },
  });
  const on = async (asOf: string) => {
    const office = officeIn(await governance(`?asOf=${asOf}`), "PRESIDENT");
    return office === undefined ? "nobody" : [...office.statements.map(({ certainty, holders: [holder] }: { certainty: string; holders: ReadonlyArray<Holder> }) => `${holder?.name} ${certainty}`), office.conflict];
  };

  test("is held by whom the documents say on a date, and unknown is said", async () => {
    cptsId = await world.learnCpts("37003");
    const [first, second] = [await person("Alice", "Perrain"), await person("Paul", "Suivant")];
    await declareTwice(world, offices(), since("2017", "2019-06-15", first));
    await declareTwice(world, offices(), since("2019-06-15", undefined, second));
    expect([await on("2016-12-31"), await on("2017-06-01"), await on("2019-06-14"), await on("2019-06-15"), await on("2026-11-22")]).toEqual([
      "nobody",
      ["Alice Perrain unknown", false],
      ["Alice Perrain yes", false],
      ["Paul Suivant yes", false],
      ["Paul Suivant yes", false],
    ]);
    expect(await world.rows("select 1 from discrepancy where cpts_id = $1 and version > 0", [cptsId])).toEqual([]);
  });

  test("conflicts only where two statements may hold on the same day", async () => {
    cptsId = await world.learnCpts("37003");
    const [first, second] = [await person("Claire", "Avant"), await person("Paul", "Après")];
    await declareTwice(world, offices(), since("2017", "2019", first));
    const { events } = await declareTwice(world, offices(), since("2019-06", undefined, second));
    expect([await on("2018-05-01"), await on("2019-06-15"), await on("2019-12-31")]).toEqual([
      ["Claire Avant yes", false],
      ["Claire Avant unknown", "Paul Après unknown", true],
      ["Paul Après yes", false],
    ]);
    expect(kindsOf(events)).toEqual(["office.declared", "discrepancies.changed"]);
  });

  test("without dates is certain on the day of the document, and may have been held before and after", async () => {
    cptsId = await world.learnCpts("37003");
    const president = await person("Alice", "Perrain");
    await declareTwice(world, offices(), { ...since(undefined, undefined, president), provenance: { status: "sourced", source: { document: "Communiqué", published: "2017-12-04" } } });
    expect([await on("2017-12-03"), await on("2017-12-04"), await on("2026-11-22")]).toEqual([["Alice Perrain unknown", false], ["Alice Perrain yes", false], ["Alice Perrain unknown", false]]);
  });
});

describe("the people of an office", () => {
  test("are named to those only who may see them, and so are the words that name them", async () => {
    cptsId = await world.learnCpts("38053");
    const hidden = await person("Marie", "Cachée", { visibility: "cpts", cptsId, profession: "60" });
    const shown = await person("Paul", "Visible");
    const quoted = { status: "sourced", note: "confirmé par Marie Cachee", source: { document: "Lettre de Marie Cachée", locator: "bas de page", quote: "Marie CACHÉE et Paul Visible" } };
    await declareTwice(world, offices(), { office: "SECRETAIRE", label: "secrétaires", holders: holders(hidden, shown), provenance: quoted });
    await declareTwice(world, offices(), { office: "ADMINISTRATEUR", label: "Mme Cachée, administratrice", holders: holders(hidden), provenance: quoted });
    await declareTwice(world, bodies(), { kind: "board", declaredSize: { value: 2 }, composition: "Marie Cachée et un autre", provenance: { status: "declared", note: "selon Mme Cachée" } });
    const [board] = (await governance()).bodies;
    expect([board.knownMembers, board.knownProfessions, board.composition, board.provenance]).toEqual([2, 1, null, { status: "declared" }]);
    const seen = async (token?: string) => {
      const view = await governance("?explain=true", token);
      const [secretary, administrator] = [officeIn(view, "SECRETAIRE"), officeIn(view, "ADMINISTRATEUR")];
      return { text: JSON.stringify(view), words: [secretary.statements[0].label, administrator.statements[0].label, secretary.statements[0].provenance], holders: secretary.statements[0].holders };
    };
    const visitor = await seen();
    expect(visitor.holders).toEqual([
      { professionalId: hidden, name: null, profession: null, practiceMode: null },
      { professionalId: shown, name: "Paul Visible", profession: null, practiceMode: null },
    ]);
    expect(visitor.words).toEqual(["secrétaires", null, { status: "sourced", source: { document: "Lettre de … …", locator: "bas de page" } }]);
    expect(visitor.text).not.toMatch(/cach[ée]e/iu);
    const coordinator = await seen(await world.service.token({ role: "coordinator", cptsIds: [cptsId] }));
    expect(coordinator.holders[0]).toEqual({ professionalId: hidden, name: "Marie Cachée", profession: "60", practiceMode: null });
    expect(coordinator.words).toEqual(["secrétaires", "Mme Cachée, administratrice", quoted]);
    expect(coordinator.text).toContain("Marie Cachée et un autre");
  });
});

describe("a body", () => {
  /** Seed 000. */
  const berry = {
    kind: "board",
    declaredSize: { value: 18 },
    declaredProfessionCount: { value: 7 },
    provenance: { status: "sourced", source: { document: "CPTS Berry Vierzon Sologne", locator: "Gouvernance" } },
  };
  const verified = async (query = "") => (await governance(query)).bodies[0];

  test("of 18 people from 7 professions cannot be verified while no member is known", async () => {
    cptsId = await world.learnCpts("18279");
    const { events, json } = await declareTwice(world, bodies(), { ...berry, externalIds: [{ system: "demo", value: "ca" }] });
    expect(json).toEqual({ ...berry, id: json.id, cptsId, name: null, purpose: null, missions: [], validFrom: null, validTo: null, rules: null, composition: null, externalIds: [{ system: "demo", value: "ca" }], version: 1 });
    expect(await verified()).toEqual({
      ...berry,
      id: json.id,
      composition: null,
      name: null,
      purpose: null,
      missions: [],
      validFrom: null,
      validTo: null,
      knownMembers: 0,
      knownProfessions: 0,
      verification: "cannot-tell",
      sentence: {
        fr: "Un conseil de 18 personnes de 7 professions est déclaré ; aucun membre n'est connu : cela ne peut pas être vérifié.",
        en: "A board of 18 people from 7 professions is declared; no member is known: it cannot be verified.",
      },
    });
    expect(kindsOf(events)).toEqual(["body.declared", "discrepancies.changed"]);
    expect(await world.faults(bodies(), { ...berry, externalIds: [{ system: "demo", value: "ca" }] })).toEqual([409, "already-exists", "#/externalIds/0"]);
  });

  test("moves with its declared size by one, and differs when more members are known", async () => {
    cptsId = await world.learnCpts("18279");
    await declareTwice(world, bodies(), { ...berry, declaredSize: { value: 3 }, declaredProfessionCount: { value: 2 } });
    expect((await verified()).sentence.fr).toContain("Un conseil de 3 personnes de 2 professions");
    const nurses = [await person("A", "Une", { profession: "60" }), await person("B", "Deux", { profession: "60" })];
    await declareTwice(world, offices(), { office: "ADMINISTRATEUR", holders: holders(...nurses), provenance: source("CA") });
    expect([(await verified()).verification, (await verified()).knownMembers]).toEqual(["cannot-tell", 2]);
    await declareTwice(world, offices(), { office: "COORDINATEUR", holders: holders(await person("C", "Salariée")), provenance: source("CA") });
    expect((await verified()).knownMembers).toBe(2);
    await declareTwice(world, offices(), { office: "PRESIDENT", holders: holders(await person("D", "Médecin", { profession: "10" })), provenance: source("CA") });
    expect(await verified()).toMatchObject({ verification: "agrees", knownMembers: 3, knownProfessions: 2 });
    await declareTwice(world, offices(), { office: "SECRETAIRE", holders: holders(await person("E", "Kiné", { profession: "70" })), provenance: source("CA") });
    expect(await verified()).toMatchObject({
      verification: "differs",
      sentence: { fr: "Un conseil de 3 personnes de 2 professions est déclaré ; 4 membres sont connus, de 3 professions : cela ne concorde pas." },
    });
    expect((await verified("?asOf=2010-01-01")).knownMembers).toBe(0);
  });

  test("is explained by the offices that count", async () => {
    cptsId = await world.learnCpts("18279");
    const { json } = await declareTwice(world, bodies(), { ...berry, declaredSize: { value: 18, qualifier: "at-least" } });
    const { explanations } = await governance("?explain=true");
    expect(explanations).toEqual([
      {
        figure: `body.${json.id}`,
        rule: { fr: expect.stringContaining("CO_TRESORIER ADMINISTRATEUR"), en: expect.stringContaining("CO_TRESORIER ADMINISTRATEUR") },
        inputs: expect.arrayContaining([{ name: "declaredSize", value: "at-least 18" }, { name: "knownMembers", value: "0" }]),
        sources: [{ name: "CPTS Berry Vierzon Sologne, Gouvernance", status: "sourced" }],
      },
    ]);
  });

  test("of which only the composition is written is kept, and nothing is said to differ", async () => {
    cptsId = await world.learnCpts("38053");
    const { events } = await declareTwice(world, bodies(), { kind: "board", composition: "plusieurs acteurs locaux de santé", provenance: source("dernière ligne") });
    expect(kindsOf(events)).toEqual(["body.declared"]);
    expect(await verified()).toMatchObject({ composition: "plusieurs acteurs locaux de santé", declaredSize: null, declaredProfessionCount: null, verification: "cannot-tell" });
  });
});

describe("a statement", () => {
  test("about someone who is not known is refused at that holder, and leaves nothing", async () => {
    cptsId = await world.learnCpts("38053");
    const [known, head] = [await person("Une", "Personne"), await world.head()];
    const unknown = "0198c0de-0000-7000-8000-0000000000ff";
    expect(await world.faults(offices(), { office: "PRESIDENT", holders: holders(unknown), provenance: source("1") })).toEqual([422, "unknown-reference", "#/holders/0/professionalId"]);
    expect(await world.faults(offices(), { office: "PRESIDENT", holders: holders(known, unknown), provenance: source("1") })).toEqual([422, "unknown-reference", "#/holders/1/professionalId"]);
    expect(await world.head()).toBe(head);
    expect((await governance()).offices).toEqual([]);
  });

  test("is refused with everything that is wrong", async () => {
    cptsId = await world.learnCpts("38053");
    const one = await person("Une", "Seule");
    const good = { office: "PRESIDENT", holders: holders(one), provenance: source("1") };
    expect(await world.faults(offices(), { ...good, office: "été", holders: [], validFrom: "hier", provenance: { status: "sourced" } })).toEqual([
      422, "invalid-request", "#/office", "#/holders", "#/validFrom", "#/provenance/source",
    ]);
    expect(await world.faults(offices(), { ...good, holders: holders(one, one) })).toEqual([422, "invalid-request", "#/holders/1"]);
    expect(await world.faults(offices(), { ...good, validFrom: "2020", validTo: "2019" })).toEqual([422, "invalid-request", "#/validTo"]);
  });

  test("about an office of tomorrow is kept under its code, after those of the list", async () => {
    cptsId = await world.learnCpts("38053");
    await declareTwice(world, offices(), { office: "ARCHIVISTE", holders: holders(await person("Ada", "Future")), provenance: source("1") });
    await declareTwice(world, offices(), { office: "MEMBRE", holders: holders(await person("Bob", "Membre")), provenance: source("2") });
    const view = await governance();
    expect(view.offices.map(({ office }: { office: string }) => office)).toEqual(["MEMBRE", "ARCHIVISTE"]);
    expect(officeIn(view, "ARCHIVISTE").label).toEqual({ fr: "ARCHIVISTE", en: "ARCHIVISTE" });
  });

  test("about a CPTS that is not known is refused at the address, and read as not found", async () => {
    cptsId = "0198c0de-0000-7000-8000-0000000000ff";
    const body = { office: "PRESIDENT", holders: holders(await person("Une", "Autre")), provenance: source("1") };
    expect(await world.faults(offices(), body)).toEqual([422, "unknown-reference", "id"]);
    expect((await world.service.send("POST", offices(), { json: body })).status).toBe(401);
    expect((await world.get(`/v1/cpts/${cptsId}/governance`)).status).toBe(404);
  });
});
