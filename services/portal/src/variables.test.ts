import { describe, expect, it } from "vitest";
import { readVariables } from "./variables.ts";

const faultsOf = (environment: NodeJS.ProcessEnv): ReadonlyArray<string> => {
  const reading = readVariables(environment);
  return "faults" in reading ? reading.faults.map(({ variable }) => variable) : [];
};

describe("the variables of the portal", () => {
  it("give each service its place on one origin, or an address of its own", () => {
    expect(readVariables({ CPTS_URL: "https://cpts.example/", DIRECTORY_URL: "http://directory:8082" })).toEqual({
      variables: {
        host: "127.0.0.1",
        port: 8080,
        services: [
          { name: "registry", url: "https://cpts.example/registry" },
          { name: "directory", url: "http://directory:8082" },
          { name: "contracts", url: "https://cpts.example/contracts" },
          { name: "prevention", url: "https://cpts.example/prevention" },
        ],
      },
    });
  });

  it("name only the services that are there", () => {
    expect(readVariables({ REGISTRY_URL: "http://registry", HOST: "0.0.0.0", PORT: "0" })).toEqual({ variables: { host: "0.0.0.0", port: 0, services: [{ name: "registry", url: "http://registry" }] } });
  });

  it("are refused together, each by its name", () => {
    expect(faultsOf({ PORT: "http" })).toEqual(["PORT", "REGISTRY_URL"]);
    expect(faultsOf({ CPTS_URL: "cpts.example" })).toEqual(["CPTS_URL"]);
    expect(faultsOf({ REGISTRY_URL: "http://registry", DIRECTORY_URL: "nats://x", PORT: "70000" })).toEqual(["PORT", "DIRECTORY_URL"]);
  });
});
