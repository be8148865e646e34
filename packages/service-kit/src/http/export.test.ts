import { randomUUID } from "node:crypto";
import { exportTypes } from "@cpts/api/Files";
import { readTable } from "@cpts/documents/spreadsheets/read-table";
import { Effect } from "effect";
import { afterAll, describe, expect, test } from "vitest";
import { filed } from "../testing/filed.fixture.ts";
import { officer } from "../testing/sample.fixture.ts";
import { testService } from "../testing/test-service.ts";

const service = await testService(filed);
afterAll(() => service.stop());
const token = await service.token(officer);
const id = randomUUID();
const ask = (format: string, headers: Readonly<Record<string, string>> = {}) => service.running.app.request(`/v1/things/${id}/export${format}`, { headers });
const bytesOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer());

describe("a table that is taken out", () => {
  test.each([["", "csv"], ["?format=csv", "csv"], ["?format=xlsx", "xlsx"], ["?format=json", "json"]] as const)("with %j comes as %s, to be saved, and not again while it is the same", async (query, format) => {
    const answer = await ask(query);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")?.split(";")[0]).toBe(exportTypes[format]);
    expect(answer.headers.get("content-disposition")).toBe(`attachment; filename="choses d_ete.${format}"; filename*=UTF-8''choses%20d%27%C3%A9t%C3%A9.${format}`);
    const etag = answer.headers.get("etag") ?? "";
    const again = await ask(query, { "if-none-match": etag });
    expect([again.status, await again.text(), etag]).toEqual([304, "", (await ask(query)).headers.get("etag")]);
  });

  test("holds what it is about", async () => {
    expect(await (await ask("?format=json")).json()).toEqual({ things: [{ id, feeCents: 2_050 }, { id: "01004", feeCents: null }], others: [{ id, feeCents: 2_050 }, { id: "01004", feeCents: null }] });
    const book = await Effect.runPromise(readTable(await bytesOf(await ask("?format=xlsx"))));
    expect(book.sheets.map(({ name, rows }) => [name, rows[1], rows[2]])).toEqual([["Choses", [id, "20.5"], ["01004"]], ["Autres", [id, "20.5"], ["01004"]]]);
    expect((await bytesOf(await ask(""))).toString()).toBe(`\u{FEFF}Id;Cotisation\r\n${id};20,50\r\n"=""01004""";\r\n`);
  });

  test("in a form that nobody knows is refused", async () => {
    expect((await ask("?format=pdf")).status).toBe(400);
  });
});

describe("a table that is handed in", () => {
  const send = (text: string, name: string, encoding: BufferEncoding) =>
    service.send("POST", `/v1/things/${id}/tables?name=${name}`, { token, raw: Uint8Array.from(Buffer.from(text, encoding)), headers: { "content-type": "application/octet-stream" } });
  test("is read in either encoding", async () => {
    for (const encoding of ["utf8", "latin1"] as const) expect((await send("Nom;Ville\nZoé;Orléans\n", "a.csv", encoding)).json).toEqual({ rows: [["Nom", "Ville"], ["Zoé", "Orléans"]] });
  });
  test("is refused where it holds a social-security number, is no table, or is a text in an old encoding", async () => {
    expect((await send("Nom;NIR\nZoé;2 55 08 14 168 025 38\n", "a.csv", "latin1")).json.errors[0].code).toBe("free-text.social-security-number");
    expect((await send('Nom\n"Zoé', "a.csv", "utf8")).json.errors[0].code).toBe("table.unclosed-quote");
    expect((await send("Zoé", "a.txt", "latin1")).status).toBe(415);
  });
});
