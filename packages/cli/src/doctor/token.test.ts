import { expect, it } from "vitest";
import { tellerOf } from "../language.ts";
import { tokenFinding } from "./token.ts";

const now = Date.UTC(2026, 10, 22, 8);
const tokenUntil = (ms: number) => `e30.${Buffer.from(JSON.stringify({ cpts_role: "coordinator", exp: ms / 1_000 })).toString("base64url")}.c2lnbmF0dXJl`;
const judged = (token: string | undefined, status: number | null) => tokenFinding(tellerOf("en"), token, status, now);

it.each([
  ["no token", undefined, null, "note", "no token: open data only"],
  ["no JWT", "secret", 401, "fault", "this is no token (JWT)"],
  ["an expired token, whatever a service says", tokenUntil(now - 600_000), 401, "fault", "token expired 10 min ago (coordinator)"],
  ["a refused token", tokenUntil(now + 600_000), 401, "fault", "token refused (coordinator)"],
  ["a token that may not operate", tokenUntil(now + 600_000), 403, "ok", "token accepted (coordinator), 10 min left"],
  ["a token nobody could judge", tokenUntil(now + 600_000), null, "note", "token not checked (coordinator): no service answers"],
] as const)("%s is told for what it is, and never shown", (_, token, status, health, found) => {
  const finding = judged(token, status);
  expect(finding).toMatchObject({ health, found });
  expect(JSON.stringify(finding)).not.toContain(token ?? "no token at all");
});
