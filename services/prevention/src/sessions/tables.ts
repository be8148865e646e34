import type { ProfessionNeed, SessionState } from "@cpts/domain/Session";
import type { Json } from "@cpts/service-kit/database/json-column";
import type { Generated } from "kysely";

/** People reached in one age band. */
export interface AgeCount {
  readonly band: string;
  readonly count: number;
}

/** The tables of the sessions. Who signed up or came is erased with the person, and is told by no event but a cancellation. */
export interface SessionTables {
  readonly session: {
    id: string;
    action_id: string;
    cpts_id: string;
    state: SessionState;
    is_public: boolean;
    commune: string;
    address: string | null;
    start_date: string;
    start_time: string;
    start_occurrence: "first" | "second" | null;
    end_date: string;
    end_time: string;
    end_occurrence: "first" | "second" | null;
    starts_at: string;
    ends_at: string;
    capacity: number | null;
    professions: Json<ReadonlyArray<ProfessionNeed>>;
    reason: string | null;
    sequence: number;
    version: number;
    /** How many of those who came were erased since: no name of theirs is left, the count is. */
    attendance_erased: Generated<number>;
  };
  readonly session_sign_up: {
    session_id: string;
    professional_id: string;
    /** Its turn: the one that waits with the lowest is next. */
    number: number;
    state: "confirmed" | "waiting" | "withdrawn";
    signed_up_on: string;
  };
  readonly session_attendance: { session_id: string; professional_id: string };
  /** What was counted, and each correction of it: the last one holds. */
  readonly session_result: {
    session_id: string;
    number: number;
    recorded_on: string;
    reason: string | null;
    by_age: Json<ReadonlyArray<AgeCount>>;
    reached: number;
    screened: number;
    referred: number;
  };
}
