import { describe, expect, it, test } from "vitest";
import { manifests } from "./manifests.ts";
import { files, read } from "./repository.ts";

const catalog = [...read("pnpm-workspace.yaml").matchAll(/^ {2}"?([@\w/.-]+)"?: (\S+)$/gmu)].map((match) => ({
  name: match[1] ?? "",
  version: match[2] ?? "",
}));
/** Also of a package under another name: several versions of one stand side by side. */
const isExact = (version: string): boolean => /^(?:npm:(?:@[\w.-]+\/)?[\w.-]+@)?\d+\.\d+\.\d+(?:-[\w.]+)?$/u.test(version);

describe("every package", () => {
  it("says what it is and under which licence, and is named after its folder", () => {
    expect(manifests.length).toBeGreaterThan(5);
    for (const { owner, name, license, description } of manifests) {
      expect({ owner, name, license, described: description.length > 10 }).toEqual({
        owner,
        name: `@cpts/${owner.split("/")[1]}`,
        license: "Apache-2.0",
        described: true,
      });
    }
  });

  it("takes the version of a library from the catalog, and of our own packages from the workspace", () => {
    const versions = manifests.flatMap(({ owner, dependencies, devDependencies }) =>
      Object.entries({ ...dependencies, ...devDependencies }).map(([name, version]) => ({ owner, name, version })),
    );
    const wrong = versions.filter(({ name, version }) =>
      name.startsWith("@cpts/") ? !/^workspace:[*^]$/u.test(version) : version !== "catalog:",
    );
    expect(wrong).toEqual([]);
  });

  it("that is published lets its user choose the version of effect", () => {
    for (const { owner, dependencies, peerDependencies } of manifests.filter((manifest) => !manifest.private)) {
      expect({ owner, pinned: "effect" in dependencies }).toEqual({ owner, pinned: false });
      expect(peerDependencies["effect"] ?? "^4.").toMatch(/^\^4\./u);
    }
  });
});

test("a program that is installed brings all it needs in its bundle", () => {
  const programs = manifests.filter(({ bundled }) => bundled);
  expect(programs.map(({ name, dependencies, peerDependencies }) => ({ name, dependencies, peerDependencies }))).toEqual([{ name: "@cpts/cli", dependencies: {}, peerDependencies: {} }]);
});

describe("the catalog", () => {
  it("names exact versions only", () => {
    expect(catalog.length).toBeGreaterThan(10);
    expect(catalog.filter(({ version }) => version !== "true" && version !== "false" && !isExact(version))).toEqual([]);
  });

  it("would not accept a range, a tag or an address", () => {
    for (const version of ["^1.2.3", "1.2", "latest", ">=1.0.0", "git+https://example.org/x.git", "npm:x@^1.0.0", "npm:x"]) expect(isExact(version)).toBe(false);
  });

  it("is the only lockstep: one lockfile, at the root", () => {
    expect(files.filter((file) => /(?:pnpm-lock\.yaml|package-lock\.json|yarn\.lock)$/u.test(file))).toEqual(["pnpm-lock.yaml"]);
  });
});
