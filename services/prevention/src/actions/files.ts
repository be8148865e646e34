import { Problem } from "@cpts/api/Problem";
import type { ActionId } from "@cpts/domain/PreventionAction";
import type { StagedFile } from "@cpts/service-kit/files/stage";
import { filesOf, keepFile, removeFile, type FileOwner } from "@cpts/service-kit/files/store";
import { Effect } from "effect";

const ownerOf = (id: ActionId): FileOwner => ({ kind: "action", id });

/** Attaches a file to an action. */
export const addFile = (id: ActionId, file: StagedFile) => keepFile(file, ownerOf(id));

/** What is known of the files of an action. */
export const listFiles = (id: ActionId) =>
  Effect.map(filesOf(ownerOf(id)), (files) => ({ items: files.map(({ id: file, name, sha256, size, type }) => ({ id: file, name, type, size, sha256 })) }));

/** A file of an action. */
export const findFile = (id: ActionId, file: string) =>
  Effect.flatMap(filesOf(ownerOf(id)), (files) => {
    const found = files.find((one) => one.id === file);
    return found === undefined ? Effect.fail(new Problem({ type: "not-found" })) : Effect.succeed(found);
  });

/** Erases a file of an action: its bytes too, where nothing else refers to them. */
export const eraseFile = (id: ActionId, file: string) => Effect.flatMap(removeFile(ownerOf(id), file), (gone) => (gone ? Effect.void : Effect.fail(new Problem({ type: "not-found" }))));
