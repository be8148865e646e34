import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { neighbourProcess } from "@cpts/service-kit/testing/neighbour-process";

/** A registry in a process of its own behind a gateway that does what an ingress does: it strips the prefix, and answers 502 for what is not there. */
export const registryBehindGateway = async () => {
  const registry = await neighbourProcess(join(import.meta.dirname, "..", "..", "..", "services", "registry", "src", "main.ts"));
  const target = new URL(registry.url);
  const gateway = createServer((incoming, answer) => {
    const { headers, method, url = "/" } = incoming;
    const away = (): void => void answer.writeHead(502).end();
    if (!url.startsWith("/registry/")) return away();
    const passed = request({ host: target.hostname, port: target.port, path: url.slice("/registry".length), method, headers }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(answer);
    });
    passed.once("error", away);
    incoming.pipe(passed);
  });
  await new Promise<void>((resolve) => gateway.listen(0, "127.0.0.1", resolve));
  return {
    registry,
    // An address on TCP is an AddressInfo; Node's type also covers pipes.
    url: `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      gateway.closeAllConnections();
      gateway.close();
      await registry.remove();
    },
  };
};
