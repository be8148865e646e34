/**
 * Opens the lists of codes of a schema: a code it does not know is `{ _tag: "Unknown", code }`.
 *
 * Only nodes that hold others are built again, by their public constructors. What has a transformation of its own is left
 * as it is: an open code of the domain is such a node, and already does this.
 */
import { openCode } from "@cpts/domain/OpenCode";
import { Schema, SchemaAST } from "effect";

/** The codes of a list; null for any other union. One literal alone is a constant, not a list. */
const codesOf = (union: SchemaAST.Union): ReadonlyArray<string> | null => {
  const codes = union.types.flatMap((type) => (SchemaAST.isLiteral(type) && typeof type.literal === "string" && type.encoding === undefined ? [type.literal] : []));
  return codes.length === union.types.length && codes.length > 1 ? codes : null;
};

const openListOf = (codes: ReadonlyArray<string>, isOptional: boolean): SchemaAST.AST => {
  const opened = openCode(codes);
  return isOptional ? Schema.optionalKey(opened).ast : opened.ast;
};

/** The schema with every list of codes opened. */
export const withOpenLists = (ast: SchemaAST.AST): SchemaAST.AST => {
  if (ast.encoding !== undefined) return ast;
  const { annotations, checks, context } = ast;
  if (SchemaAST.isUnion(ast)) {
    const codes = codesOf(ast);
    if (codes !== null) return openListOf(codes, SchemaAST.isOptional(ast));
    return new SchemaAST.Union(ast.types.map(withOpenLists), ast.options, annotations, checks, undefined, context, ast.encodingChecks);
  }
  if (SchemaAST.isObjects(ast)) {
    const properties = ast.propertySignatures.map(({ name, type }) => new SchemaAST.PropertySignature(name, withOpenLists(type)));
    const indexes = ast.indexSignatures.map(({ parameter, type }) => new SchemaAST.IndexSignature(parameter, withOpenLists(type)));
    return new SchemaAST.Objects(properties, indexes, annotations, checks, undefined, context, ast.encodingChecks);
  }
  if (SchemaAST.isArrays(ast))
    return new SchemaAST.Arrays(ast.isMutable, ast.elements.map(withOpenLists), ast.rest.map(withOpenLists), annotations, checks, undefined, context, ast.encodingChecks);
  if (SchemaAST.isSuspend(ast)) return new SchemaAST.Suspend(() => withOpenLists(ast.thunk()), annotations, checks, undefined, context);
  return ast;
};
