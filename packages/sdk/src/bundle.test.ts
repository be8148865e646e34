import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";

const bundle = (entry: string, platform: "browser" | "node") =>
  build({
    entryPoints: [join(import.meta.dirname, entry)],
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    splitting: true,
    outdir: "out",
    format: "esm",
    platform,
    conditions: ["@cpts/source"],
    logLevel: "silent",
  });

describe("in a browser", () => {
  it("the client is bundled without anything of Node or of the NATS client", async () => {
    const { metafile, outputFiles } = await bundle("index.ts", "browser");
    const inputs = Object.keys(metafile.inputs);
    expect(Object.values(metafile.inputs).flatMap(({ imports }) => imports.filter(({ external }) => external === true))).toEqual([]);
    expect(inputs.some((file) => file.endsWith("nats-unavailable.ts"))).toBe(true);
    expect(inputs.filter((file) => file.includes("@nats-io"))).toEqual([]);
    const size = gzipSync(outputFiles[0]?.contents ?? "").length;
    // Effect's Schema, in which the contracts are written, is 95 kB of it; the contracts of four services are the rest, and grow (187 kB on 2026-11-22).
    expect(size).toBeLessThan(260_000);
    expect(size).toBeGreaterThan(10_000);
  });

  it("the file cursor is not for browsers, so the test above can fail", async () => {
    await expect(bundle("file-cursor.ts", "browser")).rejects.toThrow("node:fs/promises");
  });
});
