import { endpoint } from "@cpts/api/Endpoint";
import { download, exported, exportQuery, upload, uploadAnd, UploadQuery } from "@cpts/api/Files";
import { Problem } from "@cpts/api/Problem";
import type { Sheet } from "@cpts/documents/spreadsheets/sheet";
import { RegionCode } from "@cpts/domain/Cog";
import { Effect, Schema } from "effect";
import { eraseSubject, filesOf, keepFile, removeFile } from "../files/store.ts";
import { bind } from "../http/bind.ts";
import { openData } from "../http/open-data.ts";
import { tableOfFile } from "../files/table-of-file.ts";
import type { Service } from "../service.ts";
import { sample } from "./sample.fixture.ts";

const Id = Schema.String.pipe(Schema.check(Schema.isPattern(/^[0-9a-f-]{36}$/u)));
const about = { fr: "Un fichier", en: "A file" };
const oneFile = Schema.Struct({ id: Id, file: Id });

export const filedEndpoints = {
  addFile: upload({ id: "file.add", path: "/v1/things/{id}/files", params: Schema.Struct({ id: Id }), permission: "cpts.change", summary: about }),
  readFile: download({ id: "file.read", path: "/v1/things/{id}/files/{file}", params: oneFile, permission: "cpts.read", summary: about }),
  readTable: uploadAnd({ id: "table.read", path: "/v1/things/{id}/tables", params: Schema.Struct({ id: Id }), query: UploadQuery, response: Schema.Struct({ rows: Schema.Array(Schema.Array(Schema.String)) }), anyEncoding: true, permission: "cpts.change", summary: about }),
  exportThing: exported({ id: "thing.export", path: "/v1/things/{id}/export", params: Schema.Struct({ id: Id }), query: Schema.Struct(exportQuery), permission: "cpts.read", summary: about }),
  removeFile: endpoint({ id: "file.remove", method: "DELETE", path: "/v1/things/{id}/files/{file}", params: oneFile, response: Schema.Struct({}), status: 204, permission: "cpts.change", summary: about }),
  erase: endpoint({ id: "thing.erase", method: "POST", path: "/v1/things/{id}/erasure", params: Schema.Struct({ id: Id }), response: Schema.Struct({}), status: 204, permission: "cpts.change", summary: about }),
};

const centre = () => Effect.succeed({ kind: "thing", visibility: "public", regions: [Schema.decodeUnknownSync(RegionCode)("24")] } as const);
/** Each thing is also the person that its files are about. */
const ownerOf = (id: string) => ({ kind: "thing", id, subjectId: id });
const thingSheet = (id: string): Sheet => ({
  key: "things",
  name: "Choses",
  columns: [{ key: "id", title: "Id", type: "identifier" }, { key: "feeCents", title: "Cotisation", type: "cents" }],
  rows: [[id, 2_050], ["01004", null]],
});
const missing = new Problem({ type: "not-found" });

const filedBindings = [
  bind(filedEndpoints.addFile, centre, ({ params, upload: file }) => Effect.map(keepFile(file, ownerOf(params.id)), (body) => ({ body, location: `v1/things/${params.id}/files/${body.id}` }))),
  bind(filedEndpoints.readFile, openData("thing"), ({ params }) =>
    Effect.flatMap(filesOf(ownerOf(params.id)), (files) => {
      const file = files.find(({ id }) => id === params.file);
      return file === undefined ? Effect.fail(missing) : Effect.succeed({ file });
    }),
  ),
  bind(filedEndpoints.readTable, centre, ({ upload: file }) => Effect.map(tableOfFile(file), (rows) => ({ body: { rows } }))),
  bind(filedEndpoints.exportThing, openData("thing"), ({ params }) => Effect.succeed({ workbook: { name: "choses d'été", sheets: [thingSheet(params.id), { ...thingSheet(params.id), key: "others", name: "Autres" }] } })),
  bind(filedEndpoints.removeFile, centre, ({ params }) =>
    Effect.flatMap(removeFile(ownerOf(params.id), params.file), (found) => (found ? Effect.succeed({ body: {} }) : Effect.fail(missing))),
  ),
  bind(filedEndpoints.erase, centre, ({ params }) => Effect.as(eraseSubject(params.id), { body: {} })),
];

/** The sample, whose things have files. */
export const filed: Service<Record<never, never>, never> = {
  ...sample,
  endpoints: { ...sample.endpoints, ...filedEndpoints },
  bindings: (config) => [...sample.bindings(config), ...filedBindings],
};
