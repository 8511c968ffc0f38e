/**
 * Encodes and decodes requests and responses of the API: the tools for a server, a gateway or an emulator.
 *
 * @module
 */
export { decodeBase64Url, encodeBase64Url } from '../base64.ts'
export { type Claims, claimsOf } from '../jwt.ts'
export { coerce } from './coerce.ts'
export { type Decoded, decodeRequest, type ReceivedRequest, type UnreadableReason } from './decode.ts'
export { encodeRequest, hasBody, type WireRequest } from './encode.ts'
export { unwrap, wireSchema, wrap } from './envelope.ts'
export { decodeFields, encodeFields, type FieldTree } from './fields.ts'
export { createMatcher, type Match, type Matcher } from './match.ts'
export { fillPath, pathNames, replacePathNames } from './path.ts'
export { problemsOf } from './problems.ts'
export { readStream } from './read-stream.ts'
export { type FieldReference, namesOfReferences, referencesIn } from './references.ts'
