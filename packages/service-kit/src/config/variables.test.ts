import { expect, test } from "vitest";
import { followedUrl, ports } from "./followed-url.ts";
import { serviceVariables } from "./service-variables.ts";
import { helpText, printable, readVariables } from "./variables.ts";

const variables = serviceVariables({ port: 8081 });
const url = "postgres://app:s3cret@127.0.0.1/sample";
const read = (environment: Readonly<Record<string, string>>, files: Readonly<Record<string, string>> = {}) =>
  readVariables(variables, environment, (path) => {
    const text = files[path];
    if (text === undefined) throw new Error(`no ${path}`);
    return text;
  });

test("what is not given has its default or is absent", () => {
  expect(read({ DATABASE_URL: url }).config).toEqual({
    DATABASE_URL: url,
    DATABASE_DIRECT_URL: null,
    DATABASE_POOL_SIZE: 10,
    NATS_URL: null,
    NATS_STREAM_REPLICAS: 1,
    FOLLOW_TOKEN_PATH: null,
    HOST: "127.0.0.1",
    PORT: 8081,
    ISSUERS: null,
    LOG_LEVEL: "info",
    SHUTDOWN_SECONDS: 20,
  });
});

test.each([
  ["DATABASE_URL", "mysql://x"],
  ["DATABASE_URL", "not a url"],
  ["DATABASE_DIRECT_URL", "http://x"],
  ["DATABASE_POOL_SIZE", "0"],
  ["DATABASE_POOL_SIZE", "101"],
  ["DATABASE_POOL_SIZE", "many"],
  ["DATABASE_POOL_SIZE", "1.5"],
  ["NATS_URL", "127.0.0.1:4222"],
  ["NATS_URL", "nats://a:4222,b:4222"],
  ["NATS_URL", "nats://a:4222,http://b:4222"],
  ["NATS_URL", "nats://registry:secret@a:4222,nats://directory:secret@b:4222"],
  ["NATS_STREAM_REPLICAS", "0"],
  ["PORT", "65536"],
  ["PORT", "-1"],
  ["PORT", "NaN"],
  ["ISSUERS", "https://id.example.org"],
  ["ISSUERS", "[{}]"],
  ["ISSUERS", '[{"issuer":"https://id.example.org","audience":"cpts","roles":["root"]}]'],
  ["LOG_LEVEL", "loud"],
  ["SHUTDOWN_SECONDS", "0"],
])("%s=%s is one fault, which names the variable", (name, value) => {
  const { config, faults } = read({ DATABASE_URL: url, [name]: value });
  expect(config).toBeNull();
  expect(faults.map((fault) => fault.name)).toEqual([name]);
  expect(faults[0]?.reason).not.toContain("\n");
});

test("a broker may be several servers with one user, and its address may come from a file", () => {
  const cluster = "nats://registry:s3cret@nats-0:4222,nats://nats-1:4222";
  expect(read({ DATABASE_URL: url, NATS_URL: cluster }).config?.NATS_URL).toBe(cluster);
  expect(read({ DATABASE_URL: url, NATS_URL_FILE: "/run/secrets/nats" }, { "/run/secrets/nats": `${cluster}\n` }).config?.NATS_URL).toBe(cluster);
});

test("every fault is named at once", () => {
  expect(read({ PORT: "x", LOG_LEVEL: "y" }).faults.map(({ name }) => name)).toEqual(["DATABASE_URL", "PORT", "LOG_LEVEL"]);
});

test("a secret can come from a file, without the newline at its end", () => {
  expect(read({ DATABASE_URL_FILE: "/run/secrets/db" }, { "/run/secrets/db": `${url}\n` }).config?.DATABASE_URL).toBe(url);
});

test("a fallback that everyone knows is no value in production", () => {
  const key = { KEY: { ...serviceVariables({ port: 1 }).HOST, fallback: "known", fallbackIsPublic: true } } as const;
  const fault = { name: "KEY", reason: expect.stringContaining("not for production") };
  expect([readVariables(key, {}, () => "").config, readVariables(key, { NODE_ENV: "production" }, () => "").faults]).toEqual([{ KEY: "known" }, [fault]]);
  expect(readVariables(key, { NODE_ENV: "production", KEY: "mine" }, () => "").config).toEqual({ KEY: "mine" });
});

test("a secret that is given twice, or by a file that cannot be read, is a fault", () => {
  expect(read({ DATABASE_URL: url, DATABASE_URL_FILE: "/x" }, { "/x": url }).faults).toEqual([{ name: "DATABASE_URL", reason: "given twice, as DATABASE_URL and DATABASE_URL_FILE" }]);
  expect(read({ DATABASE_URL_FILE: "/missing" }).faults).toEqual([{ name: "DATABASE_URL", reason: "the file named by DATABASE_URL_FILE cannot be read" }]);
});

test("no secret is printed, neither by a fault nor with the configuration", () => {
  const { faults } = read({ DATABASE_URL: "mysql://app:s3cret@h/x", NATS_URL: "http://user:s3cret@h" });
  expect(faults).toHaveLength(2);
  expect(JSON.stringify(faults)).not.toContain("s3cret");
  const { config } = read({ DATABASE_URL: url, DATABASE_DIRECT_URL: url, NATS_URL: "nats://user:s3cret@127.0.0.1:4222" });
  if (config === null) throw new Error("usable");
  expect(JSON.stringify(printable(variables, config))).not.toContain("s3cret");
});

test("the help names every variable, its file if it is secret, and its default", () => {
  const help = helpText("sample", variables);
  for (const name of Object.keys(variables)) expect(help).toContain(`  ${name}`);
  expect(help).toContain("DATABASE_URL or DATABASE_URL_FILE");
  expect(help).toContain("(default 8081)");
});

test("a service that is followed is asked at its own port unless another address is given", () => {
  const followed = { REGISTRY_URL: followedUrl("registry"), CONTRACTS_URL: followedUrl("contracts") };
  const config = (environment: Readonly<Record<string, string>>) => readVariables(followed, environment, () => "");
  expect(config({ CONTRACTS_URL: "https://cpts.example/contracts" }).config).toEqual({ REGISTRY_URL: `http://127.0.0.1:${ports.registry}`, CONTRACTS_URL: "https://cpts.example/contracts" });
  expect(config({ REGISTRY_URL: "nats://registry" }).faults.map(({ name }) => name)).toEqual(["REGISTRY_URL"]);
});
