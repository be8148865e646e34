/**
 * Freezes the JSON Schema of every version of every event: `pnpm --filter @cpts/api freeze`. Writes what is new or an
 * allowed change; writes nothing when something would break a subscriber, and says what. With `--reworded`, changed words
 * about a value are taken for a mere rewording.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { breakingChanges, catalogueChanges, frozenSchemaOf, sentenceOf } from "../Evolution.ts";
import type { EventType } from "../EventType.ts";
import { services } from "../Services.ts";
import { frozenFolder, frozenSchemas } from "./frozen-schemas.ts";

const definitions: ReadonlyArray<EventType> = Object.values(services).flatMap(({ events }) => Object.values<EventType>(events));
const frozen = frozenSchemas();
const today = new Map(definitions.map(({ payload, type }) => [type, frozenSchemaOf(payload)]));
const reworded = process.argv.includes("--reworded");

const broken = [
  ...catalogueChanges([...frozen.keys()], definitions),
  ...[...today].flatMap(([type, schema]) => breakingChanges(type, frozen.get(type) ?? schema, schema)).filter(({ rule }) => !reworded || rule !== "meaning-changed"),
];

if (broken.length > 0) {
  process.stderr.write(`${broken.map(sentenceOf).join("\n")}\nNothing was frozen.\n`);
  process.exitCode = 1;
} else {
  mkdirSync(frozenFolder, { recursive: true });
  const changed = [...today].filter(([type, schema]) => JSON.stringify(frozen.get(type)) !== JSON.stringify(schema));
  for (const [type, schema] of changed) writeFileSync(join(frozenFolder, `${type}.json`), `${JSON.stringify(schema, null, 1)}\n`);
  process.stdout.write(`${changed.length} of ${today.size} schemas written${changed.map(([type]) => `\n  ${type}`).join("")}\n`);
}
