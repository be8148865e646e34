// The environment of everything this toolchain starts: the project's own Node and pnpm first, nothing of the
// npm that called us (its npm_* variables change what pnpm does), no telemetry.
import { delimiter, join } from "node:path";
import { root, toolchain, toolchainBin } from "./paths.mjs";

export function toolEnvironment(from = process.env) {
  const env = Object.fromEntries(Object.entries(from).filter(([name]) => !/^npm_/iu.test(name) && name !== "INIT_CWD"));
  env.PATH = [toolchainBin, join(root, "node_modules", ".bin"), from.PATH].filter(Boolean).join(delimiter);
  env.TURBO_TELEMETRY_DISABLED = "1";
  env.DO_NOT_TRACK = "1";
  env.TURBO_NO_UPDATE_NOTIFIER = "1";
  env.TURBO_CONFIG_DIR_PATH = join(toolchain, "turbo");
  return env;
}

// What `npm install` itself may inherit: the variables by which a user configures npm, not those that
// describe the script npm is running.
const describesTheCaller = /^npm_(lifecycle_|package_|command$|execpath$|node_execpath$|config_(prefix|local_prefix|global_prefix|node_gyp|init_module|user_agent|npm_version|cache)$)/iu;

export function npmEnvironment(from = process.env) {
  return Object.fromEntries(Object.entries(from).filter(([name]) => !describesTheCaller.test(name)));
}
