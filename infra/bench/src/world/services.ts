import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { workspaceRoot } from "@cpts/servers/broker-report";

/** A service as it is deployed: its esbuild bundle. */
export type BuiltService = { readonly name: string; readonly file: string };

/** Every service of the repository that has been built: a new one is measured without a line here. */
export const builtServices = (): ReadonlyArray<BuiltService> => {
  const folder = join(workspaceRoot(import.meta.dirname), "services");
  return readdirSync(folder)
    .toSorted()
    .map((name) => ({ name, file: join(folder, name, "dist", "main.js") }))
    .filter(({ file }) => existsSync(file));
};

export const serviceNamed = (name: string): BuiltService => {
  const found = builtServices().find((service) => service.name === name);
  if (found === undefined) throw new Error(`services/${name} is not built: pnpm exec turbo run build --filter=@cpts/${name}`);
  return found;
};
