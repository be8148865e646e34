// Bundles one entry point for Node: a service starts in a third of the time it needs unbundled
// (performance.md §6). Dynamic imports become files of their own, so that data is read when it is needed.
import { build } from "esbuild";
import { dirname } from "node:path";

const [entry, outfile] = process.argv.slice(2);
await build({
  entryPoints: { [outfile.replace(/^.*\//, "").replace(/\.js$/, "")]: entry },
  outdir: dirname(outfile),
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node22",
  conditions: ["@cpts/source"],
  chunkNames: "chunks/[name]-[hash]",
  sourcemap: "linked",
  logLevel: "warning",
  external: ["pg-native"],
  // Some dependencies are CommonJS and call require().
  banner: { js: "import { createRequire as __cptsRequire } from 'node:module'; const require = __cptsRequire(import.meta.url);" },
});
