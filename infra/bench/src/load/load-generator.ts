import { fork } from "node:child_process";
import { join } from "node:path";
import type { LoadAnswer, LoadOrder } from "./load-order.ts";

export type LoadGenerator = { readonly send: (order: LoadOrder) => Promise<LoadAnswer>; readonly stop: () => void };

/** One process for the whole run, so that its own compilation is done before the first round that counts. */
export const startLoadGenerator = (): LoadGenerator => {
  const child = fork(join(import.meta.dirname, "load-process.ts"), { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const send = (order: LoadOrder): Promise<LoadAnswer> =>
    new Promise((resolve, reject) => {
      const ended = () => reject(new Error("the load generator ended"));
      child.once("exit", ended);
      child.once("message", (answer: LoadAnswer) => {
        child.off("exit", ended);
        resolve(answer);
      });
      child.send(order);
    });
  return { send, stop: () => void child.kill() };
};
