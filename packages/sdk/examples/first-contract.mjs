// oxlint-disable no-console -- printing is what it does
// A CPTS from its registration to its first published action: four services, one client that waits for its own writes.
import { connect, CptsProblem } from "@cpts/sdk";

const { CPTS_URL: url = "http://127.0.0.1:8080", CPTS_TOKEN: token } = process.env;
const cpts = connect({ url, token });

const { data: community } = await cpts.registry.registerCpts({ name: "CPTS du Lochois", territory: { territory: { communes: ["37132", "37183"] }, validFrom: "2026-01-01" } });
const { data: contract } = await cpts.contracts.draftContract({
  cptsId: community.id,
  kind: "aci",
  parties: [{ capacity: "cpts" }, { capacity: "ars" }, { capacity: "cpam" }],
  missions: [{ code: "ACCES_SOINS" }],
  termYears: 5,
});

const action = { cptsId: community.id, mission: "PREVENTION", title: "Dépistage du diabète de type 2", communes: ["37132"] };
try {
  await cpts.prevention.planAction(action);
} catch (error) {
  if (!(error instanceof CptsProblem)) throw error;
  console.log("Refus :", error.errors[0]?.message);
}

const { etag } = await cpts.contracts.readContract({ id: contract.id });
await cpts.contracts.changeContract({ id: contract.id }, { missions: [{ code: "ACCES_SOINS" }, { code: "PREVENTION" }] }, { ifMatch: etag });
const signatories = [{ capacity: "cpts" }, { capacity: "ars" }, { capacity: "cpam" }];
const { data: signed } = await cpts.contracts.signContract({ id: contract.id }, { signedOn: "2026-09-01", signatories });
console.log("Signé :", signed.sizeClass, "pour", signed.population?.value, "habitants");

const { data: planned } = await cpts.prevention.planAction(action);
await cpts.prevention.publishAction({ id: planned.id }, {});
const { data: known } = await cpts.registry.readCpts({ id: community.id });
console.log("Le registre sait :", known.contracts[0]?.state, known.contracts[0]?.missions.map(({ code }) => code).join(", "));
