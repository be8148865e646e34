/**
 * Where an event stands for a subscriber: the rule of `@cpts/domain/Position`, for events as they travel.
 *
 * @since 0.1.0
 */
import { judge, type LogId } from "@cpts/domain/Position";
import type { Cursor, LoggedEvent } from "./logged-event.ts";

/** The next one, one that was handled, or one that something is missing before (or of another log: only the feed can tell). */
export const judgeEvent = (cursor: Cursor, event: LoggedEvent): "next" | "seen" | "beyond" => {
  // Names of logs are only compared here: a malformed one equals none.
  const at = { logId: (cursor.logId ?? "") as LogId, position: cursor.position };
  const verdict = judge(at, { logId: event.logid as LogId, position: event.position });
  if (verdict === "apply") return "next";
  return verdict === "already-applied" ? "seen" : "beyond";
};
