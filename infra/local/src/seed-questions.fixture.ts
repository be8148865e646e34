import type { Connection } from "@cpts/sdk";
import { SYSTEM } from "./demonstration/demonstration.ts";

/** The questions that the founding documents raise (the queries the software must answer), asked over HTTP. */
export const askEverything = async (connection: Connection) => {
  const { contracts, directory, registry } = connection;
  const idOf = async (key: string): Promise<string> => (await registry.listCpts({ identifier: `${SYSTEM}|${key}` })).data.items[0]?.id ?? "";
  const contractOf = async (key: string): Promise<string> => (await contracts.listContracts({ identifier: `${SYSTEM}|${key}` })).data.items[0]?.id ?? "";
  const bvs = await idOf("berry-vierzon-sologne");
  const asclepios = await idOf("asclepios");
  const berjalliens = await idOf("pays-berjalliens");
  const territory = (await registry.readTerritory({ id: bvs })).data;
  const ofAsclepios = (await registry.readTerritory({ id: asclepios })).data;
  const governance = (await directory.readGovernance({ id: berjalliens })).data;
  const board = (await directory.readGovernance({ id: bvs })).data;
  const counts = (await contracts.listContractCounts({ region: "24", before: await contractOf("sud-28") })).data;
  const next = (await contracts.listSignings({ after: await contractOf("asclepios") })).data;
  const inOrder = (await contracts.listContracts({ region: "24", order: "signature" })).data;
  const covering = async (asOf: string) => {
    const { coveredBy, perhapsCoveredBy } = (await registry.readCommune({ code: "37003", asOf })).data;
    return { certainly: coveredBy.map(({ name }) => name), perhaps: perhapsCoveredBy.map(({ name }) => name) };
  };
  const discrepancies = async (id: string) => (await registry.listDiscrepancies({ id })).data.items.map(({ code, sentence, service, verdict }) => ({ service, code, verdict, fr: sentence.fr, en: sentence.en }));
  const headcount = (await directory.listHeadcounts({ id: asclepios })).data.items[0];
  const missions = (await registry.listMissionMentions({ code: "PREVENTION" })).data.items.map(({ cptsName, label }) => [cptsName, label]);
  const undated = [];
  for await (const { cptsName, fact } of registry.listFacts.all({ undated: "true" })) undated.push([cptsName, fact.property, fact.date ?? null]);
  const urps = (await directory.listOrganizations({ identifier: `${SYSTEM}|urps-ml-centre-val-de-loire` })).data.items[0]?.id ?? "";
  const union = (await directory.readOrganization({ id: urps })).data;
  const [meeting] = (await directory.listMeetings({ commune: "45173" })).data.items;
  return {
    departements: {
      declared: territory.declared.filter(({ fact }) => fact.property === "departements").map(({ fact }) => fact.value),
      computed: territory.computed.departements.map(({ code }) => code),
      confirming: territory.comparisons.filter(({ confirms }) => confirms).length,
    },
    epci: {
      counted: territory.declared.filter(({ fact }) => fact.property === "epci-count").map(({ fact }) => fact.value),
      computed: territory.computed.epci.map(({ code, type }) => [code, type]),
    },
    sizes: {
      asclepios: [ofAsclepios.declaredSizeClasses.map(({ atLeast, atMost }) => [atLeast, atMost]), ofAsclepios.computed.sizeClass, ofAsclepios.computed.population.value],
      bvs: [territory.computed.sizeClass, territory.computed.status],
    },
    contractCounts: counts.items.map(({ counts: lines, sum, sumAgrees, total }) => ({ lines: lines.map(({ declared, departement }) => [departement, declared]), sum, total, sumAgrees })),
    cptsInRegion: (await registry.listCpts()).data.items.length,
    headcount: headcount === undefined ? null : { lines: headcount.lines.map(({ label, unit, value }) => [label, value, unit]), remainders: headcount.remainders.map(({ unit, value }) => [unit, value]) },
    offices: governance.offices.map(({ conflict, office, statements }) => ({
      office,
      conflict,
      statements: statements.map(({ holders }) => holders.map(({ name, practiceMode, profession }) => [name, profession, practiceMode])),
    })),
    boards: board.bodies.map(({ declaredProfessionCount, declaredSize, kind, knownMembers, verification }) => [kind, declaredSize?.value, declaredProfessionCount?.value, knownMembers, verification]),
    nextSigning: next.items.map(({ commune, cptsName, on, place, state, time }) => ({ cptsName, state, on, time, place, commune })).slice(0, 1),
    signatureOrder: inOrder.items.map(({ cptsName, orderedBy, state }) => [cptsName, state, orderedBy]),
    coverageIn2017: await covering("2017-06-01"),
    missions,
    undated,
    referent: { employs: union.employs.map(({ function: held, name }) => [name, held]), mandatedBy: union.mandatedBy.map(({ name }) => name) },
    meeting: meeting === undefined ? null : { heldOn: meeting.heldOn, commune: meeting.commune, communes: meeting.territory?.communes },
    priority: (await registry.readCpts({ id: berjalliens })).data.facts.filter(({ fact }) => fact.property === "yearly-priority").map(({ fact }) => fact.value),
    contractStates: (await registry.readCpts({ id: asclepios })).data.contracts.map(({ inferredSignedOn, kind, population, signedOn, sizeClass, state }) => ({ kind, state, signedOn, inferredSignedOn, population, sizeClass })),
    discrepancies: { bvs: await discrepancies(bvs), berjalliens: await discrepancies(berjalliens), asclepios: await discrepancies(asclepios), sud28: await discrepancies(await idOf("sud-28")) },
  };
};

/** The answers of a platform whose events have all arrived. */
export type Answers = Awaited<ReturnType<typeof askEverything>>;
