import { join } from "node:path";
import { firstAnswer } from "../processes/first-answer.ts";
import { startNode, type NodeProcess, type NodeProgram } from "../processes/node-process.ts";
import type { World } from "../world/world.ts";

const dist = join(import.meta.dirname, "..", "..", "dist");

/** A program of `src/peers`, bundled as the services are. */
export const peer = (name: "bare-node" | "bare-hono" | "hono-pg", env: Readonly<Record<string, string>> = {}): NodeProgram => ({ name, file: join(dist, `${name}.js`), env });

/** A program of `src/delivery/programs`, as it is in the repository: nothing of it counts that a bundle would make faster. */
export const deliveryProgram = (name: string, env: Readonly<Record<string, string>>): NodeProgram => ({
  name,
  file: join(import.meta.dirname, "..", "delivery", "programs", `${name}.ts`),
  env: { NODE_OPTIONS: "--conditions=@cpts/source", ...env },
});

/** Runs the programs together while `use` measures them, and stops them whatever happens. */
export const withPrograms = async <A>(
  programs: ReadonlyArray<NodeProgram>,
  logFolder: string,
  use: (started: ReadonlyArray<NodeProcess>) => Promise<A>,
): Promise<A> => {
  const started: Array<NodeProcess> = [];
  try {
    for (const program of programs) {
      const one = await startNode(program, logFolder);
      started.push(one);
      await firstAnswer(one, "/livez");
    }
    return await use(started);
  } finally {
    await Promise.all(started.map((one) => one.stop()));
  }
};

/** Runs a registry and a directory that follows it; `env` is for both. */
export const withRegistryAndDirectory = <A>(
  world: World,
  env: Readonly<Record<string, string>>,
  use: (registryUrl: string, directoryUrl: string) => Promise<A>,
): Promise<A> =>
  withPrograms([world.service("registry", env)], world.logFolder, ([registry]) => {
    const registryUrl = registry?.url ?? "";
    return withPrograms([world.service("directory", { ...env, REGISTRY_URL: registryUrl })], world.logFolder, ([directory]) => use(registryUrl, directory?.url ?? ""));
  });
