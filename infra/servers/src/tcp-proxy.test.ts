import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { startTcpProxy, type TcpProxy } from "./tcp-proxy.ts";

const echo = createServer((socket) => socket.on("error", () => {}).pipe(socket));
let proxy: TcpProxy;
const clients: Array<Socket> = [];

beforeAll(async () => {
  echo.listen(0, "127.0.0.1");
  await once(echo, "listening");
});
afterAll(() => void echo.close());
beforeEach(async () => {
  // An address on TCP is an AddressInfo; Node's type also covers pipes.
  proxy = await startTcpProxy({ port: (echo.address() as AddressInfo).port });
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  await proxy.close();
});

const client = async (): Promise<Socket> => {
  const socket = connect({ port: proxy.port, host: "127.0.0.1" });
  socket.on("error", () => {});
  clients.push(socket);
  await once(socket, "connect");
  return socket;
};

const answerTo = async (socket: Socket, word: string): Promise<string> => {
  const answer = once(socket, "data");
  socket.write(word);
  return String((await answer)[0]);
};

const closes = (socket: Socket): Promise<void> => new Promise((resolve) => socket.once("close", () => resolve()));

const silence = (ms: number): Promise<"silence"> => new Promise((resolve) => setTimeout(() => resolve("silence"), ms));

it("passes data both ways, whole and in order", async () => {
  const socket = await client();
  const sent = Buffer.alloc(3_000_000, "commune ");
  const received: Array<Buffer> = [];
  socket.on("data", (piece: Buffer) => received.push(piece));
  socket.end(sent);
  await once(socket, "end");
  expect(Buffer.concat(received).equals(sent)).toBe(true);
});

it("delays every answer by the latency of both directions", async () => {
  const socket = await client();
  proxy.latency(60);
  const start = performance.now();
  await answerTo(socket, "hello");
  expect(performance.now() - start).toBeGreaterThanOrEqual(118);
});

it("does not slow a flow of many pieces down to one per delay", async () => {
  const socket = await client();
  proxy.latency(30);
  const start = performance.now();
  let received = 0;
  const all = new Promise<void>((resolve) => socket.on("data", (piece: Buffer) => (received += piece.length) >= 300 && resolve()));
  for (let piece = 0; piece < 300; piece += 1) {
    socket.write("x");
    await new Promise((resolve) => setImmediate(resolve));
  }
  await all;
  // One delay for each would take nine seconds.
  expect(performance.now() - start).toBeLessThan(6_000);
});

it("resets the connections it cuts, and accepts new ones", async () => {
  const socket = await client();
  await answerTo(socket, "hello");
  const closed = closes(socket);
  proxy.cut();
  await closed;
  expect(proxy.connections()).toBe(0);
  expect(await answerTo(await client(), "again")).toBe("again");
});

it("resets new connections while it refuses, until restored", async () => {
  proxy.refuse();
  const refused = connect({ port: proxy.port, host: "127.0.0.1" }).on("error", () => {});
  await closes(refused);
  expect(refused.errored).toMatchObject({ code: "ECONNRESET" });
  proxy.restore();
  expect(await answerTo(await client(), "again")).toBe("again");
});

it("swallows data without closing anything, and delivers it when restored", async () => {
  const socket = await client();
  await answerTo(socket, "hello");
  proxy.blackHole();
  const answer = answerTo(socket, "anyone?");
  const newcomer = await client();
  const greeting = answerTo(newcomer, "newcomer");
  expect(await Promise.race([answer, greeting, silence(150)])).toBe("silence");
  expect([socket.readyState, newcomer.readyState]).toEqual(["open", "open"]);
  proxy.restore();
  expect(await Promise.all([answer, greeting])).toEqual(["anyone?", "newcomer"]);
});

it("hides the end of one side from the other while nothing passes", async () => {
  const socket = await client();
  await answerTo(socket, "hello");
  proxy.blackHole();
  const other = once(socket, "end").then(() => "end" as const);
  socket.end();
  expect(await Promise.race([other, silence(150)])).toBe("silence");
  proxy.restore();
  expect(await other).toBe("end");
});

it("strands the connections there are, for good, and accepts new ones", async () => {
  const socket = await client();
  await answerTo(socket, "hello");
  let heard = "";
  socket.on("data", (piece: Buffer) => (heard += String(piece)));
  proxy.strand();
  socket.write("lost");
  expect(await answerTo(await client(), "again")).toBe("again");
  proxy.restore();
  expect(await answerTo(await client(), "once more")).toBe("once more");
  expect([heard, socket.readyState]).toEqual(["", "open"]);
});
