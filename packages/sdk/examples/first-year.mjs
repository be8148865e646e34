// oxlint-disable no-console -- printing is what it does
// A CPTS from its spreadsheet of members to the first figures of its year: what its coordinator enters once.
import { readFileSync } from "node:fs";
import { connect } from "@cpts/sdk";

const { CPTS_URL: url = "http://127.0.0.1:8080", CPTS_TOKEN: token, CPTS_YEAR: year = "2025" } = process.env;
const { contracts, directory, prevention, registry } = connect({ url, token });
const [file = "membres.csv", name = "CPTS du Lochois"] = process.argv.slice(2);
const document = { document: "Contrat signé" };

// Any CPTS of that name that is there already goes on; else it is registered.
const { items } = (await registry.listCpts({ q: name })).data;
const cptsId = items[0]?.id ?? (await registry.registerCpts({ name, territory: { territory: { communes: ["37132", "37183"] }, validFrom: `${year}-01-01` } })).data.id;

const { data: opened } = await directory.startMemberImport({ cpts: cptsId, name: "membres.csv" }, new Uint8Array(readFileSync(file)));
const { counts } = (await directory.previewMemberImport({ id: opened.id })).data;
console.log(`Tableur : ${counts.newPeople} personnes, ${counts.faulty} lignes à corriger`);
await directory.applyMemberImport({ id: opened.id }, { confirmations: [] });

const parties = [{ capacity: "cpts" }, { capacity: "ars" }, { capacity: "cpam" }];
const { data: contract } = await contracts.draftContract({ cptsId, kind: "aci", termYears: 5, parties, missions: [{ code: "PREVENTION" }] });
await contracts.signContract({ id: contract.id }, { signedOn: `${year}-01-15`, signatories: parties });
await contracts.startMission({ id: contract.id, code: "PREVENTION" }, { on: `${year}-03-01`, document });

const { data: action } = await prevention.planAction({ cptsId, mission: "PREVENTION", title: "Vaccination contre la grippe", communes: ["37132"] });
await prevention.publishAction({ id: action.id }, {});
const day = `${year}-10-18`;
const { data: session } = await prevention.planSession({ id: action.id }, { place: { commune: "37132" }, start: { date: day, time: "09:00" }, end: { date: day, time: "12:00" } });
await prevention.recordResults({ id: session.id }, { byAge: [{ band: "65-74", count: 44 }], screened: 0, referred: 0 });

const { data: evaluation } = await prevention.readEvaluation({ id: cptsId, from: `${year}-01-01`, to: `${Number(year) + 1}-01-01` });
console.log(`Prévention : ${evaluation.people.reached} personnes touchées`);
const { lines } = (await contracts.readFunding({ id: contract.id })).data;
const [first] = lines.filter(({ component }) => component === "functioning");
console.log(`Fonctionnement : ${(first?.amountCents ?? 0) / 100} €, le ${first?.on} (${first?.cells[0]?.source?.document})`);
console.log(cptsId);
