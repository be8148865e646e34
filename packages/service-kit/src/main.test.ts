import { request } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { heldPath, withGate } from "./testing/held-requests.ts";
import { sampleService } from "./testing/sample-service.fixture.ts";
import { serviceProcess, type ServiceProcess } from "./testing/service-process.ts";

const file = join(import.meta.dirname, "testing", "sample-main.fixture.ts");
const { service, token } = await sampleService();

const run = (environment: Readonly<Record<string, string>>, ...args: ReadonlyArray<string>): ServiceProcess => {
  const started = serviceProcess(file, environment, args);
  onTestFinished(() => void started.child.kill("SIGKILL"));
  return started;
};
const ended = async (started: ServiceProcess): Promise<{ readonly code: number | null; readonly output: string }> => {
  const { code } = await started.exited;
  return { code, output: started.output() };
};

describe("a service on the command line", () => {
  test("with a wrong configuration says so in one line and exits with 78, keeping its secrets", async () => {
    const { code, output } = await ended(run({ DATABASE_URL: "mysql://app:s3cret@h/x", PORT: "many", LOG_LEVEL: "loud" }));
    expect(code).toBe(78);
    expect(output.trim().split("\n")).toHaveLength(1);
    expect(output).toMatch(/^sample: DATABASE_URL: .*PORT: "many".*LOG_LEVEL: "loud"/u);
    expect(output).not.toContain("s3cret");
  });

  test("explains itself without any configuration, its commands one a line", async () => {
    const { code, output } = await ended(run({}, "--help"));
    expect(code).toBe(0);
    for (const words of ["DATABASE_URL or DATABASE_URL_FILE", "SHUTDOWN_SECONDS", "78 wrong configuration"]) expect(output).toContain(words);
    const lines = output.slice(output.indexOf("Commands:"), output.indexOf("Options:")).trim().split("\n").slice(1);
    expect(lines.map((line) => line.trim().split(/ {2,}/u)[0])).toEqual(["serve", "migrate", "streams", "projections rebuild", "projections verify", "renew-log [--force]", "erasures export", "erasures replay <file>"]);
  });

  test("prints its configuration without its secrets", async () => {
    const { code, output } = await ended(run(service.environment, "--print-config"));
    expect(code).toBe(0);
    expect(JSON.parse(output)).toMatchObject({ DATABASE_URL: "(secret)", DATABASE_DIRECT_URL: "(secret)", DATABASE_POOL_SIZE: 5 });
  });

  test.each(["dance", "projections", "projections constructor", "renew-log --forced", "erasures replay", "serve --port"])("asked to %s says what it knows and exits with 64", async (words) => {
    const { code, output } = await ended(run({}, ...words.split(" ")));
    expect([code, output.startsWith("Commands:")]).toEqual([64, true]);
  });

  test("that cannot find its database says so and exits with 1", async () => {
    const { code, output } = await ended(run({ DATABASE_URL: "postgres://app:s3cret@database.invalid/x" }));
    expect(code).toBe(1);
    expect(output).toMatch(/the service cannot run.*(ENOTFOUND|EAI_AGAIN) database\.invalid/u);
    expect(output).not.toContain("s3cret");
  });

  test("whose port is taken says so and exits with 1", async () => {
    const { port } = new URL(await service.listen());
    const { code, output } = await ended(run({ ...service.environment, PORT: port }));
    expect(code).toBe(1);
    expect(output).toContain("EADDRINUSE");
  });
});

describe("a service that is asked to stop", () => {
  test("finishes the requests in flight, releases those who wait for events, and exits with 0", async () => {
    const started = run({ ...service.environment, DATABASE_POOL_SIZE: "10" });
    const url = await started.url;
    const get = (path: string) => fetch(`${url}${path}`).then(async (response) => ({ status: response.status, body: await response.text() }));
    await get("/readyz");
    const patient = get("/v1/events?after=0&wait=25");
    await withGate(service.database.adminUrl, async ({ open, waiting }) => {
      const held = Array.from({ length: 5 }, () => get(heldPath));
      await expect.poll(waiting).toBe(5);
      // Three kept-alive connections that nobody uses any more must not hold it up.
      await Promise.all([get("/livez"), get("/livez"), get("/livez")]);
      started.child.kill("SIGTERM");
      await expect.poll(started.output).toContain('"message":"stopping"');
      await open();
      expect(await Promise.all(held)).toEqual(held.map(() => ({ status: 200, body: '{"passed":true}' })));
    });
    expect((await patient).status).toBe(200);
    expect(await started.exited).toEqual({ code: 0, signal: null });
  });

  test("gives up after the configured time, and exits with 1", async () => {
    const started = run({ ...service.environment, SHUTDOWN_SECONDS: "1" });
    const url = await started.url;
    await withGate(service.database.adminUrl, async ({ waiting }) => {
      const held = fetch(`${url}${heldPath}`).catch(() => "cut");
      await expect.poll(waiting).toBe(1);
      started.child.kill("SIGTERM");
      expect((await started.exited).code).toBe(1);
      expect(await held).toBe("cut");
    });
    expect(started.output()).toContain("stopping took too long");
  });
});

describe("through a real port", () => {
  let url: string;
  beforeAll(async () => {
    url = await service.listen();
  });

  /** Sends a body in chunks, without saying how long it will be; gives the status. */
  const chunked = (bytes: number): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const sent = request(`${url}/v1/things`, { method: "POST", headers: { authorization: `Bearer ${token}`, "content-type": "application/json" } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      // The service may hang up on what it does not want to read.
      sent.on("error", (error) => (("code" in error && ["EPIPE", "ECONNRESET"].includes(String(error.code))) ? undefined : reject(error)));
      for (let left = bytes; left > 0; left -= 10_000) sent.write("x".repeat(Math.min(left, 10_000)));
      sent.end();
    });

  test("a body of 300 kB in chunks without a length is 413", async () => {
    expect(await chunked(300_000)).toBe(413);
  });

  test("a body of 20 MB is refused without being read, and the service goes on", async () => {
    expect(await chunked(20_000_000)).toBe(413);
    expect((await fetch(`${url}/livez`)).status).toBe(200);
  });

  test("headers of 64 kB are refused, and the service goes on", async () => {
    const { status } = await fetch(`${url}/livez`, { headers: { filler: "x".repeat(65_536) } });
    expect(status).toBe(431);
    expect((await fetch(`${url}/livez`)).status).toBe(200);
  });

  test.each(["GET /v1/called/%zz HTTP/1.1\r\nhost: x\r\n\r\n", "GET /v1/called/%00 HTTP/1.1\r\nhost: x\r\n\r\n", "GET //[ HTTP/1.1\r\nhost: x\r\n\r\n", "GET /livez HTTP/1.1\r\nhost: [\r\n\r\n", "nonsense\r\n\r\n"])(
    "%j is answered by 4xx or the connection's end",
    async (text) => {
      const answer = await new Promise<string>((resolve) => {
        const socket = connect(Number(new URL(url).port), "127.0.0.1", () => socket.end(text));
        let received = "";
        socket.setEncoding("utf8").on("data", (data: string) => (received += data)).on("close", () => resolve(received)).on("error", () => resolve(received));
      });
      expect(answer).toMatch(/^(HTTP\/1\.1 [234]\d\d|$)/u);
    },
  );

  test("a caller who hangs up is no error of ours", async () => {
    await withGate(service.database.adminUrl, async ({ open, waiting }) => {
      const stop = new AbortController();
      const held = fetch(`${url}${heldPath}`, { signal: stop.signal }).catch(() => "gone");
      await expect.poll(waiting).toBe(1);
      stop.abort();
      expect(await held).toBe("gone");
      await open();
      await expect.poll(waiting).toBe(0);
    });
    await fetch(`${url}/livez`);
    expect(service.log.filter(({ level }) => level === "error")).toEqual([]);
  });
});
