import { createServer } from "node:http";
import { readAnswers } from "./answers.ts";

/** The least that Node can do: `node:http` and a constant. */
const answers = new Map([...readAnswers()].map(([path, text]) => [path, Buffer.from(text)]));
const alive = Buffer.from('{"status":"alive"}');

const server = createServer((request, response) => {
  const body = answers.get(request.url ?? "") ?? alive;
  response.writeHead(200, { "content-type": "application/json", "content-length": body.byteLength });
  response.end(body);
});
server.listen(Number(process.env["PORT"]), "127.0.0.1");
process.once("SIGTERM", () => process.exit(0));
