import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makePortal } from "./app.ts";

/** Takes every request and answers none: a service that hangs. */
let hanging: Server;
let portal: ReturnType<typeof makePortal>;
const reported: Array<unknown> = [];

beforeAll(async () => {
  hanging = createServer(() => {});
  await new Promise<void>((resolve) => hanging.listen(0, "127.0.0.1", resolve));
  // An address on TCP is an AddressInfo; Node's type also covers pipes.
  const { port } = hanging.address() as AddressInfo;
  const services = [
    { name: "registry", url: "http://127.0.0.1:1" },
    { name: "directory", url: `http://127.0.0.1:${port}` },
  ];
  portal = makePortal({ services, report: (failure) => void reported.push(failure) });
});
afterAll(() => {
  hanging.close();
  hanging.closeAllConnections();
});

const read = async (path: string): Promise<{ readonly status: number; readonly text: string; readonly headers: Headers }> => {
  const answer = await portal.request(path);
  return { status: answer.status, text: await answer.text(), headers: answer.headers };
};

describe("the portal without its services", () => {
  it("tells on its home page which do not answer, one refusing and one hanging, with 503", async () => {
    const { status, text } = await read("/");
    expect(status).toBe(503);
    expect(text).toContain("Le registre ne répond pas");
    expect(text.split("ne répond pas</span>").length - 1).toBe(2);
    expect(text).toContain("0 service prêt sur 2");
  });

  it.each(["/communes?q=amboise", "/communes/37003", "/cpts/0198c0de-0000-7000-8000-000000000001", "/cpts/0198c0de-0000-7000-8000-000000000001/pourquoi/gouvernance/office.PRESIDENT", "/reference/registry", "/reference/directory"])("says so instead of %s, with 503 and when to come back", async (path) => {
    const { status, text, headers } = await read(path);
    expect([status, headers.get("retry-after"), headers.get("cache-control")]).toEqual([503, "5", "no-store"]);
    expect(text).toContain("<h1>Service indisponible</h1>");
  });

  it("still serves what needs no service: the search field, the list of references, its own state", async () => {
    const answers = await Promise.all(["/communes", "/reference", "/livez", "/readyz", "/version"].map(read));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(reported).toEqual([]);
  });
});

describe("every page", () => {
  it("that does not exist says so in French", async () => {
    const answers = await Promise.all(["/nothing", "/reference/nothing", "/cpts/", "/assets/portal-0.css"].map(read));
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    expect(answers[0]?.text).toContain('<html lang="fr">');
    expect(answers[0]?.text).toContain("<h1>Page introuvable</h1>");
  });

  it("lets nothing inline run, and loads nothing from elsewhere", async () => {
    const { text, headers } = await read("/communes");
    expect(headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'self'; script-src 'self';/u);
    expect(text).not.toMatch(/<script(?! src)|<style|style=| on[a-z]+=|https?:\/\//u);
  });

  it("has assets that are named after their content and never asked for twice", async () => {
    const { text } = await read("/communes");
    const assets = [...text.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/gu)].map(([, address = ""]) => address);
    const answers = await Promise.all(assets.map(read));
    expect(answers.map(({ status, headers }) => [status, headers.get("cache-control")])).toEqual(Array.from({ length: 3 }, () => [200, "public, max-age=31536000, immutable"]));
  });

  it("is not sent again to whoever has it", async () => {
    const first = await read("/communes");
    const again = await portal.request("/communes", { headers: { "if-none-match": first.headers.get("etag") ?? "" } });
    expect(again.status).toBe(304);
  });
});
