// From a bare clone to built packages; a second time, a few stat calls and turbo's cache.
import { join } from "node:path";
import { run } from "./child.mjs";
import { areDependenciesInstalled, installDependencies } from "./dependencies.mjs";
import { toolEnvironment } from "./environment.mjs";
import { withLock } from "./lock.mjs";
import { root, toolchain } from "./paths.mjs";
import { pinFor } from "./pins.mjs";
import { acceptOwnTools, isProvisioned, provision } from "./provision.mjs";
import { Refusal } from "./refusal.mjs";

const sayWaiting = () =>
  console.error("toolchain: une autre commande prépare ce dossier, attente… / another command is preparing this folder, waiting…");

export function prepare({ build = [] } = {}) {
  return withLock(join(toolchain, "prepare.lock"), async () => {
    await provideTools();
    if (!areDependenciesInstalled()) await installDependencies();
    if (build.length > 0) await buildPackages(build);
  }, sayWaiting);
}

async function provideTools() {
  const pin = pinFor();
  if (pin === undefined) await acceptOwnTools();
  else if (!isProvisioned(pin)) await provision(pin);
}

// Everything said here goes to the error output: what a task prints (a token, say) stays alone on the other.
async function buildPackages(filters) {
  const args = ["run", "build", "--output-logs=errors-only", "--log-order=grouped", ...filters];
  const code = await run("turbo", args, { cwd: root, env: toolEnvironment(), stdio: ["ignore", 2, 2] });
  if (code !== 0) throw new Refusal("La construction a échoué (voir ci-dessus).", "The build failed (see above).", code);
}
