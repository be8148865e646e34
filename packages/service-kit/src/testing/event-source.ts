/** An event as an event stream gives it. */
export interface StreamedEvent {
  readonly id: string;
  readonly event: string;
  readonly data: { readonly position: number; readonly logid: string; readonly type: string } & Readonly<Record<string, unknown>>;
}

/** A reader of an event stream, as a browser's `EventSource` is one, that can be held and cut. */
export interface EventSourceReader {
  readonly status: number;
  readonly headers: Headers;
  /** The next event; null once the stream has ended. */
  readonly next: () => Promise<StreamedEvent | null>;
  /** As many events as that, or all up to the end. */
  readonly take: (count: number) => Promise<ReadonlyArray<StreamedEvent>>;
  /** How many comments came so far. */
  readonly comments: () => number;
  /** The next comment. */
  readonly comment: () => Promise<void>;
  readonly cut: () => void;
}

const fieldsOf = (block: string): Readonly<Record<string, string>> =>
  Object.fromEntries(block.split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trimStart()]));

/** Opens an event stream; the answer may also be a refusal. */
export const openEventSource = async (url: string, headers: Readonly<Record<string, string>> = {}): Promise<EventSourceReader> => {
  const abort = new AbortController();
  const response = await fetch(url, { headers: { accept: "text/event-stream", ...headers }, signal: abort.signal });
  const reader = (response.body ?? new ReadableStream<Uint8Array<ArrayBuffer>>()).pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  let comments = 0;
  const block = async (): Promise<string | null> => {
    for (;;) {
      const end = text.indexOf("\n\n");
      if (end !== -1) {
        const found = text.slice(0, end);
        text = text.slice(end + 2);
        if (found.startsWith(":")) comments += 1;
        return found;
      }
      const { done, value } = await reader.read();
      if (done) return null;
      text += value;
    }
  };
  const next = async (): Promise<StreamedEvent | null> => {
    for (let found = await block(); found !== null; found = await block()) {
      const { data, event = "", id = "" } = fieldsOf(found);
      if (data !== undefined) return { id, event, data: JSON.parse(data) as StreamedEvent["data"] };
    }
    return null;
  };
  return {
    status: response.status,
    headers: response.headers,
    next,
    take: async (count) => {
      const taken: Array<StreamedEvent> = [];
      while (taken.length < count) {
        const event = await next();
        if (event === null) break;
        taken.push(event);
      }
      return taken;
    },
    comments: () => comments,
    comment: async () => {
      for (const before = comments; comments === before; ) if ((await block()) === null) throw new Error("the stream ended");
    },
    cut: () => abort.abort(),
  };
};
