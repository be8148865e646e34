import { Schema } from "effect";
import { uuidShape } from "./uuid.ts";

const format = { message: "platform-id.format" };

/** The schema of an identity that the platform gives, before its brand: a UUID, lower case (RFC 9562). Issue: `platform-id.format`, unless said otherwise. */
export const platformId = (title: string, description: string, issue: { readonly message: string } = format) =>
  Schema.String.annotate({ title, description: `${description}, a UUID`, format: "uuid", examples: ["018f6f52-9f5e-7cc1-b6a0-1f2b3c4d5e6f"] }).pipe(
    Schema.check(Schema.isPattern(uuidShape, issue)),
  );
