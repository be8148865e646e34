import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** A service in a process of its own, as in production: it can be killed. */
export interface ServiceProcess {
  readonly child: ChildProcess;
  /** Everything it wrote so far, standard output and errors. */
  readonly output: () => string;
  /** Base address, once it serves; rejects when it ends before. */
  readonly url: Promise<string>;
  readonly exited: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
}

/** Runs a file that calls `main` with exactly these variables (and the PATH). */
export const serviceProcess = (file: string, environment: Readonly<Record<string, string>>, args: ReadonlyArray<string> = []): ServiceProcess => {
  const child = spawn(process.execPath, ["--conditions=@cpts/source", file, ...args], {
    env: { PATH: process.env["PATH"], HOST: "127.0.0.1", PORT: "0", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (output += text));
  const exited = once(child, "close").then(([code, signal]) => ({ code, signal }) as Awaited<ServiceProcess["exited"]>);
  const url = new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).on("line", (line) => {
      output += `${line}\n`;
      const found = /"message":"ready","url":"([^"]+)"/u.exec(line)?.[1];
      if (found !== undefined) resolve(found);
    });
    void exited.then(({ code, signal }) => reject(new Error(`ended with ${code ?? signal} before it served: ${output}`)));
  });
  // A test that wants the end asks for no address.
  url.catch(() => {});
  return { child, output: () => output, url, exited };
};
