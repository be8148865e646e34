/** What requests took, each from the first byte sent to the last one read, in milliseconds; `bytes` are those of the last answer. */
export interface OneByOne {
  readonly ms: ReadonlyArray<number>;
  readonly bytes: number;
}

/** Sends a request so many times, one after the other. Any answer but 200 ends it: its figure would say nothing. */
export const oneByOne = async (url: string, times: number, request: RequestInit = {}): Promise<OneByOne> => {
  const ms: Array<number> = [];
  let bytes = 0;
  for (let number = 0; number < times; number += 1) {
    const began = performance.now();
    const answer = await fetch(url, request);
    const body = await answer.arrayBuffer();
    ms.push(performance.now() - began);
    bytes = body.byteLength;
    if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}: ${new TextDecoder().decode(body)}`);
  }
  return { ms, bytes };
};
