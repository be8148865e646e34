import type { ContractId } from "@cpts/domain/Contract";
import { Effect } from "effect";
import { planDeadlines } from "../deadlines/plan.ts";
import { planExpiry } from "./expiry.ts";

/** After a write about a signed contract: what time will bring it. */
export const planAhead = (id: ContractId) => Effect.andThen(planExpiry(id), planDeadlines(id));
