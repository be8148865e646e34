import { gzipSync } from "node:zlib";
import { testService, type TestService } from "@cpts/service-kit/testing/test-service";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { registry } from "../service.ts";

let service: TestService;
beforeAll(async () => {
  service = await testService(registry, { CONTRACTS_URL: "http://127.0.0.1:1", DIRECTORY_URL: "http://127.0.0.1:1" });
});
afterAll(() => service.stop());

const header = "MOD,DATE_EFF,TYPECOM_AV,COM_AV,TNCC_AV,NCC_AV,NCCENR_AV,LIBELLE_AV,TYPECOM_AP,COM_AP,TNCC_AP,NCC_AP,NCCENR_AP,LIBELLE_AP";
const row = (mod: string, on: string, from: string, nom: string, to: string, name: string, type = "COM") => `${mod},${on},${type},${from},0,,,${nom},COM,${to},0,,,${name}`;
const file = [
  header,
  row("32", "2017-01-01", "28103", "Cloyes-sur-le-Loir", "28103", "Cloyes-les-Trois-Rivières"),
  row("32", "2017-01-01", "28017", "Autheuil", "28103", "Cloyes-les-Trois-Rivières"),
  row("32", "2016-01-01", "41151", "Montrichard", "41151", "Montrichard Val de Cher"),
  row("32", "2016-01-01", "41023", "Bourré", "41151", "Montrichard Val de Cher"),
  row("35", "2020-03-14", "28103", "Cloyes-sur-le-Loir", "28103", "Cloyes-les-Trois-Rivières", "COMD"),
  row("41", "1976-01-01", "20004", "Ajaccio", "2A004", "Ajaccio"),
].join("\n");
const sent = async (raw: string | Uint8Array<ArrayBuffer>) => service.send("POST", "/v1/cog-movements", { token: await service.token({ role: "platform-admin" }), raw, headers: { "content-type": "text/csv" } });
const named = async (code: string, day: string) => {
  const { json } = await service.send("GET", `/v1/communes/${code}?asOf=${day}`);
  return [json.code, json.nom, json.cogNote];
};

describe("INSEE's file of movements", () => {
  test("is refused whole, each wrong row by its number, and by whom it is not for", async () => {
    const { json, status } = await sent(`${file}\n${row("32", "2016-13-01", "41001", "A", "41002", "B")}`);
    expect([status, json.errors.map(({ message }: { message: string }) => message)]).toEqual([422, ['ligne 8 : DATE_EFF "2016-13-01"']]);
    expect((await sent("code;nom")).json.errors[0].code).toBe("missing-column");
    expect((await service.send("POST", "/v1/cog-movements", { token: await service.token({ role: "coordinator" }), raw: file, headers: { "content-type": "text/csv" } })).status).toBe(403);
    expect(await named("41151", "2015-12-31")).toEqual(["41151", "Montrichard Val de Cher", expect.stringContaining("2021")]);
  });

  test("makes dates exact, and the same file again changes nothing", async () => {
    for (const raw of [file, new Uint8Array(gzipSync(file))]) {
      const { json, status } = await sent(raw);
      expect([status, json]).toEqual([201, { rows: 6, otherRows: 1, movements: 3, cog: "2026", laterMovements: 0, notices: [] }]);
      expect(await Promise.all([named("28103", "2016-12-31"), named("28103", "2017-01-01"), named("41023", "2015-12-31"), named("41023", "2016-01-01"), named("2A004", "1970-01-01")])).toEqual([
        ["28103", "Cloyes-sur-le-Loir", null],
        ["28103", "Cloyes-les-Trois-Rivières", null],
        ["41023", "Bourré", null],
        ["41151", "Montrichard Val de Cher", null],
        ["20004", "Ajaccio", null],
      ]);
    }
  });

  test("says which movements are later than the newest edition, and that nothing is proposed of them yet", async () => {
    const token = await service.token({ role: "ars-officer", regions: ["24"] });
    const { json: cpts } = await service.send("POST", "/v1/cpts", { token, json: { name: "CPTS du Val", territory: { territory: { communes: ["37003", "37131"] }, validFrom: "2024-01-01", cog: 2024 } } });
    const { json, status } = await sent([file, row("32", "2026-01-01", "37001", "A", "37002", "B"), row("32", "2026-03-01", "37003", "Amboise", "37003", "Amboise-Lussault"), row("32", "2026-03-01", "37131", "Lussault", "37003", "Amboise-Lussault"), row("10", "2026-02-01", "37027", "Bléré", "37027", "Bléré-sur-Cher")].join("\n"));
    expect([status, json]).toEqual([
      201,
      {
        rows: 10,
        otherRows: 1,
        movements: 6,
        cog: "2026",
        laterMovements: 2,
        notices: [{ code: "later-than-edition", message: { fr: expect.stringMatching(/^Postérieurs à l'édition 2026, la plus récente connue ici : 2 \(à partir du 2026-02-01\)\./u), en: expect.stringMatching(/^Later than the edition of 2026, the newest known here: 2 \(from 2026-02-01 on\)\./u) } }],
      },
    ]);
    expect((await service.send("GET", `/v1/cog-proposals?cpts=${cpts.id}`)).json.items).toEqual([]);
    expect((await service.send("GET", "/v1/communes/37131")).json).toMatchObject({ code: "37131", resolvedFrom: null });
  });
});
