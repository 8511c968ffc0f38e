/**
 * The TeXML language for tools that read documents: the definition of each verb and noun, and the parser.
 *
 * @module
 */
export type { AnyVerb, AttributesSchema, VerbDefinition, VerbRequest } from './definition.ts'
export { elementsOf, type TexmlElement, type TexmlText, textOf } from './element.ts'
export { type ParsedDocument, parseDocument } from './parse-document.ts'
export type { ParseProblem } from './parse-problem.ts'
export { childIdOf, type ReadAttributes, readAttributes } from './read-element.ts'
export { definitionOf, type VerbId, verbs } from './registry.ts'
export type { ResponseChild } from './response.ts'
export type { AttributesOf } from './verb.ts'
