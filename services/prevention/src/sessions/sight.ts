import type { Resource } from "@cpts/domain/Access";
import type { CptsId } from "@cpts/domain/Cpts";
import type { SessionId } from "@cpts/domain/Session";
import { Problem } from "@cpts/api/Problem";
import { statement } from "@cpts/service-kit/database/statement";
import { placesOfCpts } from "@cpts/service-kit/known/places";
import { Effect } from "effect";
import { read } from "../database/tables.ts";

const ofSession = statement<[id: string], { readonly cpts_id: CptsId; readonly is_public: boolean }>("select cpts_id, is_public from session where id = $1");

/** `shown`: the session as everyone sees it. `written`: to be changed. `inside`: what only those who work with it see. */
type About = "shown" | "written" | "inside";

/** What a request about a session is about. Those of a published action are open data, but for who comes and the exact counts. */
export const sessionResource = (id: SessionId, about: About) =>
  Effect.gen(function* () {
    const [row] = yield* read((db) => ofSession(db, id));
    if (row === undefined) return yield* new Problem({ type: "not-found" });
    const isOpen = row.is_public && about !== "inside";
    const places = isOpen && about === "shown" ? {} : yield* placesOfCpts(row.cpts_id);
    const resource: Resource = { kind: "session", cptsId: row.cpts_id, visibility: isOpen ? "public" : "cpts", ...places };
    return resource;
  });
