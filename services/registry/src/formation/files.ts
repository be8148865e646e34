import type { StoredFile } from "@cpts/api/Files";
import { Problem } from "@cpts/api/Problem";
import { filesOf, keepFile, type FileOwner, type FileWithBody } from "@cpts/service-kit/files/store";
import type { StagedFile } from "@cpts/service-kit/files/stage";
import { Effect } from "effect";

export const noSuchFile = new Problem({ type: "not-found", detail: { fr: "Ce fichier n'est pas connu ici.", en: "This file is not known here." } });

/** What is told of files: not where their bytes are. */
export const shownFiles = (files: ReadonlyArray<FileWithBody>): ReadonlyArray<typeof StoredFile.Encoded> => files.map(({ id, name, sha256, size, type }) => ({ id, name, type, size, sha256 }));

/** Keeps what was sent as a file of its owner. */
export const addFile = (upload: StagedFile, owner: FileOwner) => Effect.map(keepFile(upload, owner), (body) => ({ body, location: `files/${body.id}` }));

/** One file of an owner, to be sent. */
export const sendFile = (owner: FileOwner, id: string) =>
  Effect.flatMap(filesOf(owner), (files) => {
    const file = files.find((one) => one.id === id);
    return file === undefined ? Effect.fail(noSuchFile) : Effect.succeed({ file });
  });
