import { createHash, randomBytes, randomUUID } from "node:crypto";
import { connect } from "node:net";
import { fileTypes, maxFileBytes } from "@cpts/api/Files";
import { openApiOf } from "@cpts/api/OpenApi";
import { queryRows } from "@cpts/testing/database";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { filed, filedEndpoints } from "../testing/filed.fixture.ts";
import { refusedFiles, sampleFiles } from "../testing/sample-files.ts";
import { officer } from "../testing/sample.fixture.ts";
import { testService, type TestAnswer } from "../testing/test-service.ts";
import { chunkBytes, mostUploads } from "./stage.ts";
import { sweepFiles } from "./sweep.ts";

const service = await testService(filed);
afterAll(() => service.stop());
const token = await service.token(officer);
let thing: string;
beforeEach(() => {
  thing = randomUUID();
});

const rows = (query: string, values: ReadonlyArray<unknown> = []) => queryRows(service.database.adminUrl, query, values);
const stored = async () => (await rows("select (select count(*)::int from file) as files, (select count(*)::int from file_content) as contents, (select count(*)::int from file_body) as bodies, (select count(*)::int from file_chunk) as chunks"))[0];
const send = (raw: Uint8Array<ArrayBuffer>, { headers = {}, name = "note", type = "application/octet-stream", to = thing }: { readonly name?: string; readonly type?: string; readonly to?: string; readonly headers?: Readonly<Record<string, string>> } = {}): Promise<TestAnswer> =>
  service.send("POST", `/v1/things/${to}/files?name=${encodeURIComponent(name)}`, { token, raw, headers: { "content-type": type, ...headers } });
const get = (id: string, headers: Readonly<Record<string, string>> = {}, of = thing) => service.running.app.request(`/v1/things/${of}/files/${id}`, { headers });
const pdfOf = (length: number): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.concat([Buffer.from("%PDF-1.7\n"), randomBytes(length - 9)]));
const pdf = () => pdfOf(100);

describe("a file", () => {
  test.each(Object.entries(sampleFiles))("of type %s comes back as it was sent, by whatever name it is called", async (type, bytes) => {
    const { json, status } = await send(bytes, { type: type.startsWith("text/") ? type : "application/octet-stream" });
    const hash = createHash("sha256").update(bytes).digest("hex");
    expect([status, json]).toEqual([201, { id: json.id, name: `note.${fileTypes[type as keyof typeof fileTypes]}`, type, size: bytes.length, sha256: hash }]);
    const answer = await get(json.id);
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes);
    expect(answer.headers.get("content-type")?.split(";")[0]).toBe(type);
    expect(answer.headers.get("etag")).toBe(`"${hash}"`);
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    expect(answer.headers.get("content-disposition")).toMatch(/^attachment; filename="note\./u);
    expect((await get(json.id, { "if-none-match": `"${hash}"` })).status).toBe(304);
  });

  test.each(Object.entries(refusedFiles))("that is %s is refused, in the reader's language, and nothing of it stays", async (_, bytes) => {
    const before = await stored();
    const french = await send(bytes, { headers: { "accept-language": "fr" } });
    const english = await send(bytes, { headers: { "accept-language": "en" } });
    expect([french.status, english.status]).toEqual([415, 415]);
    expect(french.json.detail).toContain("Sont acceptés");
    expect(english.json.detail).toContain("Accepted");
    expect(await stored()).toEqual(before);
  });

  test.each([
    ["application/pdf", "image/png"],
    ["image/png", "application/pdf"],
    ["text/plain", "text/html"],
    ["text/csv", "application/json"],
  ])("of type %s that calls itself %s is refused", async (type, declared) => {
    expect((await send(sampleFiles[type] ?? pdf(), { type: declared })).status).toBe(415);
  });

  test("that is empty, or compressed on its way, is refused", async () => {
    expect((await send(new Uint8Array())).json.errors[0].code).toBe("empty-file");
    expect((await send(pdf(), { headers: { "content-encoding": "gzip" } })).status).toBe(415);
  });

  test("of text with a social-security number is refused wherever it stands, also across two chunks", async () => {
    const before = await stored();
    for (const offset of [0, 5_000, chunkBytes - 7, chunkBytes - 1]) {
      const text = Uint8Array.from(Buffer.from(`${"x".repeat(offset)} 2 55 08 14 168 025 38 fin`));
      const { json, status } = await send(text, { type: "text/plain" });
      expect([offset, status, json.errors?.[0].code]).toEqual([offset, 422, "free-text.social-security-number"]);
    }
    expect(await stored()).toEqual(before);
  });

  test("of 20 MiB is taken; one byte more is 413, said or not said beforehand, and nothing of it stays", { timeout: 60_000 }, async () => {
    const whole = await send(pdfOf(maxFileBytes));
    expect([whole.status, whole.json.size]).toEqual([201, maxFileBytes]);
    const before = await stored();
    const more = pdfOf(maxFileBytes + 1);
    expect((await send(more, { headers: { "content-length": String(more.length) } })).status).toBe(413);
    expect((await send(more)).status).toBe(413);
    expect(await stored()).toEqual(before);
    await service.send("POST", `/v1/things/${thing}/erasure`, { token });
  });

  test("is read no faster than it is stored, and handed out no faster than it is taken", async () => {
    let pulled = 0;
    const ahead: Array<number> = [];
    const total = 8 * chunkBytes;
    const piece = 256 * 1024;
    const body = new ReadableStream<Uint8Array>(
      {
        pull: async (controller) => {
          const [row] = await rows("select coalesce(sum(length(bytes)), 0)::int as done from file_chunk where body_id in (select id from file_body order by id desc limit 1) and exists (select from file_body b where b.id = body_id and not exists (select from file_content c where c.body_id = b.id))");
          ahead.push(pulled - Number(row?.["done"]));
          const bytes = randomBytes(piece);
          if (pulled === 0) bytes.write("%PDF-1.7\n");
          pulled += piece;
          controller.enqueue(bytes);
          if (pulled === total) controller.close();
        },
      },
      { highWaterMark: 0 },
    );
    const answer = await service.running.app.request(`/v1/things/${thing}/files?name=big`, { method: "POST", headers: { authorization: `Bearer ${token}`, "content-type": "application/pdf" }, body, duplex: "half" } as RequestInit);
    expect(answer.status).toBe(201);
    expect(Math.max(...ahead)).toBeLessThanOrEqual(2 * chunkBytes);
    const reader = (await get((await answer.json() as { id: string }).id)).body?.getReader();
    expect((await reader?.read())?.value?.length).toBe(chunkBytes);
    // Were it read ahead, the rest would still come.
    await service.send("POST", `/v1/things/${thing}/erasure`, { token });
    await expect(reader?.read()).rejects.toThrow("erased");
  });

  test("that stops half-way leaves nothing behind", async () => {
    const url = new URL(await service.listen());
    const before = await stored();
    const socket = connect(Number(url.port), "127.0.0.1");
    socket.on("error", () => {});
    socket.write(`POST /v1/things/${thing}/files?name=a HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\ncontent-type: application/pdf\r\ncontent-length: 5000000\r\n\r\n`);
    socket.write(pdfOf(3 * chunkBytes));
    await expect.poll(async () => Number((await stored())?.["chunks"])).toBeGreaterThan(Number(before?.["chunks"]));
    socket.destroy();
    await expect.poll(stored).toEqual(before);
  });

  test("that a killed replica left unfinished is swept, and no other", async () => {
    const { json } = await send(pdf());
    await rows("insert into file_body (started_at) values (now() - interval '2 hours'), (now())");
    await rows("update file_body set started_at = now() - interval '3 hours' where id in (select body_id from file_content)");
    const before = Number((await stored())?.["bodies"]);
    await service.run(sweepFiles);
    expect((await stored())?.["bodies"]).toBe(before - 1);
    expect((await get(json.id)).status).toBe(200);
    await rows("delete from file_body b where not exists (select from file_content c where c.body_id = b.id)");
  });

  test("is sent by no one who may not, and nothing is read of what they send", async () => {
    const before = await stored();
    const path = `/v1/things/${thing}/files?name=a`;
    const other = await service.token({ ...officer, regions: ["84"] });
    const statuses = await Promise.all([undefined, other].map(async (given) => (await service.send("POST", path, { raw: pdf(), headers: { "content-type": "application/pdf" }, ...(given === undefined ? {} : { token: given }) })).status));
    expect(statuses).toEqual([401, 403]);
    expect(await stored()).toEqual(before);
  });

  test("sent again with the same key is the same file; another one with that key is refused", async () => {
    const bytes = pdf();
    const headers = { "idempotency-key": randomUUID() };
    const [first, second] = [await send(bytes, { headers }), await send(bytes, { headers })];
    expect(second.json).toEqual(first.json);
    expect((await send(pdf(), { headers })).status).toBe(422);
    expect(await rows("select count(*)::int as count from file where owner_id = $1", [thing])).toEqual([{ count: 1 }]);
  });
});

describe("a name", () => {
  test.each([
    ["../../etc/passwd", "passwd.pdf"],
    ["C:\\fakepath\\Compte rendu été.PDF", "Compte rendu été.PDF"],
    ["a\u202Efdp.exe", "afdp.exe.pdf"],
    ["bilan.pdf.exe", "bilan.pdf.exe.pdf"],
    ['a"b;c.pdf', "a-b;c.pdf"],
    [".htaccess", "htaccess.pdf"],
    ["..", "fichier.pdf"],
    ["", "fichier.pdf"],
    ["é".repeat(400), `${"é".repeat(150)}.pdf`],
    ["😀.pdf", "😀.pdf"],
  ])("%j is kept as %j, and the header that says so is plain ASCII", async (given, kept) => {
    const { json, status } = await send(pdf(), { name: given });
    expect([status, json.name]).toEqual([201, kept]);
    const header = (await get(json.id)).headers.get("content-disposition") ?? "";
    expect(header).toMatch(/^attachment; filename="[\w .()-]+"; filename\*=UTF-8''[\w.~!%-]+$/u);
    expect(decodeURIComponent(header.split("UTF-8''")[1] ?? "")).toBe(kept);
  });

  test.each(["a\r\nset-cookie: x=1", "a\0.pdf"])("%j is refused", async (given) => {
    expect((await send(pdf(), { name: given })).status).toBe(400);
  });
});

describe("one content", () => {
  test("is stored once, whoever sends it and how often at once, and goes with the last file that has it", async () => {
    const bytes = pdfOf(3 * chunkBytes);
    const owners = Array.from({ length: 6 }, () => randomUUID());
    const before = await stored();
    const sent = await Promise.all(owners.map((to) => send(bytes, { to })));
    expect(sent.map(({ status }) => status)).toEqual(owners.map(() => 201));
    expect(await stored()).toEqual({ files: Number(before?.["files"]) + 6, contents: Number(before?.["contents"]) + 1, bodies: Number(before?.["bodies"]) + 1, chunks: Number(before?.["chunks"]) + 3 });
    for (const [index, owner] of owners.entries()) {
      const path = `/v1/things/${owner}/files/${sent[index]?.json.id}`;
      expect((await service.running.app.request(path)).status).toBe(200);
      expect((await service.send("DELETE", path, { token })).status).toBe(204);
      expect((await service.running.app.request(path)).status).toBe(404);
    }
    expect(await stored()).toEqual(before);
  });

  test("that is sent while its last file is erased is there afterwards, or was never answered for", async () => {
    const before = await stored();
    for (let round = 0; round < 15; round += 1) {
      const bytes = pdf();
      const [first, second] = [randomUUID(), randomUUID()];
      await send(bytes, { to: first });
      const [, again] = await Promise.all([service.send("POST", `/v1/things/${first}/erasure`, { token }), send(bytes, { to: second })]);
      expect(again.status).toBe(201);
      const answer = await get(again.json.id, {}, second);
      expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes);
      await service.send("POST", `/v1/things/${second}/erasure`, { token });
    }
    expect(await stored()).toEqual(before);
  });
});

test("an erased person's files are gone, and the erasure is remembered and cannot be taken back by the application", async () => {
  const { json } = await send(pdf());
  expect((await service.send("POST", `/v1/things/${thing}/erasure`, { token })).status).toBe(204);
  expect((await get(json.id)).status).toBe(404);
  expect(await rows("select count(*)::int as count from erasure where subject_id = $1", [thing])).toEqual([{ count: 1 }]);
  await expect(queryRows(service.database.url, "delete from erasure")).rejects.toThrow("permission denied");
});

test("the description of the service says that files are sent and answered as they are", () => {
  const { paths } = openApiOf({ name: "sample", endpoints: filedEndpoints });
  const described = JSON.parse(JSON.stringify(paths)) as ReturnType<JSON["parse"]>;
  expect(described["/v1/things/{id}/files"].post.requestBody.content["application/pdf"]).toEqual({ schema: { type: "string", format: "binary" } });
  expect(Object.keys(described["/v1/things/{id}/files"].post.responses)).toEqual(expect.arrayContaining(["201", "413", "415", "422"]));
  expect(Object.keys(described["/v1/things/{id}/files/{file}"].get.responses["200"].content)).toEqual(Object.keys(fileTypes));
});

test("of more uploads than a process takes at a time, those too many are told to come again, and the places come free", async () => {
  const releases: Array<() => void> = [];
  const path = `/v1/things/${thing}/files?name=slow`;
  const slow = () => {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        controller.enqueue(pdf());
        releases.push(() => controller.close());
      },
    });
    return service.running.app.request(path, { method: "POST", body, duplex: "half", headers: { authorization: `Bearer ${token}`, "content-type": "application/pdf" } } as RequestInit);
  };
  const before = (await stored())?.["bodies"];
  const held = Array.from({ length: mostUploads }, slow);
  await expect.poll(async () => Number((await stored())?.["bodies"]) - Number(before)).toBe(mostUploads);
  const refused = await send(pdf(), { type: "application/pdf" });
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "5"]);
  for (const release of releases) release();
  expect((await Promise.all(held)).map(({ status }) => status)).toEqual(held.map(() => 201));
  expect((await send(pdf(), { type: "application/pdf" })).status).toBe(201);
});
