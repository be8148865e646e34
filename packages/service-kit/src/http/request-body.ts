import { Problem, type FieldFault, type ProblemType } from "@cpts/api/Problem";

/** Largest request body. */
export const maxBodyBytes = 256 * 1024;
/** Deepest nesting of a JSON body. */
const maxDepth = 20;

const fail = (type: ProblemType, fr: string, en: string): Problem => new Problem({ type, detail: { fr, en } });
const fault = (code: string, fr: string, en: string): FieldFault => ({ in: "body", path: [], code, message: { fr, en } });

const isTooDeep = (value: unknown, left: number): boolean => {
  if (typeof value !== "object" || value === null) return false;
  return left === 0 || Object.values(value).some((inner) => isTooDeep(inner, left - 1));
};

const tooLarge = () => fail("body-too-large", "Le corps de la requête dépasse 256 kio.", "The request body exceeds 256 KiB.");

/** Reads the stream without ever holding more than the limit. */
const readBytes = async (request: Request): Promise<Uint8Array | Problem> => {
  if (Number(request.headers.get("content-length") ?? 0) > maxBodyBytes) return tooLarge();
  const chunks: Array<Uint8Array> = [];
  let size = 0;
  if (request.body === null) return new Uint8Array();
  for await (const chunk of request.body) {
    size += chunk.byteLength;
    if (size > maxBodyBytes) return tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

export interface RawBody {
  readonly text: string;
  readonly json: unknown;
}

/** The JSON of a request, or the problem that says why it cannot be read. */
export const readJson = async (request: Request): Promise<RawBody | Problem> => {
  const type = (request.headers.get("content-type") ?? "").split(";", 1)[0]?.trim().toLowerCase();
  if (type !== "application/json" && type !== "application/merge-patch+json")
    return fail("unsupported-media-type", "Le corps doit être du JSON (content-type: application/json).", "The body must be JSON (content-type: application/json).");
  if (!["", "identity"].includes(request.headers.get("content-encoding") ?? ""))
    return fail("unsupported-media-type", "Le corps ne peut pas être compressé.", "The body cannot be compressed.");
  const bytes = await readBytes(request);
  if (bytes instanceof Problem) return bytes;
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new Problem({ type: "malformed-request", faults: [fault("invalid-utf-8", "le corps n'est pas de l'UTF-8", "the body is not UTF-8")] });
  }
  try {
    const json: unknown = JSON.parse(text);
    if (isTooDeep(json, maxDepth))
      return new Problem({ type: "malformed-request", faults: [fault("too-deep", "le JSON est trop imbriqué", "the JSON is nested too deep")] });
    return { text, json };
  } catch {
    return new Problem({ type: "malformed-request", faults: [fault("malformed-json", "le corps n'est pas du JSON", "the body is not JSON")] });
  }
};
