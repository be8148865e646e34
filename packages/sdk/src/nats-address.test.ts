import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { brokerAddress } from "./nats-address.ts";

describe("the address of a broker", () => {
  it.each([
    ["nats://127.0.0.1:4222", { servers: ["127.0.0.1:4222"] }],
    ["127.0.0.1:4222", { servers: ["127.0.0.1:4222"] }],
    ["broker", { servers: ["broker"] }],
    ["nats://[::1]:4222", { servers: ["[::1]:4222"] }],
    ["nats://a:4222, nats://b:4222,c:4222", { servers: ["a:4222", "b:4222", "c:4222"] }],
    ["nats://registry:s%2Ccr%40t@a:4222,nats://b", { servers: ["a:4222", "b"], user: "registry", pass: "s,cr@t", inboxPrefix: "_INBOX_registry" }],
    ["nats://u:p@a,nats://u:p@b", { servers: ["a", "b"], user: "u", pass: "p", inboxPrefix: "_INBOX_u" }],
    ["nats://some.one:p@a", { servers: ["a"], user: "some.one", pass: "p" }],
    ["nats://t0ken@a", { servers: ["a"], token: "t0ken" }],
    ["tls://a", { servers: ["a"], tls: {} }],
  ])("%s is read", (text, address) => {
    expect(brokerAddress(text)).toEqual(address);
  });

  it.each(["", "http://a", "nats://", "nats://a,,nats://b", "nats://u:s3cret@a,nats://u:0ther-s3cret@b", "nats://u:s3cret%@a", "nats://u:s3cret@a:port"])("%s is refused without being shown", (text) => {
    expect(() => brokerAddress(text)).toThrow(TypeError);
    expect(() => brokerAddress(text)).not.toThrow("s3cret");
  });

  it("gives back every user and password that was percent-encoded", () => {
    const text = fc.string({ minLength: 1, unit: "grapheme" });
    fc.assert(
      fc.property(text, text, (user, pass) => {
        expect(brokerAddress(`nats://${encodeURIComponent(user)}:${encodeURIComponent(pass)}@broker:4222`)).toMatchObject({ servers: ["broker:4222"], user, pass });
      }),
    );
  });
});
