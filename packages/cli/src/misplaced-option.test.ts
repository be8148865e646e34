import { expect, it } from "vitest";
import { readArguments } from "./arguments.ts";
import { misplacedOption } from "./misplaced-option.ts";

it.each([
  ["events replay registry --from 60", "--from"],
  ["events replay registry --limit 3", "--limit"],
  ["events replay registry --from-start", "--from-start"],
  ["events tail registry --until 12", "--until"],
  ["events republish registry --since 12", "--since"],
  ["dead-letters retry directory territories --reason x", "--reason"],
  ["projections list --all", "--all"],
  ["list cpts --until 3", "--until"],
  ["doctor --as-of 2026-01-01", "--as-of"],
])("`cpts %s` has an option of another verb", (line, option) => {
  expect(misplacedOption(readArguments(line.split(" ")))).toBe(option);
});

it.each([
  "events republish registry --from 60",
  "events tail registry --since 3 --types a --count 2 --nats nats://x --lang en --json",
  "events replay registry --since 3 --until 4",
  "dead-letters drop directory territories 41 --reason x",
  "audit verify registry --against 3:x",
  "list cpts --q a --all --explain --token x",
  "get territory x --explain --as-of 2026-01-01",
  "doctor --nats nats://x --url http://x",
])("`cpts %s` has the options of its verb", (line) => {
  expect(misplacedOption(readArguments(line.split(" ")))).toBeUndefined();
});
