import { registry as contract } from "@cpts/api/Registry";
import { only, provesSnapshot, statedOnce, type Choice, type Follower } from "@cpts/service-kit/testing/snapshot-proof";
import { accepted } from "@cpts/service-kit/testing/writing-scene";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sendNeeds } from "./testing/needs.ts";
import { communes, scene, type Scene } from "./testing/scene.ts";

const { endpoints, events } = contract;
const cptsFields = ["name", "shortName", "status", "legalForm", "identifiers", "externalIds", "website", "provenance", "attachment", "initiator", "foundedOn"] as const;

/** Every event of a CPTS is of one of its versions. */
const cpts: Follower = {
  endpoint: endpoints.snapshotCpts,
  told: ({ aggregateversion: version, data, subject: id, type }) => ({ id, fields: { version, ...(type === events.cptsRegistered.type || type === events.cptsChanged.type ? only(data, ...cptsFields) : {}), ...(type === events.cptsStatusChanged.type ? { status: data["to"] } : {}), ...(type === events.cptsMerged.type ? { mergedInto: data["into"] } : {}) } }),
  shown: (item) => only(item, "version", "mergedInto", ...cptsFields),
};

const factFields = ["property", "value", "unit", "qualifier", "status", "source"] as const;
const facts: Follower = {
  endpoint: endpoints.snapshotFacts,
  told: ({ data, subject: cptsId }) => ({ id: String(data["factId"]), fields: { cptsId, ...only(data, ...factFields) } }),
  // What a fact does not say, its event says is null.
  shown: ({ cptsId, fact }) => ({ cptsId, unit: null, ...only(fact, ...factFields) }),
};

const missions: Follower = {
  ...statedOnce(endpoints.snapshotMissions, "statementId", "cptsId", "missions", "on"),
  shown: ({ cptsId, missions: stated, on }) => ({ cptsId, on, missions: stated.map(({ codes, label }: { codes: unknown; label: unknown }) => ({ label, codes })) }),
};

/** A registration is the first step; its event says the status alone. */
const steps: Follower = {
  endpoint: endpoints.snapshotTransitions,
  told: ({ aggregateversion: number, data, subject: cptsId, type }) => {
    if (type === events.cptsRegistered.type) return { id: `${cptsId} ${number}`, fields: { cptsId, number, action: "registration", from: null, to: data["status"], on: null } };
    return { id: `${cptsId} ${number}`, fields: { cptsId, number, ...only(data, "action", "from", "to", "on") } };
  },
  shown: (item) => item,
  idOf: ({ cptsId, number }) => `${cptsId} ${number}`,
};

const letterFields = ["letterId", "cptsId", "version"] as const;
const versionOf = ({ cptsId, version }: Readonly<Record<string, unknown>>): string => `${cptsId} ${version}`;
const letters: Follower = {
  endpoint: endpoints.snapshotLetters,
  told: ({ data, type }) => {
    if (type === events.letterSubmitted.type) return { id: versionOf(data), fields: { ...only(data, ...letterFields), state: "filed", submittedOn: data["on"], decidedOn: null } };
    return { id: versionOf(data), fields: { state: data["decision"], decidedOn: data["on"] } };
  },
  shown: (item) => item,
  idOf: versionOf,
};

const projects: Follower = {
  endpoint: endpoints.snapshotProjects,
  told: ({ data, type }, kept) => {
    const id = versionOf(data);
    const { on } = data;
    if (type === events.projectSubmitted.type) return { id, fields: { ...only(data, "projectId", "cptsId", "version", "missions"), state: "filed", submittedOn: on, completeOn: null, decidedOn: null, opinions: [], grounds: null } };
    // As this very follower has kept it.
    const opinions = (kept.get(id)?.["opinions"] ?? []) as ReadonlyArray<unknown>;
    if (type === events.projectOpinionGiven.type) return { id, fields: { opinions: [...opinions, only(data, "from", "verdict", "on")] } };
    if (type === events.projectCompleted.type) return { id, fields: { completeOn: on } };
    if (type === events.projectValidated.type) return { id, fields: { state: data["tacit"] === true ? "tacitly-validated" : "validated", decidedOn: on } };
    return { id, fields: { state: "refused", decidedOn: on, grounds: data["grounds"] } };
  },
  shown: (item) => item,
  idOf: versionOf,
};

const referents: Follower = {
  ...statedOnce(endpoints.snapshotReferents, "referentId", "institution", "organizationId", "regions", "departements"),
};

/** An edition is told whole each time a file takes its place. */
const needsEditions: Follower = {
  ...statedOnce(endpoints.snapshotNeedsEditions, "editionId", "indicator", "edition", "version", "aggregation", "level", "unit", "profession", "rows", "source", "licence", "status"),
};

const zonings: Follower = {
  ...statedOnce(endpoints.snapshotZonings, "zoningId", "kind", "version", "edition", "source", "licence", "zones", "communes"),
  idOf: ({ zoningId }) => zoningId,
};

const documentFields = ["cptsId", "kind", "on", "visibility"] as const;
const documents: Follower = {
  endpoint: endpoints.snapshotDocuments,
  told: ({ data, type }) => ({ id: String(data["documentId"]), fields: type === events.documentRemoved.type ? null : only(data, ...documentFields) }),
  shown: (item) => only(item, ...documentFields),
  idOf: ({ documentId }) => documentId,
};

const portfolioFields = ["referentId", "assignmentId", "cptsId", "validFrom", "validTo"] as const;
const portfolios: Follower = {
  endpoint: endpoints.snapshotPortfolios,
  told: ({ data }) => ({ id: String(data["assignmentId"]), fields: only(data, ...portfolioFields) }),
  shown: (item) => item,
  idOf: ({ assignmentId }) => assignmentId,
};

const territoryFields = ["communes", "parts", "prose"] as const;
const startOf = ({ cptsId, validFrom }: Readonly<Record<string, unknown>>): string => `${cptsId} ${validFrom}`;

/** Those of one CPTS are told apart by their starts. */
const territories: Follower = {
  endpoint: endpoints.snapshotTerritories,
  told: ({ data: { figures, territory, ...data }, type }) => {
    if (type === events.territoryWithdrawn.type) return { id: startOf(data), fields: null };
    // The payload of this very type.
    const given = territory as Readonly<Record<string, unknown>>;
    return { id: startOf(data), fields: { figures, ...only(given, ...territoryFields, "provenance") } };
  },
  // A remark stays where it can be erased.
  shown: ({ provenance, ...item }) => ({ provenance: only(provenance, "status", "source"), ...only(item, "figures", ...territoryFields) }),
  idOf: startOf,
};

let world: Scene;
const ids: Array<string> = [];
beforeAll(async () => {
  world = await scene();
  await onceEach();
});
afterAll(() => world.service.stop());

const part = { commune: "31555", name: "Minimes", kind: "quartier", population: { value: 9_000, qualifier: "about", source: { document: "Site" } } };
const randomTerritory = ({ below, of }: Choice) => ({
  communes: [["37003"], ["41018", "38053"], []][below(3)],
  ...of<object>({}, { parts: [part] }),
  ...of<object>({ prose: "Et autour" }, {}),
  provenance: of<object>({ status: "declared" }, { status: "reconstructed", remark: "à relire" }),
});

/** Referents by id, each with what is in the portfolio. */
const followers: Array<string> = [];
const entrusting = async ({ below, of }: Choice, cptsId: string): Promise<void> => {
  if (followers.length === 0 || below(3) === 0) followers.push((await world.send("POST", "/v1/referents", { personId: crypto.randomUUID(), institution: of("ars", "urps"), regions: ["24"] })).json.id);
  const id = of(followers[0] ?? "", ...followers);
  const { json, status } = await world.send("POST", `/v1/referents/${id}/portfolio`, { cptsId, validFrom: of("2020", "2024-05") });
  const etag = (await world.send("GET", `/v1/referents/${id}`)).headers.get("etag") ?? "";
  if (status === 201 && below(2) === 0) await world.send("PUT", `/v1/referents/${id}/portfolio/${json.assignmentId}/end`, { on: "2025" }, { headers: { "if-match": etag } });
};

const source = { document: "Courrier" };
const mission = { label: "Prévenir", codes: ["PREVENTION"] };

/** Lets each type of event happen once: two CPTS are formed, one has its project refused, the other takes it in. */
const onceEach = async (): Promise<void> => {
  await sendNeeds(world, "code;valeur\n37003;3", { edition: "2021", indicator: "a" });
  const fact = { property: "board-size", value: 3, qualifier: "exactly", status: "declared", source };
  const formed: Array<string> = [];
  for (const decision of [{ decision: "validated" }, { decision: "refused", grounds: ["prs"] }]) {
    const id = await world.register({ territory: communes("37003"), facts: [fact] });
    const put = async (path: string, json: object) => accepted(await world.send("PUT", `/v1/cpts/${id}/${path}`, json, { headers: { "if-match": await world.etag(id) } }));
    const post = async (path: string, json: object) => accepted(await world.send("POST", `/v1/cpts/${id}/${path}`, json));
    accepted(await world.send("PATCH", `/v1/cpts/${id}`, { shortName: "Brève" }, { headers: { "if-match": await world.etag(id) } }));
    await post("missions", { missions: [mission], provenance: { status: "declared" } });
    await post("letters-of-intent", { on: "2020" });
    await put("letters-of-intent/1/decision", { decision: "validated", on: "2021", source });
    await post("transitions", { action: "start-project", on: "2022" });
    await post("health-projects", { on: "2026-10-01", diagnosis: "x", missions: [mission] });
    for (const from of ["caisse", "urps"]) await post("health-projects/1/opinions", { from, verdict: "favourable", on: "2026-10-15", source });
    await put("health-projects/1/completeness", { on: "2026-10-20", source });
    await put("health-projects/1/decision", { on: "2026-11-01", source, ...decision });
    formed.push(id);
  }
  const [into, id] = formed;
  const mistaken = await world.register({ territory: { ...communes("37003"), validFrom: "2020-01-01" } });
  accepted(await world.setTerritory(mistaken, { ...communes("41018"), validFrom: "2021-05-01" }));
  await withdrawal(mistaken, "2021-05-01");
  await sendZoning("bassin-de-vie", 1);
  for (const kind of ["report", "map"]) accepted(await world.send("POST", `/v1/cpts/${id}/documents?name=a.txt&kind=${kind}`, undefined, { raw: "Texte", headers: { "content-type": "text/plain" } }));
  const attached = (await world.send("GET", `/v1/cpts/${id}/documents`)).json.items[0].id;
  accepted(await world.send("DELETE", `/v1/cpts/${id}/documents/${attached}`));
  accepted(await world.send("POST", `/v1/cpts/${id}/merger`, { into, on: "2026-11-10", evidence: source }));
  const referent = accepted(await world.send("POST", "/v1/referents", { personId: crypto.randomUUID(), institution: "ars", regions: ["24"] })).json.id;
  accepted(await world.send("POST", `/v1/referents/${referent}/portfolio`, { cptsId: into, validFrom: "2020" }));
};
/** What one of them may do at a time, the others refuse. */
const forming = ({ of }: Choice): readonly [method: string, path: string, body: object] => of<readonly [string, string, object]>(
  ["POST", "letters-of-intent", { on: "2019" }],
  ["POST", "letters-of-intent", { on: "2019" }],
  ["PUT", "letters-of-intent/1/decision", { decision: of("validated", "returned"), on: "2020", source }],
  ["POST", "take-over", { steps: [{ to: "project-filed", on: "2020", source }] }],
  ["POST", "health-projects", { on: "2020", diagnosis: "x", missions: [mission] }],
  ["POST", "health-projects/1/opinions", { from: of("caisse", "urps"), verdict: of("favourable", "unfavourable"), on: of("2020-03", "2020-04"), source }],
  ["PUT", "health-projects/1/completeness", { on: of("2020-05-05", "2026-11-20"), source }],
  ["PUT", "health-projects/1/decision", { on: "2020-06-01", source, ...of<object>({ decision: "validated" }, { decision: "refused", grounds: ["prs"] }) }],
);

const withdrawal = async (id: string, validFrom: string | null): Promise<unknown> => world.send("POST", `/v1/cpts/${id}/territory-withdrawals`, { validFrom, reason: "Erreur" });

const sendZoning = async (kind: string, zone: number): Promise<unknown> =>
  world.service.send("POST", `/v1/zonings?name=z.csv&kind=${kind}&edition=2022&source=Essai&licence=LO`, { token: await world.service.token({ role: "platform-admin" }), raw: `commune;zone\n37003;${zone}\n`, headers: { "content-type": "text/csv" } });

const documenting = async ({ of }: Choice, id: string): Promise<void> => {
  const { items } = (await world.send("GET", `/v1/cpts/${id}/documents`)).json;
  if (items.length > 1) await world.send("DELETE", `/v1/cpts/${id}/documents/${items[0].id}`);
  else await world.send("POST", `/v1/cpts/${id}/documents?name=a.txt&kind=${of("report", "map")}&visibility=${of("public", "board")}`, undefined, { raw: "Texte", headers: { "content-type": "text/plain" } });
};

const write = async ({ below, of }: Choice): Promise<void> => {
  const name = `CPTS ${below(10_000)}`;
  const id = of(ids[0] ?? "", ...ids);
  const fact = { property: "board-size", value: below(30), qualifier: "exactly", status: "declared", source: { document: "Statuts" } };
  const kind = ids.length === 0 ? 0 : below(12);
  if (kind === 0) ids.push((await world.send("POST", "/v1/cpts", { name, ...(below(2) === 0 ? { territory: communes("37003") } : {}), facts: below(2) === 0 ? [fact] : [] })).json.id);
  else if (kind === 1) await world.send("PATCH", `/v1/cpts/${id}`, { name, shortName: of(null, name), initiator: of("ars", "professionals"), seat: { commune: "37003", address: "1 rue" }, contacts: { email: of("a@example.org", "b@example.org") } }, { headers: { "if-match": await world.etag(id) } });
  else if (kind === 2) await world.send("PATCH", `/v1/cpts/${id}`, { externalIds: [{ system: "essai", value: name }], identifiers: { rna: of(null, "W372000001") } }, { headers: { "if-match": await world.etag(id) } });
  else if (kind === 3) await world.setTerritory(id, { territory: randomTerritory({ below, of }), ...of<object>({}, { validFrom: `20${10 + below(40)}-01-01` }) });
  else if (kind === 4 && below(2) === 0) {
    const starts = (await world.rows("select valid_from from territory_version where cpts_id = $1 order by number", [id])) as ReadonlyArray<{ readonly valid_from: string | null }>;
    await withdrawal(id, starts[below(3)]?.valid_from ?? null);
  } else if (kind === 4) await world.send("POST", `/v1/cpts/${id}/facts`, fact);
  else if (kind === 5 && below(4) === 0) await world.send("POST", `/v1/cpts/${id}/merger`, { into: of(id, ...ids), on: "2026", evidence: { document: "Traité" } });
  else if (kind === 5) await world.send("POST", `/v1/cpts/${id}/take-over`, { steps: [{ to: of("active", "suspended"), on: of("2019", "2020-02"), source: { document: "Rapport" } }, { to: "renewed", source: { document: "Rapport" } }] });
  else if (kind === 11 && below(2) === 0) await sendZoning(of("dac", "msp"), below(5));
  else if (kind === 10 && below(2) === 0) await documenting({ below, of }, id);
  else if (kind === 11) await sendNeeds(world, `code;valeur\n37003;${below(5)}`, { edition: of("2022", "2023"), indicator: of("a", "b") });
  else if (kind === 10) await entrusting({ below, of }, id);
  else if (kind >= 6 && kind < 9) {
    const [method, path, body] = forming({ below, of });
    await world.send(method, `/v1/cpts/${id}/${path}`, body, { headers: { "if-match": await world.etag(id) } });
  } else await world.send("POST", `/v1/cpts/${id}/missions`, { missions: [{ label: name, codes: ["PREVENTION"] }], provenance: { status: "declared" } });
};

describe("a snapshot of the registry, then its events", () => {
  test.each([["CPTS", cpts], ["territories", territories], ["facts", facts], ["missions", missions], ["transitions", steps], ["letters of intent", letters], ["health projects", projects], ["referents", referents], ["portfolios", portfolios], ["editions of indicators", needsEditions], ["zonings", zonings], ["documents", documents]] as const)("of %s, gives what all its events give", async (_, follower) => {
    expect(await provesSnapshot({ service: world.service, token: world.writer, write }, follower, { runs: 1 })).toBeGreaterThan(0);
  });

  test("holds the territories that are over and those to come, each until the next begins", async () => {
    const id = await world.register({ territory: { ...communes("37003"), validFrom: "2018" } });
    for (const validFrom of ["2021-06-01", "2090-01-01"]) expect((await world.setTerritory(id, { ...communes("41018", "98901"), validFrom })).status).toBe(200);
    const { text } = await world.service.send("GET", territories.endpoint.path);
    const all = text.trimEnd().split("\n").map((line): ReturnType<JSON["parse"]> => JSON.parse(line));
    expect(all.filter(({ cptsId }) => cptsId === id)).toMatchObject([
      { number: 1, validFrom: "2018", validTo: "2021-06-01", communes: ["37003"] },
      { number: 2, validFrom: "2021-06-01", validTo: "2090-01-01", communes: ["41018", "98901"] },
      { number: 3, validFrom: "2090-01-01", validTo: null },
    ]);
  });

  test("is open to everyone, as its log and its lists are", async () => {
    for (const { path } of [cpts, territories, facts, missions, steps, letters, projects, referents, portfolios, needsEditions, zonings, documents].map(({ endpoint }) => endpoint)) expect((await world.service.send("GET", path)).status).toBe(200);
  });
});
