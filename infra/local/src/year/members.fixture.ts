import { xlsxOf } from "@cpts/documents/spreadsheets/write-xlsx";
import { expect, test } from "vitest";
import { learned, type Story } from "./story.fixture.ts";

const titles = ["Nom", "Prénom", "RPPS", "Profession", "Commune", "Date d'adhésion", "Collège"];
/** Eight members, as a secretary keeps them. */
const people = [
  ["Auzanneau", "Claire", "médecin", "Montaigu-Vendée"],
  ["Brochard", "Hugo", "médecin", "Rocheservière"],
  ["Charrier", "Inès", "infirmière", "Montaigu-Vendée"],
  ["Douillard", "Noé", "infirmière", "La Bruffière"],
  ["Fonteneau", "Lina", "pharmacien", "Treize-Septiers"],
  ["Guilbaud", "Adam", "kiné", "Montréverd"],
  ["Herbreteau", "Jade", "kiné", "Montaigu-Vendée"],
  ["Ripaud", "Léo", "sage-femme", "Montaigu-Vendée"],
] as const;
const rows = people.map(([family, given, profession, commune], index) => [family, given, `199900007${String(index).padStart(2, "0")}`, profession, commune, "2024-05-20", "Libéraux"]);
const workbook = () => Uint8Array.from(xlsxOf({ sheets: [{ key: "membres", name: "Membres", columns: titles.map((title, index) => ({ key: String(index), title, type: "text" as const })), rows }] }));

const provenance = { status: "sourced", source: { document: "Procès-verbal de l'assemblée générale du 10 juin 2024" } } as const;

/** Who belongs to the CPTS, and who leads it. */
export const membersSteps = (story: () => Story): void => {
  test("the members come from the spreadsheet of the CPTS, previewed before anything is written", async () => {
    const { coordinator: { directory }, cptsId, platform } = story();
    platform.itIs("2024-05-27");
    const { data: opened } = await directory.startMemberImport({ cpts: cptsId, name: "membres.xlsx" }, workbook());
    expect(opened.columns.map(({ field }) => field)).toEqual(["familyName", "givenName", "rpps", "profession", "commune", "validFrom", "college"]);
    const { counts } = (await directory.previewMemberImport({ id: opened.id })).data;
    expect([counts.newPeople, counts.faulty, counts.toConfirm]).toEqual([8, 0, 0]);
    expect((await directory.listMemberships({ cpts: cptsId })).data.items).toEqual([]);
    await directory.applyMemberImport({ id: opened.id }, { confirmations: [] });
    const { items } = (await directory.listMemberships({ cpts: cptsId })).data;
    const named = new Map(items.map(({ name, professionalId }) => [name, professionalId]));
    story().members = people.map(([family, given]) => ({ id: named.get(`${given} ${family}`) ?? "", name: `${given} ${family}` }));
    expect([items.length, story().members.filter(({ id }) => id === "")]).toEqual([8, []]);
  });

  test("the assembly elects a board of four professions, and its president", async () => {
    const { coordinator: { directory }, cptsId: id, members, platform } = story();
    platform.itIs("2024-06-11");
    const { data: board } = await directory.declareBody({ id }, { kind: "board", declaredSize: { value: 4 }, validFrom: "2024-06-10", provenance });
    story().boardId = board.id;
    const candidates = [0, 2, 4, 5, 6].map((index, place) => ({ professionalId: members[index]?.id ?? "", votes: 8 - place, elected: place < 4 }));
    await directory.recordElection({ id, body: board.id }, { on: "2024-06-10", seatsOpen: 4, candidates, termEndsOn: "2027-06-10", provenance });
    await directory.declareOffice({ id }, { office: "PRESIDENT", holders: [{ professionalId: members[0]?.id ?? "" }], validFrom: "2024-06-10", provenance });
    const { data: seated } = await directory.readBody({ id, body: board.id });
    expect(seated.seats.map(({ profession }) => profession).toSorted()).toEqual(["10", "21", "60", "70"]);
    const { offices } = (await directory.readGovernance({ id })).data;
    expect(offices.map(({ office, statements }) => [office, statements.flatMap(({ holders }) => holders.map(({ name }) => name))])).toEqual([["PRESIDENT", [members[0]?.name]]]);
  });

  test("a board meeting is convened, its attendance closed, and its decision kept; who was there is paid for it later", async () => {
    const { boardId, coordinator: { contracts, directory }, cptsId, members, platform } = story();
    platform.itIs("2024-09-02");
    const invited = [0, 2, 4, 5].map((index) => ({ professionalId: members[index]?.id ?? "" }));
    const { data: meeting } = await directory.conveneMeeting({ cptsId, bodyId: boardId, kind: "board", title: "Conseil d'administration de rentrée", visibility: "cpts", on: "2024-09-12", time: "20:00", durationMinutes: 90, place: "Maison de santé", commune: "85146", agenda: [{ title: "Campagne de vaccination" }], invited });
    platform.itIs("2024-09-13");
    await directory.holdMeeting({ id: meeting.id }, { ifMatch: (await directory.readConvenedMeeting({ id: meeting.id })).etag });
    await directory.noteAttendance({ id: meeting.id }, { entries: invited.map(({ professionalId }, index) => ({ professionalId, presence: index < 3 ? ("present" as const) : ("absent" as const), by: "sheet" as const })) });
    const { etag } = await directory.readConvenedMeeting({ id: meeting.id });
    await directory.closeAttendance({ id: meeting.id }, { durationMinutes: 90 }, { ifMatch: etag });
    await directory.recordDecision({ id: meeting.id }, { title: "Campagne de vaccination", outcome: "adopted", majority: "simple", votes: { for: 3, against: 0, abstain: 0 } });
    const { data: came } = await directory.readAttendance({ id: meeting.id });
    expect(came.closed?.attendees.map(({ presence }) => presence).toSorted()).toEqual(["absent", "present", "present", "present"]);
    await contracts.setPayoutRate({ cptsId, unit: "hour", amountCents: 7_500, from: "2024-06-10", source: { document: "Règlement intérieur", locator: "art. 12" } });
    await learned(async () => (await contracts.readPayoutStatement({ month: "2024-09", cpts: cptsId })).data.lines.length).toBe(3);
  });
};
