import type { HttpBindings } from "@hono/node-server";

type Handle = (request: Request, env: HttpBindings) => Response | Promise<Response>;

/**
 * Takes up a request when the one before it on its connection has been answered. A client may write hundreds of requests into a
 * connection at once (pipelining, RFC 9112 §9.3.2) and read no answer: Node would have them all worked on, and keep the answers.
 */
export const oneAtATime = (handle: Handle): Handle => {
  const last = new WeakMap<object, HttpBindings["outgoing"]>();
  const afterwards = async (before: HttpBindings["outgoing"], request: Request, env: HttpBindings): Promise<Response> => {
    await new Promise<void>((resolve) => before.once("close", () => resolve()));
    // Its client has gone meanwhile: nobody would read the answer.
    return env.incoming.socket.destroyed ? new Response(null, { status: 503 }) : handle(request, env);
  };
  return (request, env) => {
    const { incoming, outgoing } = env;
    const before = last.get(incoming.socket);
    last.set(incoming.socket, outgoing);
    return before === undefined || before.closed ? handle(request, env) : afterwards(before, request, env);
  };
};
