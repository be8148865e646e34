import { createServer, type AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { tellerOf } from "../language.ts";
import { brokerFindings } from "./broker.ts";

/** What the doctor finds at a server that greets with this line. */
const foundAt = async (greeting: string) => {
  const server = createServer((socket) => void socket.on("error", () => {}).end(greeting));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // An address on TCP is an AddressInfo; Node's type also covers pipes.
  const found = await brokerFindings(tellerOf("en"), `nats://127.0.0.1:${(server.address() as AddressInfo).port}`);
  server.close();
  return found[0];
};
const info = (version: string): string => `INFO {"server_id":"X","version":"${version}","proto":1} \r\n`;

describe("a NATS server", () => {
  it.each(["2.10.23", "2.10.27", "2.11.0", "2.12.1", "2.15.1-beta.1", "3.0.0"])("%s is well", async (version) => {
    expect(await foundAt(info(version))).toMatchObject({ health: "ok", advice: null });
  });

  it.each(["2.9.10", "2.10.22", "2.10.0", "1.99.99"])("%s is for trials only", async (version) => {
    expect(await foundAt(info(version))).toMatchObject({ health: "note", found: expect.stringContaining(`version ${version}`), advice: expect.stringContaining("For trials only") });
  });

  it("is not whatever else answers", async () => {
    expect(await foundAt("HTTP/1.1 400 Bad Request\r\n\r\n")).toMatchObject({ health: "fault", found: expect.stringContaining("not NATS") });
  });
});
