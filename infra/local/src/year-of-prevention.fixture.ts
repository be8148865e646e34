import type { Connection } from "@cpts/sdk";
import { vi } from "vitest";

const communes = ["37003", "37027"];

/** Three members, one who has left, a meeting and a contract with its sheet. */
const foundation = async ({ contracts, directory, registry }: Connection) => {
  const cptsId = (await registry.registerCpts({ name: "CPTS de l'année", territory: { territory: { communes } } })).data.id;
  const register = async (familyName: string): Promise<string> => {
    const { id } = (await directory.registerProfessional({ familyName, givenName: "Camille", profession: "60" })).data;
    await directory.recordMembership({ cptsId, professionalId: id, validFrom: "2024-01" });
    return id;
  };
  const people = [await register("Un"), await register("Deux"), await register("Trois")];
  const left = (await directory.registerProfessional({ familyName: "Quatre", givenName: "Camille", profession: "60" })).data.id;
  const membership = (await directory.recordMembership({ cptsId, professionalId: left, validFrom: "2024-01" })).data.id;
  await directory.endMembership({ id: membership }, { on: "2025-06-30", reason: "moved-away" });
  const meetingId = (await directory.conveneMeeting({ cptsId, kind: "board", title: "Bilan", visibility: "cpts", on: "2027-01-12", time: "20:00", durationMinutes: 90, commune: "37003", agenda: [{ title: "Bilan" }], invited: [] })).data.id;
  const contractId = (await contracts.draftContract({ cptsId, kind: "aci", termYears: 5, attachmentDepartement: "37", parties: [{ capacity: "cpts" }, { capacity: "ars" }, { capacity: "cpam" }], missions: [{ code: "PREVENTION" }] })).data.id;
  const sheetId = (await contracts.addActionSheet({ id: contractId }, { number: 1, title: "Prévention", missions: ["PREVENTION"] })).data.id;
  await contracts.signContract({ id: contractId }, { signedOn: "2025-01-15", signatories: [{ capacity: "cpts" }, { capacity: "ars" }] });
  const indicators = ["PRE-01", "PRE-02"].map((indicator) => ({ indicator, mission: "PREVENTION", weightPpm: 500_000, floor: 0, baseline: null, targets: [{ contractYear: 1, value: indicator === "PRE-01" ? 0.8 : 100 }] }));
  const { etag } = await contracts.readIndicatorPlan({ id: contractId });
  await contracts.setIndicatorPlan({ id: contractId }, { indicators, reason: "Dialogue de gestion" }, { ifMatch: etag });
  return { cptsId, people, left, meetingId, contractId, sheetId };
};

const place = { commune: "37003", address: "Salle des fêtes" };
const from9to12 = (date: string) => ({ place, start: { date, time: "09:00" }, end: { date, time: "12:00" } });

/** A year of an action against influenza: planned from the template of 2025, one session held, one moved then held, one cancelled. */
export const vaccinationYear = async (connection: Connection) => {
  const { prevention } = connection;
  const world = await foundation(connection);
  const { contractId, cptsId, left, people, sheetId } = world;
  const [first = "", second = "", third = ""] = people;
  const id = (await prevention.planAction({ cptsId, template: "grippe-2025", communes, actionSheetId: sheetId })).data.id;
  const { etag } = await prevention.readConduct({ id });
  await prevention.stateConduct({ id }, { theme: "vaccination", populations: ["65-plus"], leadId: first, partners: [], budgetCents: 120_000, spentCents: 87_000, realFrom: "2025-10-18", realTo: "2025-11-15" }, { ifMatch: etag });
  await prevention.publishAction({ id }, {});
  const plan = async (date: string, fields: object = {}): Promise<string> => (await prevention.planSession({ id }, { ...from9to12(date), ...fields })).data.id;
  const [held, moved, cancelled, later] = [await plan("2025-10-18", { capacity: 2, professions: [{ profession: "60", count: 2 }] }), await plan("2025-11-08"), await plan("2025-12-06"), await plan("2026-01-10")];
  for (const professionalId of people) await prevention.signUp({ id: held }, { professionalId });
  await prevention.withdraw({ id: held }, { professionalId: first });
  const { etag: before } = await prevention.readSession({ id: moved });
  await prevention.changeSession({ id: moved }, from9to12("2025-11-15"), { ifMatch: before });
  await prevention.cancelSession({ id: cancelled }, { reason: "Salle inondée" });
  await prevention.recordResults({ id: held }, { byAge: [{ band: "40-64", count: 40 }, { band: "65-74", count: 6 }], screened: 0, referred: 3, attendance: [second, third] });
  await prevention.recordResults({ id: moved }, { byAge: [{ band: "75-plus", count: 12 }], screened: 12, referred: 0 });
  const secret = (await prevention.createCalendarLink({ cptsId, professionalId: second })).data.secret ?? "";
  // What the directory tells last is what the others know last.
  await vi.waitUntil(async () => (await prevention.listPrivateCalendar({ secret })).data.items.some(({ kind }) => kind === "meeting"), { timeout: 30_000 });
  return { ...world, action: (await prevention.readAction({ id })).data, held, moved, cancelled, later, secret, left, contractId };
};
