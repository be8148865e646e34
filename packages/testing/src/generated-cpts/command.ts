import { text } from "node:stream/consumers";
import { parseArgs } from "node:util";
import { generateCpts } from "./generate.ts";
import type { GivenCommune } from "./places.ts";
import { registrationOf } from "./table.ts";

/** `node command.ts --count 800 [--seed 1] < communes.json`: writes registrations of CPTS that do not exist to standard output, as JSON. */
const { values } = parseArgs({ options: { count: { type: "string", default: "800" }, seed: { type: "string", default: "1" } } });
const communes = JSON.parse(await text(process.stdin)) as ReadonlyArray<GivenCommune>; // whoever calls it has typed them
process.stdout.write(JSON.stringify(generateCpts({ communes, count: Number(values.count), seed: Number(values.seed) }).map(registrationOf)));
