import { services } from "@cpts/api/Services";
import { describe, expect, it } from "vitest";
import { kebab, readArguments } from "./arguments.ts";
import { findThing, lists, nameOf, queryNames, records } from "./catalogue.ts";
import { Refusal } from "./refusal.ts";

const refused = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof Refusal) return `${error.code} ${error.en}`;
    throw error;
  }
  return "taken";
};

describe("a command line", () => {
  it("takes own options anywhere, and a query parameter in kebab-case or as the API has it", () => {
    const line = readArguments(["--lang", "en", "get", "--as-of=2026-01-01", "commune", "37003", "--json"]);
    expect(line).toMatchObject({ words: ["get", "commune", "37003"], query: { asOf: "2026-01-01" }, options: { lang: "en", json: true, all: false } });
    expect(readArguments(["get", "commune", "37003", "--asOf", "2026-01-01"]).query).toEqual({ asOf: "2026-01-01" });
  });

  it.each([
    [["list", "cpts", "--nothing"], "2 Unknown option: --nothing"],
    [["list", "cpts", "--q"], "2 An option without its value, or with one too many: --q"],
    [["list", "cpts", "--json=yes"], "2 An option without its value, or with one too many: --json"],
    [["list", "cpts", "--json", "--ndjson"], "2 --json or --ndjson, not both"],
  ])("%j is refused by what is wrong with it", (args, told) => {
    expect(refused(() => readArguments(args))).toBe(told);
  });

  it("has no own option in the way of a query parameter, but explain, which is a flag here", () => {
    const hidden = [...queryNames].filter((name) => readArguments(["list", "cpts", ...(name === "explain" ? ["--explain"] : [`--${kebab(name)}`, "x"])]).query[name] !== "x");
    expect(hidden).toEqual(["explain"]);
  });

  it("asks with what elsewhere is an option of its own", () => {
    expect(readArguments(["list", "departures", "--since", "2026"])).toMatchObject({ query: { since: "2026" }, options: expect.not.objectContaining({ since: "2026" }) });
    expect(readArguments(["events", "tail", "registry", "--since", "3"])).toMatchObject({ query: {}, options: { since: "3" } });
  });
});

describe("a thing that can be asked for", () => {
  it("is called by the last word of its path, by all of them, or with its service", () => {
    for (const name of ["communes", "commune", "registry/communes", "Communes"]) expect(findThing(lists, name, 0).method).toBe("searchCommunes");
    for (const name of ["territory", "cpts/territory", "registry/territory", "registry/cpts/territory"]) expect(findThing(records, name, 1)).toMatchObject({ service: "registry", method: "readTerritory" });
    expect(findThing(records, "directory/territory", 1).service).toBe("directory");
  });

  it("that every service has is only found with its service", () => {
    expect(refused(() => findThing(lists, "projections", 0))).toContain("registry/projections");
    expect(findThing(lists, "directory/projections", 0).service).toBe("directory");
  });

  it("is found by the name that the help gives it, each of every service", () => {
    for (const things of [lists, records]) {
      for (const thing of things) expect(findThing(things, nameOf(things, thing), thing.parameters.length)).toBe(thing);
    }
  });

  it("comes from the contracts alone: every GET of every service but the feed can be had", () => {
    const had = new Set([...lists, ...records].map(({ method, service }) => `${service} ${method}`));
    const all = Object.entries(services).flatMap(([service, { endpoints }]) => Object.entries(endpoints).flatMap(([method, endpoint]) => (endpoint.method === "GET" && endpoint.path !== "/v1/events" && !endpoint.path.endsWith("/snapshot") ? [`${service} ${method}`] : [])));
    expect([...had].toSorted()).toEqual(all.toSorted());
  });

  it.each([
    [() => findThing(records, "commune", 0), "2 Expected: commune <code>"],
    [() => findThing(lists, "nothing", 0), '2 There is no "nothing". There are: '],
  ])("that is named wrongly is refused with what there is", (run, told) => {
    expect(refused(run)).toContain(told);
  });
});
