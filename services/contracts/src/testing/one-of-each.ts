import { contracts } from "@cpts/api/Contracts";
import type { Choice } from "@cpts/service-kit/testing/snapshot-proof";
import { accepted } from "@cpts/service-kit/testing/writing-scene";
import type { Scene } from "./scene.ts";

type Json = Readonly<Record<string, unknown>>;

const document = { document: "Rapport d'activité" };
const planned = { indicator: "PRE-01", mission: "PREVENTION", weightPpm: 1_000_000, floor: 0, baseline: null, targets: [{ contractYear: 1, value: 0.8 }] };

/** Writes on one contract, from the version it has. */
export const writerOf = (world: Scene) => {
  const etag = async (path: string): Promise<string> => (await world.read(path)).headers.get("etag") ?? "";
  const change = async (method: string, read: string, path: string, json: Json) => world.send(method, path, json, { headers: { "if-match": await etag(read) } });
  const review = (id: string, year: number, step: string, json: Json) => change("PUT", `/v1/contracts/${id}/reviews/${year}`, `/v1/contracts/${id}/reviews/${year}/${step}`, json);
  return {
    change,
    amend: (id: string, number: number, json: Json) => change("PUT", `/v1/contracts/${id}`, `/v1/contracts/${id}/amendments/${number}`, { signedOn: "2021-01-01", effectiveOn: "2021-02-01", document, ...json }),
    step: (id: string, action: string, on: string) => world.send("POST", `/v1/contracts/${id}/steps`, { action, on, document }),
    start: (id: string, code: string, stage: "start" | "deployment", on: string) => world.send("POST", `/v1/contracts/${id}/missions/${code}/${stage}`, { on }),
    plan: (id: string, target: number) => change("PUT", `/v1/contracts/${id}/indicators`, `/v1/contracts/${id}/indicators`, { indicators: [{ ...planned, targets: [{ contractYear: 1, value: target }] }], reason: "Dialogue" }),
    observe: (id: string, contractYear: number, numerator: number, more: Json = {}) =>
      world.send("POST", `/v1/contracts/${id}/observations`, { indicator: "PRE-01", contractYear, from: "2020-09-01", to: "2021-09-01", numerator, denominator: 1_000, source: document, ...more }),
    validate: (id: string, observation: string) => world.send("PUT", `/v1/contracts/${id}/observations/${observation}/validation`, {}, { headers: { "if-match": '"v1"' } }),
    open: (id: string, contractYear: number) => world.send("POST", `/v1/contracts/${id}/reviews`, { contractYear }),
    submit: (id: string, year: number) => review(id, year, "submission", {}),
    giveBack: (id: string, year: number) => review(id, year, "return", { note: "Il manque le rapport" }),
    decide: (id: string, year: number) => review(id, year, "decision", { decidedOn: "2021-10-12", document, rates: [], nextTargets: [], despiteMissing: "Vu en séance" }),
  };
};

/** A signed tripartite contract of a CPTS of its own, with its cptsId. */
const signedContract = async (world: Scene): Promise<readonly [id: string, cptsId: string]> => {
  const cptsId = await world.know("CPTS Suivie", { population: 20_000, validFrom: "2017-01-01" });
  const id = await world.draft({ cptsId, kind: "aci", termYears: 5, missions: [{ code: "ACCES_SOINS" }, { code: "PREVENTION" }], attachmentDepartement: "37" });
  accepted(await world.sign(id, { signedOn: "2020-09-01" }));
  return [id, cptsId];
};

/** Lets everything happen once that the service tells of contracts: whoever follows hears each type of event. */
export const liveContracts = async (world: Scene): Promise<string> => {
  const write = writerOf(world);
  const [id, cptsId] = await signedContract(world);
  accepted(await write.start(id, "PREVENTION", "start", "2020-10-01"));
  accepted(await write.start(id, "PREVENTION", "deployment", "2021-10-01"));
  accepted(await write.amend(id, 1, { changes: { sizeClass: "T3" } }));
  await world.territory(cptsId, "2017-01-01", 200_000);
  for (const [action, on] of [["suspend", "2022-01-01"], ["resume", "2022-03-01"], ["renew", "2025-09-01"], ["terminate", "2026-01-01"]] as const) accepted(await write.step(id, action, on));
  accepted(await world.send("POST", `/v1/contracts/${id}/steps/withdrawal`, { action: "terminate", on: "2026-01-01", reason: "Saisie par erreur" }));
  accepted(await world.send("POST", `/v1/contracts/${id}/missions/PREVENTION/deployment/withdrawal`, { reason: "Saisi par erreur" }));
  const history = (termYears: number, more: Json) => ({ contract: { cptsId, kind: "accord-ars", parties: [{ capacity: "cpts" }, { capacity: "ars" }], missions: [{ code: "PREVENTION" }], termYears, actionSheetCount: { value: 3 }, ...(termYears > 3 ? { announced: { on: "2018-09-04" } } : {}), provenance: { status: "sourced", source: document } }, signature: { signedOn: "2018-09", signatories: [] }, ...more });
  accepted(await world.send("POST", "/v1/contracts/take-over", history(9, { steps: [{ action: "suspend", on: "2022", document }], amendments: [{ number: 2, signedOn: "2021", effectiveOn: "2021-03", changes: { sizeClass: "T3" }, document }], missionStarts: [{ code: "PREVENTION", on: "2019" }] })));
  accepted(await world.send("POST", "/v1/contracts/take-over", history(3, {})));
  const draft = await world.draft({ cptsId });
  accepted(await world.send("PATCH", `/v1/contracts/${draft}`, { termYears: 4 }, { headers: { "if-match": '"v1"' } }));
  const sheet = `/v1/contracts/${draft}/action-sheets/${accepted(await world.send("POST", `/v1/contracts/${draft}/action-sheets`, { title: "Fiche" })).json.id}`;
  accepted(await write.change("PATCH", sheet, sheet, { title: "Fiche relue" }));
  accepted(await world.send("POST", "/v1/contract-counts", { region: "24", kind: "aci", total: { value: 3 }, counts: [{ departement: "37", value: 3 }], provenance: { status: "sourced", source: document } }));
  return id;
};

/** Lets everything happen once that the service tells of what is measured, decided and paid; gives the contract. */
export const measuredContract = async (world: Scene, admin: string): Promise<string> => {
  const write = writerOf(world);
  const [id, cptsId] = await signedContract(world);
  accepted(await write.start(id, "PREVENTION", "start", "2020-10-01"));
  accepted(await write.plan(id, 0.8));
  const observed = accepted(await write.observe(id, 1, 600)).json.id;
  const corrected = accepted(await write.observe(id, 1, 650, { corrects: observed, reason: "Oubli" })).json.id;
  accepted(await write.validate(id, corrected));
  const proposal = await world.propose("prevention", { cptsId, indicator: "PRE-01", from: "2021-09-01", to: "2022-09-01", numerator: 300, denominator: 400, value: 0.75, unit: "ratio", rule: "actions-done-of-planned" });
  accepted(await world.send("POST", `/v1/contracts/${id}/indicator-proposals/${proposal}/decision`, { decision: "accepted", contractYear: 2 }));
  accepted(await write.open(id, 1));
  accepted(await write.submit(id, 1));
  accepted(await write.decide(id, 1));
  const question = await asks(world, await opensCampaign(world));
  accepted(await answers(world, id, question ?? ""));
  await publishes(world, admin, "snapshot-first");
  await pays(world, 1_000);
  return id;
};

const daysFrom = (day: string, days: number): string => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

/** Opens a campaign over the contracts of a departement, whose first reminder is due at once. */
export const opensCampaign = async (world: Scene, daysLeft = 5): Promise<string> => {
  const today = new Date().toLocaleDateString("sv-SE", { timeZone: "Europe/Paris" });
  const body = { label: "Revues", year: 2022, kind: "aci", departement: "37", opensOn: daysFrom(today, -30), dueOn: daysFrom(today, daysLeft), remindDaysBefore: [daysLeft, daysLeft - 1] };
  return accepted(await world.send("POST", "/v1/review-campaigns", body)).json.id;
};

/** Asks a question of a campaign, of one contract or of all; gives its id where it may be asked. */
export const asks = async (world: Scene, campaign: string, contractId?: string): Promise<string | undefined> =>
  (await world.send("POST", `/v1/review-campaigns/${campaign}/questions`, { section: "gouvernance", question: "Le conseil s'est-il réuni ?", ...(contractId === undefined ? {} : { contractId }) })).json.id;

/** Answers a question of a campaign. */
export const answers = (world: Scene, contractId: string, question: string) => world.send("POST", `/v1/contracts/${contractId}/review-questions/${question}/answers`, { answer: "Oui" });

/** Publishes a row of the catalogue, and a grid. */
export const publishes = async (world: Scene, token: string, code: string): Promise<void> => {
  const { addGrid, addIndicator } = contracts.endpoints;
  // Examples are the bodies that their contracts take.
  await world.send("POST", "/v1/indicators", { ...(addIndicator.example as Json), code: code.toUpperCase() }, { token });
  await world.send("POST", "/v1/grids", { ...(addGrid.example as Json), id: code, family: code }, { token });
};

/** A month of a CPTS of its own, paid. */
export const pays = async (world: Scene, amountCents: number): Promise<void> => {
  const [cptsId, personId] = [await world.know("CPTS Payante"), await world.professional()];
  for (const kind of ["remuneration", "indemnity"]) await world.send("POST", "/v1/payout-entries", { cptsId, personId, kind, on: "2023-03-10", amountCents, label: "Dépistage", source: document });
  await world.send("POST", "/v1/payout-statements", { cptsId, month: "2023-03" });
};

/** One write of a random history of what is measured, on some contracts; it may well be refused. */
export const measures = (world: Scene, ids: ReadonlyArray<string>, admin: string) => {
  const write = writerOf(world);
  const observations: Array<readonly [contract: string, id: string]> = [];
  const campaigns: Array<string> = [];
  const questions: Array<string> = [];
  return async ({ below, of }: Choice): Promise<void> => {
    const [id, year] = [of(ids[0] ?? "", ...ids), 1 + below(6)];
    const [contract, last] = observations.at(below(observations.length + 1)) ?? [id, undefined];
    const kind = below(11);
    const campaign = campaigns.at(below(campaigns.length + 1));
    if (kind === 8 || (kind === 9 && campaign === undefined)) campaigns.push(await opensCampaign(world, 2 + below(30)));
    else if (kind === 9 && campaign !== undefined) questions.push((await asks(world, campaign, below(2) === 0 ? id : undefined)) ?? "");
    else if (kind === 10) await answers(world, id, questions.at(below(questions.length + 1)) ?? crypto.randomUUID());
    else if (kind === 0) await write.plan(id, 0.5 + below(4) / 10);
    else if (kind === 1) {
      const { json, status } = await write.observe(id, year, below(1_000));
      if (status === 201) observations.push([id, json.id]);
    } else if (kind === 2 && last !== undefined) {
      const { json, status } = await write.observe(contract, year, below(1_000), { corrects: last, reason: "Recompté" });
      if (status === 201) observations.push([contract, json.id]);
    } else if (kind === 3 && last !== undefined) await write.validate(contract, last);
    else if (kind === 4) await write.open(id, year);
    else if (kind === 5) await of(write.submit, write.giveBack, write.decide)(id, year);
    else if (kind === 6) await publishes(world, admin, `snapshot-${below(10_000)}`);
    else await pays(world, 1 + below(100_000));
  };
};
