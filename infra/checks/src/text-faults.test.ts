import { describe, expect, it } from "vitest";
import { files, holdsPlantedFaults, isCode, read } from "./repository.ts";
import { pathFaults, textFaults } from "./text-faults.ts";

const isText = (file: string): boolean => isCode(file) || /\.(?:md|json|ya?ml|sql|sh|css|html|txt)$|^\.ci\/|^\.[a-z]+(?:ignore|attributes|rc)$|^LICENSE$/u.test(file);

describe("the repository", () => {
  it("holds no registry, no machine's path, nothing left for later, no pattern that JSON Schema loses", () => {
    expect(files.filter((file) => isText(file) && !holdsPlantedFaults(file)).flatMap((file) => textFaults(file, read(file)))).toEqual([]);
  });

  it("names its files in ASCII, after what they do", () => {
    expect(files.flatMap(pathFaults)).toEqual([]);
  });
});

describe("a planted fault is found", () => {
  const planted = [
    ["a registry", "a.md", ["https://registry", "npmjs", "org/effect"].join(".")],
    ["a Debian archive", "a.yaml", ["http://deb", "debian", "org"].join(".")],
    ["a home folder", "a.ts", ["const data =", ' "', "", "home", "alice", 'communes.json"'].join("/")],
    ["the folder of one machine", "a.md", ["see ", "work", "main"].join("/")],
    ["work left for later", "a.mjs", `// ${["TO", "DO"].join("")}: finish`],
    ["a Hungarian interface", "a.ts", "export interface ICommune {"],
    ["an implementation named so", "a.ts", "class RegistryImpl {"],
    ["a pattern without u", "a.ts", "Schema.check(Schema.isPattern(/^[0-9]{5}$/))"],
    ["a type check switched off", "a.ts", `// ${["@ts", "ignore"].join("-")}`],
  ] as const;

  it.each(planted)("%s", (_title, file, line) => {
    expect(textFaults(file, line)).toHaveLength(1);
  });

  it.each(["packages/domain/src/utils.ts", "packages/shared/src/a.ts", "services/x/src/StringHelpers.ts", "a/d\u00E9partement.ts"])("%s", (file) => {
    expect(pathFaults(file)).toHaveLength(1);
  });

  it("and what looks like one is not", () => {
    expect(textFaults("a.ts", "Schema.check(Schema.isPattern(/^[0-9]{5}$/u))")).toEqual([]);
    expect(textFaults("a.ts", "type Idnps = string; const Identifiers = 1")).toEqual([]);
    expect(textFaults("a.md", "GET /v1/communes and node_modules/work/index.js")).toEqual([]);
    expect(pathFaults("packages/domain/src/Commune.ts")).toEqual([]);
  });
});
