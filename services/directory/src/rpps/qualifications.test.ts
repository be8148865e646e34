import { peopleEndpoints } from "@cpts/api/PeopleEndpoints";
import { asDescribed } from "@cpts/service-kit/testing/described-answer";
import { qualificationExtract, type ExtractOptions } from "@cpts/testing/rpps-extract/extract";
import { fakeRpps } from "@cpts/testing/rpps-extract/fake-number";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { extractOf, operatorOf, type Operator } from "../testing/extracts.ts";
import { scene, type Scene } from "../testing/scene.ts";
import { zipOf } from "../testing/zip.ts";

const people = 80;
const extract = (options: Partial<ExtractOptions> = {}) => Buffer.concat([...qualificationExtract({ people, ...options })]);
const file = extract();
const text = file.toString();
const [header = "", ...rows] = text.trimEnd().split("\n");
const authorized = Array.from({ length: people }, (_, n) => fakeRpps(n)).find((rpps) => rpps.at(-2) === "7") ?? "";

let world: Scene;
let operator: Operator;
beforeAll(async () => {
  world = await scene();
  operator = await operatorOf(world);
  await operator.send(extractOf({ people }));
});
afterAll(() => world.service.stop());

const kept = () => world.rows("select * from rpps_qualification order by id");
const readOf = async (rpps: string) => {
  const { json } = await world.get(`/v1/professionals?identifier=${rpps}`);
  return world.get(`/v1/professionals/${json.items[0].id}`);
};

test("the file of diplomas and authorisations is recognised, and says what each person has; the same again changes nothing", async () => {
  const before = (await readOf(authorized)).headers.get("etag");
  const { json } = await operator.send(file);
  expect(json).toMatchObject({ kind: "qualifications", status: "completed", counts: { people, added: 0, changed: people, removed: 0, rejected: 0 } });
  const { headers, json: shown } = await readOf(authorized);
  expect(headers.get("etag")).not.toBe(before);
  expect(shown.register.qualifications).toEqual({
    diplomas: [{ type: { code: "DE", label: "Diplôme d'Etat français" }, of: { code: expect.stringMatching(/^DE9\d\d$/u), label: expect.stringContaining("Diplôme d'essai : ") } }],
    authorizations: [{ type: { code: "AE9", label: "Autorisation d'essai" }, of: null }],
  });
  expect(() => asDescribed(peopleEndpoints.readProfessional, shown)).not.toThrow();
  expect((await operator.send(file)).json.status).toBe("unchanged");
  expect(await world.rows("select count(*)::int as staged from rpps_qualification_stage")).toEqual([{ staged: 0 }]);
});

test("who is not in the next file has none that is known; a label that changes is told by its new words", async () => {
  const next = Buffer.from(extract({ people: 60 }).toString().replaceAll("Autorisation d'essai", "Autorisation nouvelle"));
  expect((await operator.send(next)).json).toMatchObject({ counts: { people: 60, changed: 20 } });
  expect((await readOf(fakeRpps(70))).json.register.qualifications).toBeUndefined();
  expect((await readOf(authorized)).json.register.qualifications.authorizations[0].type.label).toBe("Autorisation nouvelle");
  await operator.send(file);
});

test("who leaves the register leaves nothing of it behind, and what comes back is told anew", async () => {
  await operator.send(extractOf({ people: 79 }));
  expect(await kept()).toHaveLength(79);
  await operator.send(extractOf({ people }));
  await operator.send(Buffer.concat([file, Buffer.from("\n")]));
  expect(await kept()).toHaveLength(80);
});

describe("a file that drifts is read as it was meant", () => {
  test.each<[string, () => Uint8Array, string?]>([
    ["in Windows-1252", () => Buffer.from(text, "latin1")],
    ["with the line ends of Windows", () => Buffer.from(text.replaceAll("\n", "\r\n"))],
    ["with capitals in its labels", () => Buffer.from([header.toUpperCase(), ...rows, ""].join("\n"))],
    ["in a ZIP beside the others, as it is said", () => zipOf([["PS_LibreAcces_SavoirFaire.txt", Buffer.from("x|")], ["PS_LibreAcces_Dipl_AutExerc_202611010820.txt", file]]), "?kind=qualifications"],
  ])("%s", async (_, bytes, query) => {
    const before = await kept();
    expect((await operator.send(bytes(), query)).json).toMatchObject({ kind: "qualifications", status: "completed", counts: { people, rejected: 0 } });
    expect(await kept()).toEqual(before);
  });
});

describe("a damaged one", () => {
  test("tells its rows that cannot be read, and takes the others", async () => {
    const [who = ""] = rows;
    const bad = [who.slice(0, 20), who.replace(/\|1999\d{7}\|/u, "|29990000000|"), `${who.split("|").slice(0, 5).join("|")}|||||||||`];
    const { json } = await operator.send(Buffer.from([header, ...rows, ...bad, ""].join("\n")));
    expect([json.status, json.rejects.map(({ reason }: { reason: string }) => reason)]).toEqual(["completed", ["column-count", "rpps-format", "no-qualification"]]);
  });

  test.each<[string, () => Uint8Array, ReadonlyArray<unknown>]>([
    ["without the column of diplomas", () => Buffer.from(text.replace("Code diplôme obtenu", "Colonne inconnue")), [422, "missing-columns"]],
    ["separated by semicolons", () => Buffer.from(text.replaceAll("|", ";")), [422, "wrong-separator"]],
    ["mostly cut", () => Buffer.from([header, ...rows.map((row) => row.slice(0, 30))].join("\n")), [422, "too-many-rejects"]],
  ])("%s is refused, and the directory stays as it was", async (_, bytes, expected) => {
    const [before, head] = [await kept(), await world.head()];
    expect(await operator.refusal(bytes(), "?kind=qualifications")).toEqual(expected);
    expect([await kept(), await world.head()]).toEqual([before, head]);
  });
});
