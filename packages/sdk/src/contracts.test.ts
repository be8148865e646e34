import { readFile, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { compile, compileAsUser, publishedTypes, reachedBy } from "./fixtures/compiler.ts";

const entries = ["index", "nats", "subscription/index", "file-cursor"];

describe("the published types", () => {
  let folder = "";
  beforeAll(async () => {
    folder = await publishedTypes("published-types");
  });

  it.each(entries)("of %s lead to no other package: no Effect type, no schema", async (entry) => {
    const { packages, files } = await reachedBy(folder, `${entry}.d.ts`);
    expect([...packages]).toEqual([]);
    expect([...files].map((file) => relative(folder, file))).not.toContain("services.d.ts");
  });

  it("of @cpts/sdk/effect do name Effect, so the test above can fail", async () => {
    expect([...(await reachedBy(folder, "effect.d.ts")).packages]).toContain("effect");
  });

  it("are the types that the contracts of @cpts/api give", async () => {
    const same = `
      import type * as Derived from "../../src/contracts.ts";
      import type * as Plain from "./packages/sdk/src/contracts.d.ts";
      type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : "the plain type lacks something") : "the derived type lacks something";
      type Pair = { [S in Derived.ServiceName]: { [K in keyof Derived.Calls<S>]: Same<Derived.Calls<S>[K], Plain.Calls<S>[K & keyof Plain.Calls<S>]> } };
      type AllTrue<T> = { [K in keyof T]: { [L in keyof T[K]]: true } };
      const calls = (pair: Pair): AllTrue<Pair> => pair;
      const names: Same<Derived.ServiceName, Plain.ServiceName> = true;
      const problems: Same<Derived.ProblemType, Plain.ProblemType> = true;
      const envelope: Same<Derived.Envelope, Plain.Envelope> = true;
      const events: { [S in Derived.ServiceName]: Same<Derived.ServiceEvent<S>, Plain.ServiceEvent<S>> } = { registry: true, directory: true, contracts: true, prevention: true };
      const keys: { [S in Derived.ServiceName]: Same<keyof Derived.Calls<S>, keyof Plain.Calls<S>> } = { registry: true, directory: true, contracts: true, prevention: true };
      export { calls, envelope, events, keys, names, problems };
    `;
    const file = join(folder, "..", "..", "..", "same.ts");
    await writeFile(file, same);
    const config = join(folder, "..", "..", "..", "tsconfig.json");
    await writeFile(config, JSON.stringify({ extends: join(import.meta.dirname, "..", "tsconfig.json"), include: ["same.ts"], compilerOptions: { noEmit: true } }));
    expect(await compile("-p", config)).toBe("");
  });

  it("are enough for a user who has no Effect", async () => {
    const program = `
      import { connect, CptsProblem, type ServiceEvent } from "@cpts/sdk";
      const cpts = connect({ url: "https://cpts.example", token: async () => "token", fetch: globalThis.fetch });
      const id: string = "018f6f52-9f5e-7cc1-b6a0-1f2b3c4d5e6f";
      const { data: commune } = await cpts.registry.readCommune({ code: "37003", asOf: "2026-01-01" });
      const name: string = commune.coveredBy[0]?.name ?? commune.nom;
      const created = await cpts.registry.registerCpts({ name: "CPTS Exemple" }, { idempotencyKey: id });
      await cpts.registry.changeCpts({ id }, { shortName: "Ex" }, { ifMatch: created.etag });
      const asOf: string | undefined = undefined;
      await cpts.registry.readTerritory({ id, asOf });
      for await (const one of cpts.registry.listCpts.all({ limit: 50 })) console.log(one.name, name);
      for await (const { data } of cpts.registry.listCpts.pages()) console.log(data.nextCursor);
      const told = (event: ServiceEvent<"registry">): string => {
        if (event.type === "cpts.registry.cpts.registered.v1") return event.data.name;
        return event.type;
      };
      for await (const event of cpts.registry.subscribe({ from: "beginning", types: ["cpts.registry.cpts.registered.v1"] })) console.log(event.position, told(event));
      const { data: snapshot } = await cpts.registry.snapshotCpts({ signal: AbortSignal.timeout(60_000) });
      for await (const one of snapshot.items) console.log(one.id, one.version, one.name);
      for await (const event of cpts.registry.subscribe({ from: snapshot.cursor })) console.log(event.position);
      try { await cpts.directory.readTerritory({ id }); } catch (error) { if (error instanceof CptsProblem && error.type === "not-found") console.log(error.traceId); }
    `;
    expect(await compileAsUser(folder, "user", { "program.ts": `${program}export {};` })).toBe("");
  });

  it.each([
    ["an unknown parameter", 'cpts.registry.readCommune({ code: "37003", on: "2026-01-01" })'],
    ["a missing parameter", "cpts.registry.readCommune({})"],
    ["a missing body", "cpts.registry.registerCpts()"],
    ["pages of what is no list", 'cpts.registry.readCommune.all({ code: "37003" })'],
    ["an unknown type of event", 'cpts.registry.subscribe({ types: ["cpts.registry.nothing.v1"] })'],
  ])("refuse %s", async (title, call) => {
    const source = `import { connect } from "@cpts/sdk";\nconst cpts = connect({ url: "https://cpts.example" });\nexport const call = ${call};\n`;
    expect(await compileAsUser(folder, `refused-${title.replaceAll(" ", "-")}`, { "program.ts": source })).toContain("program.ts(3,");
  });

  it("say in French and English what each call does", async () => {
    expect(await readFile(join(folder, "contracts.d.ts"), "utf8")).toContain("Une commune et les CPTS qui la couvrent à une date. (A commune");
  });
});
