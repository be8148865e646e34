import { createServer, type AddressInfo } from "node:net";

/** A port of the loopback interface that nobody listens on now. Another process may take it before its user does: retry. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      // An address on TCP is an AddressInfo; Node's type also covers pipes.
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
