import { until } from "../processes/until.ts";
import { patience, type Player, type Signed } from "./player.ts";

const source = { document: "Courrier de l'ARS" };
const document = { document: "Contrat signé" };
const provenance = { status: "sourced", source: { document: "Procès-verbal" } } as const;
const memberCount = 60;
const professions = ["médecin", "infirmière", "pharmacien", "kiné", "sage-femme"];
const missions = ["ACCES_SOINS", "PARCOURS", "PREVENTION", "CRISE_SANITAIRE"];

const spreadsheetOf = ({ communes, firstYear, number }: Player): Uint8Array<ArrayBuffer> => {
  const rows = Array.from({ length: memberCount }, (_, index) => [`Essai${number}-${index}`, "Camille", professions[index % professions.length], communes[index % communes.length], `${firstYear}-02-01`]);
  return Uint8Array.from(Buffer.from([["Nom", "Prénom", "Profession", "Commune", "Date d'adhésion"], ...rows].map((cells) => cells.join(";")).join("\r\n")));
};

/** From the letter of intent to a project that silence validates: it was long ago, so the clock does it at once. */
const form = async ({ communes, cpts: { registry }, firstYear, number }: Player): Promise<string> => {
  const before = firstYear - 1;
  const { id } = (await registry.registerCpts({ name: `CPTS d'essai ${number}`, legalForm: "association-1901", territory: { territory: { communes }, validFrom: `${before}-01-01` } })).data;
  await registry.submitLetter({ id }, { on: `${before}-01-10`, territory: "Nos communes" });
  await registry.decideLetter({ id, version: "1" }, { decision: "validated", on: `${before}-02-05`, source }, { ifMatch: (await registry.readCpts({ id })).etag });
  await registry.takeStep({ id }, { action: "start-project", on: `${before}-02-12` });
  await registry.submitProject({ id }, { on: `${before}-03-01`, diagnosis: "Peu de médecins traitants.", missions: [{ label: "Prévenir", codes: ["PREVENTION"] }] });
  await until("silence", patience, async () => ((await registry.readCpts({ id })).data.status === "project-tacitly-validated" ? true : undefined));
  await registry.takeStep({ id }, { action: "open-aci-negotiation", on: `${before}-06-01` });
  return id;
};

const sign = async ({ cpts: { contracts, registry }, firstYear }: Player, cptsId: string): Promise<Pick<Signed, "contractId" | "sheetId">> => {
  const parties = ["cpts", "ars", "cpam"].map((capacity) => ({ capacity }));
  const id = (await contracts.draftContract({ cptsId, kind: "aci", termYears: 5, parties, missions: missions.map((code) => ({ code })) })).data.id;
  const sheetId = (await contracts.addActionSheet({ id }, { number: 1, title: "Vacciner", missions: ["PREVENTION"] })).data.id;
  await contracts.signContract({ id }, { signedOn: `${firstYear}-01-01`, signatories: parties });
  await registry.takeStep({ id: cptsId }, { action: "sign-aci", on: `${firstYear}-01-01`, evidence: document });
  for (const code of missions) await contracts.startMission({ id, code }, { on: `${firstYear}-0${code === "PARCOURS" ? 9 : 3}-01`, document });
  const planned = [["PRE-01", 1], ["PRE-02", 200]] as const;
  const indicators = planned.map(([indicator, value]) => ({ indicator, mission: "PREVENTION", weightPpm: 500_000, floor: 0, baseline: null, targets: [{ contractYear: 1, value }] }));
  await contracts.setIndicatorPlan({ id }, { indicators, reason: "Départ" }, { ifMatch: (await contracts.readIndicatorPlan({ id })).etag });
  await contracts.setPayoutRate({ cptsId, unit: "hour", amountCents: 7_500, from: `${firstYear}-01-01`, source: { document: "Règlement intérieur" } });
  return { contractId: id, sheetId };
};

const gather = async (player: Player, cptsId: string): Promise<Pick<Signed, "members" | "boardId">> => {
  const { cpts: { directory }, firstYear } = player;
  const { id: importId } = (await directory.startMemberImport({ cpts: cptsId, name: "membres.csv" }, spreadsheetOf(player))).data;
  await directory.applyMemberImport({ id: importId }, { confirmations: [] });
  const members: Array<string> = [];
  for await (const { professionalId } of directory.listMemberships.all({ cpts: cptsId })) if (professionalId !== null) members.push(professionalId);
  if (members.length !== memberCount) throw new Error(`${members.length} members of ${memberCount} were imported`);
  const on = `${firstYear}-02-10`;
  const { id: boardId } = (await directory.declareBody({ id: cptsId }, { kind: "board", declaredSize: { value: 6 }, validFrom: on, provenance })).data;
  const candidates = members.slice(0, 8).map((professionalId, place) => ({ professionalId, votes: 40 - place, elected: place < 6 }));
  await directory.recordElection({ id: cptsId, body: boardId }, { on, seatsOpen: 6, candidates, termEndsOn: `${firstYear + 3}-02-10`, provenance });
  await directory.declareOffice({ id: cptsId }, { office: "PRESIDENT", holders: members.slice(0, 1).map((professionalId) => ({ professionalId })), validFrom: on, provenance });
  return { members, boardId };
};

/** From the first letter to a board at work under a contract. */
export const found = async (player: Player): Promise<Signed> => {
  const cptsId = await form(player);
  const [contract, people] = [await sign(player, cptsId), await gather(player, cptsId)];
  return { cptsId, ...contract, ...people };
};
