import { directory } from "@cpts/api/Directory";
import type { MemberImportId } from "@cpts/api/MemberImports";
import type { Actor } from "@cpts/domain/Access";
import type { CptsId } from "@cpts/domain/Cpts";
import { clock } from "@cpts/service-kit/clocks/clock";
import { bind } from "@cpts/service-kit/http/bind";
import { openData } from "@cpts/service-kit/http/open-data";
import { cptsResource } from "@cpts/service-kit/known/cpts";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { applyImport } from "./apply.ts";
import { closeImport, expiryKind, mapImport, startImport } from "./commands.ts";
import { exportMembers } from "./export.ts";
import { judged, previewOf } from "./preview.ts";
import { findImport, requireOpen, viewOf } from "./stored.ts";

const { endpoints } = directory;

const ofCpts = (cptsId: CptsId, actor: Actor) => cptsResource({ kind: "membership", id: cptsId, actor, visibility: "board", path: ["cpts"] });

const ofImport = ({ actor, params }: { readonly actor: Actor; readonly params: { readonly id: MemberImportId } }) =>
  // Only ids of CPTS were stored.
  Effect.flatMap(findImport(params.id), (row) => ofCpts(row.cpts_id as CptsId, actor));

const shown = (id: MemberImportId) =>
  Effect.map(findImport(id), (row) => {
    const body = viewOf(row);
    return { body, version: body.version };
  });

export const memberImportRoutes = [
  bind(
    endpoints.startMemberImport,
    ({ actor, query }) => ofCpts(query.cpts, actor),
    ({ query, upload }) =>
      Effect.gen(function* () {
        const id = yield* startImport(query.cpts, upload);
        return { ...(yield* shown(id)), location: `v1/member-imports/${id}` };
      }),
  ),
  bind(endpoints.readMemberImport, ofImport, ({ params }) => shown(params.id)),
  bind(endpoints.mapMemberImport, ofImport, ({ body, ifMatch, params }) => Effect.andThen(mapImport(params.id, body.columns, ifMatch), shown(params.id))),
  bind(endpoints.previewMemberImport, ofImport, ({ actor, params }) =>
    Effect.gen(function* () {
      const row = yield* findImport(params.id);
      yield* requireOpen(row);
      return { body: previewOf(yield* judged(row, [], actor)) };
    }),
  ),
  bind(endpoints.applyMemberImport, ofImport, ({ actor, body, params }) => Effect.map(applyImport(params.id, body.confirmations, actor), (counts) => ({ body: { counts } }))),
  bind(endpoints.exportMemberships, openData("membership"), ({ actor, query }) =>
    Effect.gen(function* () {
      return { workbook: yield* exportMembers(query.cpts, actor, query.asOf ?? (yield* today)) };
    }),
  ),
];

/** What a file held of people is deleted on its day, whatever became of it. */
export const memberImportExpiry = clock(expiryKind, ({ ref }) => closeImport(ref, "expired"));
