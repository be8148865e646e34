import { Schema } from "effect";

/** Who may see a meeting. */
export const meetingVisibility = Schema.Literals(["public", "cpts", "board"]).annotate({ title: "MeetingVisibility", description: "Who may see a meeting" });
