/** What we use of autocannon, which ships no types. */
declare module "autocannon" {
  type Options = {
    readonly url: string;
    readonly connections: number;
    readonly duration?: number;
    readonly amount?: number;
    readonly sampleInt?: number;
    readonly method?: string;
    readonly body?: string;
    readonly requests?: ReadonlyArray<{ readonly path: string }>;
    readonly headers?: Readonly<Record<string, string>>;
  };
  type Result = {
    readonly duration: number;
    readonly non2xx: number;
    readonly "3xx": number;
    readonly errors: number;
    readonly timeouts: number;
    readonly requests: { readonly total: number };
    readonly latency: { readonly p50: number; readonly p99: number };
  };
  const autocannon: (options: Options) => Promise<Result>;
  export = autocannon;
}
