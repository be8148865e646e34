import type { CptsImportId } from "@cpts/api/CptsImports";
import { registry } from "@cpts/api/Registry";
import type { Resource } from "@cpts/domain/Access";
import type { RegionCode } from "@cpts/domain/Cog";
import { clock } from "@cpts/service-kit/clocks/clock";
import { bind } from "@cpts/service-kit/http/bind";
import { openData } from "@cpts/service-kit/http/open-data";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { applyImport } from "./apply.ts";
import { expiryKind, mapImport, startImport } from "./commands.ts";
import { exportCpts } from "./export.ts";
import { judged, previewOf } from "./preview.ts";
import { closeImport, findImport, requireOpen, viewOf } from "./stored.ts";

const { endpoints } = registry;

const ofRegion = (region: RegionCode | null): Resource => ({ kind: "cpts", visibility: "public", regions: region === null ? [] : [region] });

const ofImport = ({ params }: { readonly params: { readonly id: CptsImportId } }) =>
  // Only codes of regions were stored.
  Effect.map(findImport(params.id), ({ region }) => ofRegion(region as RegionCode | null));

const shown = (id: CptsImportId) =>
  Effect.map(findImport(id), (row) => {
    const body = viewOf(row);
    return { body, version: body.version };
  });

export const cptsImportRoutes = [
  bind(
    endpoints.startCptsImport,
    ({ query }) => Effect.succeed(ofRegion(query.region ?? null)),
    ({ query, upload }) =>
      Effect.gen(function* () {
        const id = yield* startImport(upload, { region: query.region ?? null, on: query.on ?? null });
        return { ...(yield* shown(id)), location: `cpts-imports/${id}` };
      }),
  ),
  bind(endpoints.readCptsImport, ofImport, ({ params }) => shown(params.id)),
  bind(endpoints.mapCptsImport, ofImport, ({ body, ifMatch, params }) => Effect.andThen(mapImport(params.id, body.columns, ifMatch), shown(params.id))),
  bind(endpoints.previewCptsImport, ofImport, ({ actor, params }) =>
    Effect.gen(function* () {
      const row = yield* findImport(params.id);
      yield* requireOpen(row);
      return { body: previewOf(row, yield* judged(row, [], actor)) };
    }),
  ),
  bind(endpoints.applyCptsImport, ofImport, ({ actor, body, params }) => Effect.map(applyImport(params.id, body, actor), (counts) => ({ body: { counts } }))),
  bind(endpoints.exportCpts, openData("cpts"), ({ query }) =>
    Effect.gen(function* () {
      return { workbook: yield* exportCpts(query, query.asOf ?? (yield* today)) };
    }),
  ),
];

/** What a file held is deleted on its day, whatever became of it. */
export const cptsImportExpiry = clock(expiryKind, ({ ref }) => closeImport(ref, "expired"));
