import type { Client } from './client.ts'
import type { AnyEndpoint, CallOptions, InputOf, OutputOf } from './endpoint.ts'
import { routeOf } from './endpoint.ts'
import { AnswerError } from './errors.ts'
import type { Page } from './schema/page.ts'

/** What is about a walk over pages. */
export interface PaginateOptions extends CallOptions {
  /** The most pages to ask for. Default: no limit. */
  readonly maxPages?: number | undefined
}

type ItemOf<E extends AnyEndpoint> = OutputOf<E> extends Page<infer Item, unknown> ? Item : never

interface BoundList<E extends AnyEndpoint> {
  (...args: never[]): Promise<OutputOf<E>>
  readonly endpoint: E
}

type PageCall = (input: object, options: CallOptions) => Promise<Page<unknown, Record<string, unknown>>>

/**
 * Walks over the items of a list, asking for its pages one by one as they are needed. Pages may be
 * empty in between; a server that repeats a page ends the walk with an error rather than loop.
 *
 * @throws {AnswerError} when the server answers another page than it was asked for.
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
export function paginate<E extends AnyEndpoint>(
  list: BoundList<E>,
  input?: InputOf<E>,
  options?: PaginateOptions,
): AsyncGenerator<ItemOf<E>, void, void>
export function paginate<E extends AnyEndpoint>(
  client: Client,
  list: E,
  input?: InputOf<E>,
  options?: PaginateOptions,
): AsyncGenerator<ItemOf<E>, void, void>
export function paginate(
  first: BoundList<AnyEndpoint> | Client,
  ...rest: unknown[]
): AsyncGenerator<unknown, void, void> {
  if ('request' in first) {
    const [list, input, options] = rest as [AnyEndpoint, object?, PaginateOptions?]
    return walk(list, (at, call) => list(first, at, call), input, options)
  }
  const [input, options] = rest as [object?, PaginateOptions?]
  return walk(first.endpoint, first as unknown as PageCall, input, options)
}

async function* walk(
  endpoint: AnyEndpoint,
  call: PageCall,
  input: object = {},
  { maxPages = Number.POSITIVE_INFINITY, ...options }: PaginateOptions = {},
): AsyncGenerator<unknown, void, void> {
  const next = endpoint.envelope === 'texml-page' ? createTokenSteps(endpoint) : createNumberSteps(endpoint)
  let at: object | undefined = input
  for (let pages = 0; at !== undefined && pages < maxPages; pages++) {
    const page: Page<unknown, Record<string, unknown>> = await call(at, options)
    // Before the items, so that a repeated page gives none of them twice.
    at = next(at, page)
    yield* page.data
  }
}

/** Tells the input of the page after, or that there is none. */
type Step = (input: object, page: Page<unknown, Record<string, unknown>>) => object | undefined

function createNumberSteps(endpoint: AnyEndpoint): Step {
  let lastItems: string | undefined
  return (input, { data, meta }) => {
    const asked = (input as { page?: { number?: number; size?: number } }).page
    const number = asked?.number ?? 1
    if (typeof meta['page_number'] === 'number' && meta['page_number'] !== number) {
      throw repeated(endpoint, `page ${number}`, `page ${meta['page_number']}`)
    }
    const following = { ...input, page: { ...asked, number: number + 1 } }
    if (typeof meta['total_pages'] === 'number') return number < meta['total_pages'] ? following : undefined
    // Without a total, an empty page is the end, and the same page again is a server that ignores the number.
    if (data.length === 0) return undefined
    const items = JSON.stringify(data)
    if (items === lastItems) throw repeated(endpoint, `page ${number}`, 'the page before it')
    lastItems = items
    return following
  }
}

function createTokenSteps(endpoint: AnyEndpoint): Step {
  const seen = new Set<string>()
  return (input, { meta }) => {
    const uri = meta['next_page_uri']
    if (typeof uri !== 'string' || uri === '') return undefined
    if (seen.has(uri)) throw repeated(endpoint, 'a new page', 'one that came before')
    seen.add(uri)
    // Only its query counts: the address itself is the server's to spell, and must not lead elsewhere.
    const query = new URLSearchParams(uri.slice(uri.indexOf('?') + 1))
    const paging: Record<string, string | number> = {}
    for (const [name, value] of query) {
      const spelled = spellings[name.toLowerCase()]
      if (spelled === 'PageToken') paging[spelled] = value
      else if (spelled !== undefined && /^\d+$/.test(value)) paging[spelled] = Number(value)
    }
    return { ...input, ...paging }
  }
}

const spellings: Readonly<Record<string, string>> = {
  page: 'Page',
  pagesize: 'PageSize',
  pagetoken: 'PageToken',
}

function repeated(endpoint: AnyEndpoint, expected: string, received: string): AnswerError {
  return new AnswerError(routeOf(endpoint), {
    status: 200,
    outcome: 'accepted',
    problems: [{ pointer: '/meta', expected, received }],
  })
}
