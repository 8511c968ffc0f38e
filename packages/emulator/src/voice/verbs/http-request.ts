import {
  childIdOf,
  elementsOf,
  readAttributes,
  type TexmlElement,
  textOf,
  verbs,
} from '@greenroom/core/texml/language'
import { cutText } from '../../cut-text.ts'
import type { HttpExchange } from '../../webhooks/outbox.ts'
import { actionOr, next, type Step, type Turn, type VerbHandler, wait } from '../verb-handler.ts'

/** Maximum number of variables that one response sets. */
const maxVariables = 100
/** Maximum length of a variable, in characters. */
const maxVariableLength = 4096

/** What `<Response>` expects and reads. */
interface Expectation {
  readonly status: string | undefined
  readonly fields: readonly { readonly path: string; readonly variable: string }[]
}

/** Variables of a response, or why there are none. */
type Outcome = { readonly variables: Readonly<Record<string, string>> } | { readonly error: string }

/**
 * Executes `<HttpRequest>`: fields of the JSON response become variables, which `action` gets too.
 * With `async`, the next verb runs at once. After a failure, the next verb runs too.
 */
export const httpRequest: VerbHandler<'HttpRequest'> = {
  answers: () => false,
  begin(turn) {
    const request = childOf(turn.element, 'HttpRequest.Request')
    const expected = expectationOf(childOf(turn.element, 'HttpRequest.Response'))
    const exchange = request && exchangeOf(turn, request)
    if (!exchange) {
      turn.note('not requested', 'the <Request> has no absolute HTTP address')
      return next
    }
    turn.note('request', `${exchange.method} ${exchange.url}`)
    const { context } = turn
    const work = async () => outcomeOf(await context.outbox.exchange(exchange), expected)
    if (turn.attributes.async !== true) {
      turn.fetch(async () => ({ type: 'http', ...(await work()) }))
      return wait
    }
    const atMark = context.clock.mark()
    void context.pending.track(work().then((outcome) => atMark(() => keep(turn, outcome))))
    return next
  },
  on(turn, event): Step {
    if (event.type !== 'http') return wait
    const variables = keep(turn, event)
    return variables ? actionOr(turn.attributes.action, 'POST', variables) : next
  },
}

/** Sets the variables of a response; notes a failure. */
function keep(turn: Turn<'HttpRequest'>, outcome: Outcome): Readonly<Record<string, string>> | undefined {
  if ('error' in outcome) {
    turn.note('request failed', outcome.error)
    return undefined
  }
  turn.setVariables(outcome.variables)
  return outcome.variables
}

function childOf(element: TexmlElement, id: string): TexmlElement | undefined {
  return elementsOf(element).find((child) => childIdOf(verbs.HttpRequest, child) === id)
}

function namedChildren(element: TexmlElement | undefined, name: string): TexmlElement[] {
  return element ? elementsOf(element).filter((child) => child.name === name) : []
}

function textOfChild(element: TexmlElement | undefined, name: string): string | undefined {
  const [child] = namedChildren(element, name)
  return child && textOf(child).trim()
}

function exchangeOf({ resolve }: Turn<'HttpRequest'>, request: TexmlElement): HttpExchange | undefined {
  const { url: address, method } = readAttributes(verbs['HttpRequest.Request'], request).values
  const url = address && resolve(address)
  if (!url) return undefined
  const body = textOfChild(request, 'Body')
  const headers = namedChildren(request, 'Headers')
    .flatMap((list) => namedChildren(list, 'Header'))
    .map((header) => [textOfChild(header, 'Key') ?? '', textOfChild(header, 'Value') ?? ''] as const)
  const hasBody = body !== undefined && method !== 'GET'
  return { url, method: method ?? (body ? 'POST' : 'GET'), headers, ...(hasBody && { body }) }
}

function expectationOf(response: TexmlElement | undefined): Expectation {
  const fields = namedChildren(response, 'Content')
    .flatMap((content) => namedChildren(content, 'Field'))
    .map((field) => ({ path: textOfChild(field, 'Name') ?? '', variable: textOfChild(field, 'Value') ?? '' }))
    .filter(({ variable }) => variable !== '')
  return { status: textOfChild(response, 'StatusCode') || undefined, fields: fields.slice(0, maxVariables) }
}

function outcomeOf(
  { status, error, text }: { status: number | null; error: string | null; text: string },
  expected: Expectation,
): Outcome {
  if (status === null) return { error: error ?? 'there was no response' }
  const isExpected =
    expected.status === undefined ? status >= 200 && status < 300 : String(status) === expected.status
  if (!isExpected) return { error: `the status is ${status}, not ${expected.status ?? '2xx'}` }
  if (expected.fields.length === 0) return { variables: {} }
  try {
    const content: unknown = JSON.parse(text)
    const found = expected.fields.flatMap(({ path, variable }) => {
      const value = valueAt(content, path)
      return value === undefined ? [] : [[variable, cutText(value, maxVariableLength)]]
    })
    return { variables: Object.fromEntries(found) }
  } catch {
    return { error: 'the response is not JSON' }
  }
}

/** Returns a value as a text, by its path, such as `records[0].Name`; undefined if there is no such value. */
function valueAt(content: unknown, path: string): string | undefined {
  let value = content
  for (const key of path.split(/[.[\]]+/).filter((part) => part !== '')) {
    if (typeof value !== 'object' || value === null) return undefined
    value = Object.entries(value).find(([name]) => name === key)?.[1]
  }
  if (value === undefined || value === null) return undefined
  return typeof value === 'string' ? value : JSON.stringify(value)
}
