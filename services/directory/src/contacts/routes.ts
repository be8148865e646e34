import { directory } from "@cpts/api/Directory";
import type { Actor } from "@cpts/domain/Access";
import type { CptsId } from "@cpts/domain/Cpts";
import { soleRow } from "@cpts/service-kit/database/statement";
import { bind } from "@cpts/service-kit/http/bind";
import { openData } from "@cpts/service-kit/http/open-data";
import { cptsResource } from "@cpts/service-kit/known/cpts";
import { Effect } from "effect";
import { personResource } from "../privacy/found.ts";
import { changeContact, dropContact, lockContact, recordContact } from "./commands.ts";
import { objectPerson, withdrawObjection } from "./objections.ts";
import { contactsOf, objectionsOf, readContact } from "./queries.ts";

const { endpoints } = directory;

/** Contacts are kept by the people of a CPTS who keep its members. */
const ofCpts = (id: string, actor: Actor) =>
  // Only ids of CPTS were stored.
  cptsResource({ kind: "contact", id: id as CptsId, actor, visibility: "board", path: ["cptsId"] });

const ofContact = ({ actor, params }: { readonly actor: Actor; readonly params: Parameters<typeof lockContact> extends [infer Id] ? { readonly id: Id } : never }) => Effect.flatMap(lockContact(params.id), (row) => ofCpts(row.cpts_id, actor));

const shown = (id: string) =>
  Effect.map(readContact(id), (rows) => {
    const body = soleRow(rows);
    return { body, version: body.version };
  });

export const contactRoutes = [
  bind(endpoints.recordContact, ({ actor, body }) => ofCpts(body.cptsId, actor), ({ actor, body, params }) => Effect.flatMap(recordContact(params.id, body, actor), shown)),
  // Everyone may ask: each is given what they may see.
  bind(endpoints.listContacts, openData("contact"), ({ actor, params }) => Effect.map(contactsOf(params.id, actor), (body) => ({ body }))),
  bind(endpoints.changeContact, ofContact, ({ body, ifMatch, params }) => Effect.andThen(changeContact(params.id, body, ifMatch), shown(params.id))),
  bind(endpoints.dropContact, ofContact, ({ params }) => Effect.as(dropContact(params.id), { body: {} })),
  bind(endpoints.objectPerson, personResource, ({ actor, body, params }) => Effect.map(Effect.andThen(objectPerson(params.id, body, actor), objectionsOf(params.id)), (answer) => ({ body: answer }))),
  bind(endpoints.withdrawObjection, personResource, ({ actor, body, params }) => Effect.map(Effect.andThen(withdrawObjection(params.id, body, actor), objectionsOf(params.id)), (answer) => ({ body: answer }))),
  bind(endpoints.listObjections, personResource, ({ params }) => Effect.map(objectionsOf(params.id), (body) => ({ body }))),
];
