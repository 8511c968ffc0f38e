/**
 * Globals of a worker that programs keep: the language, and web APIs without access to the network, to
 * storage or to other pages.
 */
const kept: ReadonlySet<string> = new Set([
  ...[
    'self',
    'globalThis',
    'undefined',
    'NaN',
    'Infinity',
    'eval',
    'isNaN',
    'isFinite',
    'parseInt',
    'parseFloat',
  ],
  ...['decodeURI', 'decodeURIComponent', 'encodeURI', 'encodeURIComponent', 'escape', 'unescape'],
  ...[
    'Object',
    'Function',
    'Boolean',
    'Symbol',
    'Number',
    'BigInt',
    'Math',
    'Date',
    'String',
    'RegExp',
    'Array',
  ],
  ...[
    'Map',
    'Set',
    'WeakMap',
    'WeakSet',
    'WeakRef',
    'FinalizationRegistry',
    'ArrayBuffer',
    'SharedArrayBuffer',
  ],
  ...[
    'Atomics',
    'DataView',
    'JSON',
    'Promise',
    'Reflect',
    'Proxy',
    'Intl',
    'Iterator',
    'AsyncIterator',
    'Temporal',
  ],
  ...[
    'Int8Array',
    'Uint8Array',
    'Uint8ClampedArray',
    'Int16Array',
    'Uint16Array',
    'Int32Array',
    'Uint32Array',
  ],
  ...['Float16Array', 'Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array', 'WebAssembly'],
  ...['Error', 'AggregateError', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError'],
  ...['URIError', 'SuppressedError', 'DisposableStack', 'AsyncDisposableStack', 'DOMException'],
  ...['console', 'crypto', 'Crypto', 'CryptoKey', 'SubtleCrypto', 'performance', 'Performance'],
  ...['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'queueMicrotask', 'structuredClone'],
  ...['atob', 'btoa', 'TextEncoder', 'TextDecoder', 'TextEncoderStream', 'TextDecoderStream', 'reportError'],
  ...['URL', 'URLSearchParams', 'URLPattern', 'Headers', 'Request', 'Response', 'FormData', 'Blob', 'File'],
  ...['AbortController', 'AbortSignal', 'Event', 'EventTarget', 'CustomEvent', 'MessageEvent', 'ErrorEvent'],
  ...['ProgressEvent', 'PromiseRejectionEvent', 'CloseEvent'],
  ...['ReadableStream', 'ReadableStreamDefaultReader', 'ReadableStreamBYOBReader', 'WritableStream'],
  ...['WritableStreamDefaultWriter', 'TransformStream', 'ByteLengthQueuingStrategy', 'CountQueuingStrategy'],
  ...['ReadableStreamDefaultController', 'ReadableByteStreamController', 'ReadableStreamBYOBRequest'],
  ...['WritableStreamDefaultController', 'TransformStreamDefaultController'],
  ...['CompressionStream', 'DecompressionStream', 'isSecureContext', 'origin'],
  // The events by which the playground reports errors, and their receivers.
  ...['addEventListener', 'removeEventListener', 'dispatchEvent', 'constructor'],
])

/**
 * Removes everything from a worker's global scope that is not on the list of kept globals: requests, sockets,
 * storage, nested workers, and messages to the page. The content security policy of the worker also prohibits
 * connections; this makes the other pages of the site unreachable too.
 *
 * @returns the names of globals that could not be removed.
 */
export function removeCapabilities(scope: object): string[] {
  const left: string[] = []
  for (
    let owner: object | null = scope;
    owner && owner !== Object.prototype;
    owner = Object.getPrototypeOf(owner)
  )
    for (const name of Object.getOwnPropertyNames(owner)) {
      if (kept.has(name)) continue
      if (!Reflect.deleteProperty(owner, name)) left.push(name)
    }
  return left
}
