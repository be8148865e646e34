import type { ContractId } from "@cpts/domain/Contract";
import { Effect } from "effect";
import { planDeadlines } from "../deadlines/plan.ts";
import { tellSizeOf } from "../sizes/tell.ts";
import { planExpiry } from "./expiry.ts";

/** After a write about a signed contract: what time will bring it, and whether its size drifts. */
export const planAhead = (id: ContractId) => Effect.andThen(Effect.andThen(planExpiry(id), planDeadlines(id)), tellSizeOf(id));
