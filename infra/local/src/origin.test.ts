import { expect, onTestFinished, test } from "vitest";
import { openOrigin } from "./origin.ts";

test("a stream passes through the origin piece by piece, as it is made", async () => {
  const origin = await openOrigin(0, ["registry"]);
  onTestFinished(() => origin.close());
  const pieces = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>();
  const writer = pieces.writable.getWriter();
  origin.mount("registry", { fetch: () => new Response(pieces.readable, { headers: { "content-type": "text/event-stream", "transfer-encoding": "chunked" } }) });
  const response = await fetch(`${origin.url}/registry/v1/events`);
  const reader = (response.body ?? new ReadableStream<Uint8Array<ArrayBuffer>>()).pipeThrough(new TextDecoderStream()).getReader();
  for (const text of ["id: 1\n\n", "id: 2\n\n", ": quiet\n\n"]) {
    // The next piece is made only once this one has arrived: nothing on the way waits for more.
    const [{ value }] = await Promise.all([reader.read(), writer.write(new TextEncoder().encode(text))]);
    expect(value).toBe(text);
  }
});
