import { type AnyBound, resolveCall } from './bind.ts'
import { checkNumbers } from './check-numbers.ts'
import { routeOf } from './endpoint.ts'
import { AnswerError, InputError } from './errors.ts'
import type { Page } from './schema/page.ts'
import type { AnyEndpoint, CallOptions, Client, InputOf, OutputOf } from './types.ts'
import { unescapeField } from './wire/fields.ts'

/** Options of {@link paginate}. */
export interface PaginateOptions extends CallOptions {
  /** Maximum number of pages to request. Default: no limit. */
  readonly maxPages?: number | undefined
  /**
   * Whether to request the next page while the items of the current page are consumed. If the iteration ends
   * early, the extra request is aborted. Default: false.
   */
  readonly prefetch?: boolean | undefined
}

/** An endpoint that returns pages. For any other, the message that the compiler shows. */
export type ListEndpoint<E extends AnyEndpoint> =
  OutputOf<E> extends Page<unknown, unknown>
    ? E
    : 'This endpoint does not return pages: pass one that does, such as rooms.list'

/** A bound {@link ListEndpoint}. */
type BoundList<B extends AnyBound<AnyEndpoint>> =
  ListEndpoint<B['endpoint']> extends AnyEndpoint ? B : ListEndpoint<B['endpoint']>

type ItemOf<E extends AnyEndpoint> = OutputOf<E> extends Page<infer Item, unknown> ? Item : never

/**
 * Returns an iterator over the items of a list, which requests pages as they are needed. Empty pages do not
 * end it. If the server repeats a page, or returns more than 100 pages without new items, the iterator
 * throws.
 *
 * @throws {AnswerError} if the server returns a page that was not requested, or its pages do not end.
 * @throws {ConfigError} if `maxPages` is not a number, such as NaN.
 * @throws {InputError} if the endpoint does not return pages. Nothing was sent.
 *
 * @example
 * ```ts
 * import { createClient, paginate } from '@greenroom/core'
 * import { rooms } from '@greenroom/core/video'
 *
 * const client = createClient({ apiKey: 'KEY…' })
 * for await (const room of paginate(client, rooms.list, { page: { size: 100 } })) {
 *   console.log(room.unique_name)
 * }
 * ```
 */
export function paginate<B extends AnyBound<AnyEndpoint>>(
  list: BoundList<B>,
  input?: Parameters<B>[0],
  options?: PaginateOptions,
): AsyncGenerator<ItemOf<B['endpoint']>, void, void>
export function paginate<E extends AnyEndpoint>(
  client: Client,
  list: ListEndpoint<E>,
  input?: InputOf<E>,
  options?: PaginateOptions,
): AsyncGenerator<ItemOf<E>, void, void>
// For a call that fits neither form, the compiler reports the last signature: this one has both messages.
export function paginate<F extends AnyBound<AnyEndpoint> | Client, E extends AnyEndpoint>(
  first: F extends AnyBound<AnyEndpoint> ? BoundList<F> : F,
  listOrInput: F extends AnyBound<AnyEndpoint> ? Parameters<F>[0] : ListEndpoint<E>,
  inputOrOptions?: F extends AnyBound<AnyEndpoint> ? PaginateOptions : InputOf<E>,
  options?: PaginateOptions,
): AsyncGenerator<never, void, void>
export function paginate(first: unknown, ...rest: readonly unknown[]): AsyncGenerator<unknown, void, void> {
  return walk(first as AnyBound<AnyEndpoint> | Client, rest)
}

async function* walk(
  first: AnyBound<AnyEndpoint> | Client,
  others: readonly unknown[],
): AsyncGenerator<unknown, void, void> {
  const { endpoint, call, rest } = resolveCall(first, ...others)
  const [input = {}, { maxPages = Number.POSITIVE_INFINITY, prefetch = false, ...given } = {}] = rest as [
    object?,
    PaginateOptions?,
  ]
  checkNumbers({ maxPages }, 0, Number.POSITIVE_INFINITY)
  if (!/page$/.test(endpoint.envelope ?? '')) {
    const problem = { pointer: '', expected: 'an endpoint that returns pages', received: 'another endpoint' }
    throw new InputError(routeOf(endpoint), [problem])
  }
  const guard = createLoopGuard(endpoint)
  // React Native has no `AbortSignal.any`.
  const leaving = new AbortController()
  const { signal } = given
  const onAbort = () => leaving.abort(signal?.reason)
  if (signal?.aborted) onAbort()
  else signal?.addEventListener('abort', onAbort)
  const options = prefetch ? { ...given, signal: leaving.signal } : given
  let at: object | undefined = input
  let ahead: Promise<AnyPage> | undefined
  try {
    for (let pages = 1; at !== undefined && pages <= maxPages; pages++) {
      const page: AnyPage = await (ahead ?? call<AnyPage>(at, options))
      // Checked before the items are yielded, so that a repeated page yields no item twice.
      const following = inputAfter(endpoint, at, page)
      if (following) guard(at, page)
      at = following
      if (prefetch && at && pages < maxPages) {
        ahead = call(at, options)
        // The error is thrown when this page is awaited, and ignored if the iteration ends before.
        ahead.catch(() => undefined)
      }
      yield* page.data
    }
  } finally {
    signal?.removeEventListener('abort', onAbort)
    leaving.abort()
  }
}

type AnyPage = Page<unknown, Record<string, unknown>>

/**
 * Returns the input of the page that follows a page, or undefined after the last page.
 *
 * @throws {AnswerError} if the page is not the requested one.
 *
 * @example
 * ```ts
 * import { createClient, nextPageInput } from '@greenroom/core'
 * import { rooms } from '@greenroom/core/video'
 *
 * const client = createClient({ apiKey: 'KEY…' })
 * const first = await rooms.list(client)
 * const input = nextPageInput(rooms.list, {}, first)
 * const second = input && (await rooms.list(client, input))
 * ```
 */
export function nextPageInput<E extends AnyEndpoint>(
  list: ListEndpoint<E>,
  input: InputOf<E>,
  page: OutputOf<E>,
): InputOf<E> | undefined {
  return inputAfter(list as AnyEndpoint, input as object, page) as InputOf<E> | undefined
}

function inputAfter(endpoint: AnyEndpoint, input: object, page: AnyPage): object | undefined {
  return endpoint.envelope === 'texml-page' ? byToken(input, page) : byNumber(endpoint, input, page)
}

function numberOf(input: object): number {
  return (input as { page?: { number?: number } }).page?.number ?? 1
}

function byNumber(endpoint: AnyEndpoint, input: object, { data, meta }: AnyPage): object | undefined {
  const number = numberOf(input)
  if (typeof meta['page_number'] === 'number' && meta['page_number'] !== number) {
    throw repeated(endpoint, `page ${number}`, `page ${meta['page_number']}`)
  }
  // Without a total, an empty page is the end.
  const isLast = typeof meta['total_pages'] === 'number' ? number >= meta['total_pages'] : data.length === 0
  return isLast ? undefined : { ...input, page: { ...(input as { page?: object }).page, number: number + 1 } }
}

function byToken(input: object, { meta }: AnyPage): object | undefined {
  const uri = meta['next_page_uri']
  if (typeof uri !== 'string' || uri === '') return undefined
  // Only the query is used, so that the server cannot direct the client to another address.
  const paging: { Page?: number; PageSize?: number; PageToken?: string } = {}
  for (const field of uri.slice(uri.indexOf('?') + 1).split('&')) {
    const [name = '', value = ''] = field.split('=', 2).map(unescapeField)
    const spelled = pagingNames.find((each) => each.toLowerCase() === name.toLowerCase())
    if (spelled === 'PageToken') paging[spelled] = value
    else if (spelled !== undefined && /^\d+$/.test(value)) paging[spelled] = Number(value)
  }
  // A token of the page before would lead back to it.
  return { ...input, PageToken: undefined, ...paging }
}

/** Maximum number of consecutive pages without new items. */
const mostIdlePages = 100

/** Returns a function that throws when the pages of a list repeat or do not end. */
function createLoopGuard(endpoint: AnyEndpoint): (input: object, page: AnyPage) => void {
  const seen = new Set<unknown>()
  let lastItems = ''
  let idlePages = 0
  return (input, { data, meta }) => {
    const items = JSON.stringify(data)
    const isSame = items === lastItems
    lastItems = items
    idlePages = isSame || data.length === 0 ? idlePages + 1 : 0
    if (idlePages > mostIdlePages)
      throw repeated(endpoint, 'an end', `${mostIdlePages} pages with nothing new`)
    if (endpoint.envelope === 'texml-page') {
      if (seen.has(meta['next_page_uri'])) throw repeated(endpoint, 'a new page', 'one that came before')
      seen.add(meta['next_page_uri'])
    } else if (typeof meta['page_number'] !== 'number' && isSame && data.length > 0) {
      // The server ignores the page number, and does not report which page it returned.
      throw repeated(endpoint, `page ${numberOf(input)}`, 'the page before it')
    }
  }
}

const pagingNames = ['Page', 'PageSize', 'PageToken'] as const

function repeated(endpoint: AnyEndpoint, expected: string, received: string): AnswerError {
  return new AnswerError(routeOf(endpoint), {
    status: 200,
    outcome: 'accepted',
    problems: [{ pointer: '/meta', expected, received }],
  })
}
