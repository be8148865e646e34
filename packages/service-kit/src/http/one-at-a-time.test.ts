import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { heldPath, withGate } from "../testing/held-requests.ts";
import { sampleService } from "../testing/sample-service.fixture.ts";
import { serviceProcess } from "../testing/service-process.ts";

const { service } = await sampleService();

const started = serviceProcess(join(import.meta.dirname, "..", "testing", "sample-main.fixture.ts"), { ...service.environment, DATABASE_POOL_SIZE: "10" });
const url = new URL(await started.url);

const pipelining = (): { readonly socket: Socket; readonly heard: () => string } => {
  const socket = connect(Number(url.port), url.hostname);
  let heard = "";
  socket.setEncoding("utf8").on("data", (text: string) => (heard += text));
  onTestFinished(() => void socket.destroy());
  return { socket, heard: () => heard };
};
const get = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: sample\r\n\r\n`;

test("requests written into one connection at once are worked on one after the other, and all answered in order", async () => {
  const { heard, socket } = pipelining();
  await withGate(service.database.adminUrl, async ({ open, waiting }) => {
    socket.write(get(heldPath).repeat(4) + get("/version"));
    await expect.poll(waiting).toBe(1);
    // Another connection is not held up, and once it has been answered the first one's requests have long been read.
    expect((await fetch(new URL("/readyz", url))).status).toBe(200);
    expect(await waiting()).toBe(1);
    await open();
  });
  await expect.poll(heard).toContain('"service":"sample"');
  expect(heard().match(/"passed":true|"service":"sample"/gu)).toEqual([...Array.from({ length: 4 }, () => '"passed":true'), '"service":"sample"']);
});

test("what a client has written before it hung up is not worked on", async () => {
  const { socket } = pipelining();
  const head = async () => (await service.send("GET", "/v1/events?limit=1")).json.head;
  const before = await head();
  const token = await service.token({ role: "ars-officer", regions: ["24"] });
  const body = JSON.stringify({ title: "never" });
  const post = `POST /v1/things HTTP/1.1\r\nHost: sample\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  await withGate(service.database.adminUrl, async ({ open, waiting }) => {
    socket.write(get(heldPath) + post);
    await expect.poll(waiting).toBe(1);
    socket.destroy();
    await open();
  });
  started.child.kill("SIGTERM");
  expect((await started.exited).code).toBe(0);
  expect(await head()).toBe(before);
});
