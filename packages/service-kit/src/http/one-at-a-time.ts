import type { HttpBindings } from "@hono/node-server";

type Handle = (request: Request, env: HttpBindings) => Response | Promise<Response>;

/**
 * Takes up a request when the one before it on its connection has been answered. A client may write hundreds of requests into a
 * connection at once (pipelining, RFC 9112 §9.3.2) and read no answer: Node would have them all worked on, and keep the answers.
 */
export const oneAtATime = (handle: Handle): Handle => {
  const last = new WeakMap<object, Promise<void>>();
  return async (request, env) => {
    const { incoming, outgoing } = env;
    const { socket } = incoming;
    const before = last.get(socket);
    last.set(socket, new Promise((resolve) => outgoing.once("close", resolve)));
    await before;
    // Its client has gone meanwhile: nobody would read the answer.
    if (socket.destroyed) return new Response(null, { status: 503 });
    return handle(request, env);
  };
};
