import { exported, exportQuery, upload } from "@cpts/api/Files";
import { Schema } from "effect";
import { expect, test } from "vitest";
import { makeTransport } from "./transport.ts";

const summary = { fr: "Une table", en: "A table" };
const exportThings = exported({ id: "things.export", path: "/v1/things/export", query: Schema.Struct(exportQuery), permission: "cpts.read", summary });
const addThings = upload({ id: "things.add", path: "/v1/things", permission: "cpts.change", summary });

test("a table comes as its bytes, and its refusal as a problem", async () => {
  let status = 200;
  const bytes = Uint8Array.of(0xff, 0, 0x80);
  const problem = JSON.stringify({ type: "urn:cpts:problem:not-found", title: "x", status: 404 });
  const { send } = makeTransport({ url: "https://cpts.example", fetch: () => (status === 200 ? new Response(bytes, { headers: { etag: '"a"' } }) : new Response(problem, { status })) });
  expect(await send("directory", exportThings, { where: { format: "xlsx" }, body: undefined })).toEqual({ data: bytes, etag: '"a"', position: null, status: 200 });
  status = 404;
  await expect(send("directory", exportThings, { where: {}, body: undefined })).rejects.toMatchObject({ status: 404 });
});

test("a file is sent as it is", async () => {
  const asked: Array<unknown> = [];
  const { send } = makeTransport({
    url: "https://cpts.example",
    fetch: (url, { body, headers }) => {
      asked.push(url, headers["content-type"], body);
      return Response.json({ id: "1" }, { status: 201 });
    },
  });
  const bytes = Uint8Array.of(1, 2);
  await send("directory", addThings, { where: { name: "a.csv" }, body: bytes });
  expect(asked).toEqual(["https://cpts.example/directory/v1/things?name=a.csv", "application/octet-stream", bytes]);
});
