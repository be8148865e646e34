import { describe, expect, it } from "vitest";
import { importFault, ownerOf, packageOf, dependencyFault } from "./directions.ts";
import { importSpecifiers } from "./import-specifiers.ts";
import { manifests } from "./manifests.ts";
import { files, holdsPlantedFaults, isCode, isTestCode, read } from "./repository.ts";

const packageFiles = files
  .filter((file) => isCode(file) && /^(?:packages|services|infra)\/[^/]+\//u.test(file))
  .filter((file) => !file.startsWith("infra/toolchain/") && !holdsPlantedFaults(file));

const faultsOf = (file: string, source: string): ReadonlyArray<string> =>
  importSpecifiers(source).flatMap((specifier) => {
    const fault = importFault(file, specifier);
    return fault === undefined ? [] : [`${file} -> ${specifier}: ${fault}`];
  });

describe("imports follow the directions of the architecture", () => {
  it("in every source file", () => {
    expect(packageFiles.length).toBeGreaterThan(10);
    expect(packageFiles.flatMap((file) => faultsOf(file, read(file)))).toEqual([]);
  });

  it("in the dependencies of every package.json", () => {
    const faults = manifests.flatMap(({ owner, dependencies, devDependencies }) => [
      ...Object.keys(dependencies).map((name) => ({ owner, name, fault: dependencyFault(owner, name, false) })),
      ...Object.keys(devDependencies).map((name) => ({ owner, name, fault: dependencyFault(owner, name, true) })),
    ]);
    expect(faults.filter(({ fault }) => fault !== undefined)).toEqual([]);
  });

  it("and what runs outside tests is a declared dependency, not a development one", () => {
    const declared = new Map(manifests.map((manifest) => [manifest.owner, manifest.runtime]));
    // What has types only leaves nothing to run.
    const typed = new Map(manifests.map(({ devDependencies, owner }) => [owner, devDependencies]));
    const isTypesOnly = (file: string, name: string): boolean => typed.get(ownerOf(file))?.[`@types/${name}`] !== undefined && !new RegExp(`^import (?!type )[^;]*"${name}"`, "mu").test(read(file));
    const undeclared = packageFiles
      .filter((file) => file.includes("/src/") && !isTestCode(file))
      .flatMap((file) => importSpecifiers(read(file)).map((specifier) => ({ file, name: packageOf(specifier), specifier })))
      .filter(({ specifier }) => !/^(?:\.|#|node:)/u.test(specifier))
      .filter(({ file, name }) => !(declared.get(ownerOf(file))?.has(name) ?? false) && !isItself(file, name))
      .filter(({ file, name }) => !isTypesOnly(file, name));
    expect(undeclared).toEqual([]);
  });
});

const isItself = (file: string, name: string): boolean => ownerOf(file).endsWith(name.replace("@cpts", ""));

describe("a planted violation is found", () => {
  const planted: ReadonlyArray<readonly [string, string, string]> = [
    ["a service imports another service", "services/directory/src/main.ts", 'import { makeApp } from "@cpts/registry/app"'],
    ["the domain reads files", "packages/domain/src/Cog.ts", 'import { readFileSync } from "node:fs"'],
    ["the domain imports a library", "packages/domain/src/Cog.ts", 'export * from "hono"'],
    ["the domain imports the api, for its types only", "packages/domain/src/Cog.ts", 'import type { Endpoint } from "@cpts/api"'],
    ["the api imports the sdk", "packages/api/src/index.ts", 'import {\n  connect,\n  follow,\n} from "@cpts/sdk"'],
    ["the portal imports the kit", "services/portal/src/main.ts", 'import { serve } from "@cpts/service-kit/serve"'],
    ["the portal imports a service lazily", "services/portal/src/main.ts", 'const app = await import("@cpts/registry/app")'],
    ["a package's internals are imported", "services/registry/src/main.ts", 'import { luhn } from "@cpts/domain/internal/luhn"'],
    ["a package's sources are imported", "services/registry/src/main.ts", 'import { luhn } from "@cpts/domain/src/luhn.ts"'],
    ["a relative path leaves its package", "services/registry/src/main.ts", 'import "../../directory/src/app.ts"'],
    ["a relative path climbs to the root", "services/registry/src/a/b/c/main.ts", 'import "../../../app.ts"'],
    ["a service starts its own servers", "services/registry/src/main.ts", 'import { startNats } from "@cpts/servers/nats"'],
    ["a service runs on the test kit", "services/registry/src/main.ts", 'import { broker } from "@cpts/testing/broker"'],
    ["a service runs on the kit's test folder", "services/registry/src/main.ts", 'import { testService } from "@cpts/service-kit/testing/test-service"'],
    ["the api imports the reference data", "packages/api/src/Registry.ts", 'import "@cpts/reference-data"'],
    ["a source imports vitest", "packages/sdk/src/index.ts", 'import { vi } from "vitest"'],
  ];

  it.each(planted)("%s", (_title, file, source) => {
    expect(faultsOf(file, source)).toHaveLength(1);
  });

  it("and what the architecture allows is not one", () => {
    expect(faultsOf("packages/service-kit/src/follow.ts", 'import { subscribe } from "@cpts/sdk/effect"')).toEqual([]);
    expect(faultsOf("packages/testing/src/broker.ts", 'import { startNats } from "@cpts/servers/nats"')).toEqual([]);
    expect(faultsOf("services/registry/src/app.test.ts", 'import { broker } from "@cpts/testing/broker"')).toEqual([]);
    expect(faultsOf("infra/local/src/main.ts", 'import { makeApp } from "@cpts/registry/app"')).toEqual([]);
    expect(faultsOf("packages/domain/src/Cog.ts", ' * import { connect } from "@cpts/sdk"')).toEqual([]);
  });
});
