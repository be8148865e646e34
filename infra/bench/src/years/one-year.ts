import { until } from "../processes/until.ts";
import { patience, type Player, type Signed } from "./player.ts";

const source = { document: "Feuille d'émargement" };

/** What the contract counts; other services propose more. */
const agreed = ["PRE-01", "PRE-02"];

const pad = (value: number): string => String(value).padStart(2, "0");

const meet = async ({ cpts: { directory }, random }: Player, { boardId, cptsId, members }: Signed, on: string): Promise<void> => {
  const invited = members.slice(0, 6).map((professionalId) => ({ professionalId }));
  const { id } = (await directory.conveneMeeting({ cptsId, bodyId: boardId, kind: "board", title: "Conseil d'administration", visibility: "cpts", on, time: "20:00", durationMinutes: 90, agenda: [{ title: "Point d'étape" }], invited })).data;
  const etag = async () => ({ ifMatch: (await directory.readConvenedMeeting({ id })).etag });
  await directory.holdMeeting({ id }, await etag());
  await directory.noteAttendance({ id }, { entries: invited.map(({ professionalId }) => ({ professionalId, presence: random.chance(0.8) ? ("present" as const) : ("absent" as const), by: "sheet" as const })) });
  await directory.closeAttendance({ id }, { durationMinutes: 90 }, await etag());
};

const campaign = async ({ communes, cpts: { prevention }, random }: Player, { cptsId, members, sheetId }: Signed, year: number): Promise<void> => {
  const { id } = (await prevention.planAction({ cptsId, mission: "PREVENTION", title: "Vaccination contre la grippe", communes: communes.slice(0, 3), period: { from: `${year}-10-01`, to: `${year}-12-15` }, actionSheetId: sheetId })).data;
  await prevention.publishAction({ id }, {});
  for (let session = 0; session < 4; session += 1) {
    const date = `${year}-${pad(10 + (session % 2))}-${pad(1 + random.below(28))}`;
    const at = (await prevention.planSession({ id }, { place: { commune: communes[session % communes.length] ?? "" }, start: { date, time: "09:00" }, end: { date, time: "12:00" } })).data.id;
    for (const professionalId of members.slice(6 + session * 3, 9 + session * 3)) await prevention.signUp({ id: at }, { professionalId });
    await prevention.recordResults({ id: at }, { byAge: [{ band: "40-64", count: 30 + random.below(40) }, { band: "65-74", count: random.below(60) }], screened: random.below(30), referred: random.below(10) });
  }
};

const pay = async ({ cpts: { contracts }, random }: Player, { cptsId, members }: Signed, year: number): Promise<void> => {
  for (const month of ["03", "06", "09", "12"]) {
    for (const personId of members.slice(6, 10)) await contracts.addPayoutEntry({ cptsId, personId, kind: "remuneration", on: `${year}-${month}-15`, mission: "PREVENTION", amountCents: 10_000 + random.below(50) * 1_000, label: "Vaccination", source });
    await contracts.validatePayouts({ cptsId, month: `${year}-${month}` });
  }
};

const account = async ({ cpts: { contracts, prevention } }: Player, { contractId: id, cptsId }: Signed, year: number, contractYear: number): Promise<void> => {
  await prevention.proposeIndicators({ id: cptsId }, { from: `${year}-01-01`, to: `${year + 1}-01-01` });
  const proposed = async () => (await contracts.listProposals({ id, state: "proposed" })).data.items.filter(({ indicator }) => agreed.includes(indicator));
  await until("proposals", patience, async () => ((await proposed()).length > 0 ? true : undefined));
  for (const { proposalId } of await proposed()) await contracts.decideProposal({ id, proposal: proposalId }, { decision: "accepted", contractYear });
  await contracts.openReview({ id }, { contractYear });
  const at = { id, year: String(contractYear) };
  const etag = async () => ({ ifMatch: (await contracts.readReview(at)).etag });
  await contracts.submitReview(at, {}, await etag());
  const nextTargets = [{ indicator: "PRE-01", value: 1 }, { indicator: "PRE-02", value: 200 + 50 * contractYear }];
  await contracts.closeReview(at, { decidedOn: `${year + 1}-02-15`, document: { document: "Compte rendu" }, rates: [], nextTargets, despiteMissing: "Vu en séance" }, await etag());
  await contracts.readFunding({ id, explain: "true" });
};

const face = async ({ cpts: { prevention }, random }: Player, { cptsId, members }: Signed, contractYear: number): Promise<void> => {
  if (contractYear === 1) {
    const { data, etag } = await prevention.draftCrisisPlan({ cptsId, title: "Plan de crise", roles: [{ id: "lead", title: "Pilote", holders: members.slice(0, 1) }], resources: [] });
    await prevention.publishCrisisPlan({ id: data.id }, {}, { ifMatch: etag });
  }
  if (!random.chance(0.3)) return;
  const { id } = (await prevention.activateCrisis({ cptsId, level: "2", theme: "canicule", reason: "Vigilance rouge" })).data;
  await prevention.addLogEntry({ id }, { text: "Salle climatisée ouverte" });
  await prevention.closeCrisis({ id }, { report: "Alerte levée." }, { ifMatch: (await prevention.readCrisis({ id })).etag });
};

/** One CPTS in three gives up a commune once, and an amendment follows it. Gives the communes that are left. */
const move = async ({ communes, cpts: { contracts, registry }, random }: Player, { contractId: id, cptsId }: Signed, year: number): Promise<ReadonlyArray<string>> => {
  if (communes.length < 2 || !random.chance(1 / 3)) return communes;
  const left = communes.slice(0, -1);
  await registry.changeTerritory({ id: cptsId }, { territory: { communes: left }, validFrom: `${year}-07-01`, reason: "Une commune rejoint la voisine" }, { ifMatch: (await registry.readCpts({ id: cptsId })).etag });
  const { data } = await contracts.readContractSize({ id });
  if (data.proposal === null) return left;
  await contracts.amendContract({ id, number: String(data.proposal.number) }, { signedOn: `${year}-11-15`, effectiveOn: `${year + 1}-01-01`, changes: data.proposal.changes, document: { document: "Avenant" } }, { ifMatch: (await contracts.readContract({ id })).etag });
  return left;
};

/** A year of work: meetings, a campaign, money, indicators, a review, sometimes a crisis and a change of territory. Gives the communes of the next. */
export const playYear = async (player: Player, signed: Signed, contractYear: number): Promise<ReadonlyArray<string>> => {
  const year = player.firstYear + contractYear - 1;
  for (const month of ["03", "06", "09", "12"]) await meet(player, signed, `${year}-${month}-${pad(1 + player.random.below(9))}`);
  await campaign(player, signed, year);
  await pay(player, signed, year);
  await account(player, signed, year, contractYear);
  await face(player, signed, contractYear);
  return contractYear === 2 ? move(player, signed, year) : player.communes;
};
