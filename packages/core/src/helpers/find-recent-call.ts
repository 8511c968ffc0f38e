import type { AnyBound } from '../bind.ts'
import { routeOf } from '../endpoint.ts'
import { InputError } from '../errors.ts'
import { paginate } from '../paginate.ts'
import { type Call, list } from '../texml/calls.ts'
import type { CallOptions, Client, InputOf } from '../types.ts'

/** The phone call to find. */
export interface FindRecentCallInput {
  /** The account (SID). `createTexml` adds it automatically. */
  readonly account_sid?: string | undefined
  /** The called number or SIP address. */
  readonly To: string
  /** The caller's number or SIP address. */
  readonly From: string
  /** The time just before the call was placed. Earlier calls are ignored. */
  readonly since: Date
}

/** The bound TeXML client of `createTexml`; only its list of calls is used. */
export interface BoundCalls {
  readonly calls: { readonly list: AnyBound<typeof list> }
}

/** Tolerance for clock differences, and for the API's times in whole seconds. */
const toleranceMs = 5_000
const maxPages = 5

/**
 * Returns the newest phone call between two numbers since a point in time; undefined if it finds none. Use it
 * after an error with the outcome `unknown`, to find out whether the call was placed.
 *
 * It reads at most five pages of the list. The list lags slightly behind, so search again after a few seconds
 * before you conclude that no call was placed.
 *
 * @throws {InputError} if `since` is an invalid date; nothing was sent.
 * @throws {ApiError} and the other errors of listing calls.
 *
 * @example
 * ```ts
 * import { createClient } from '@greenroom/core'
 * import { findRecentCall } from '@greenroom/core/texml'
 *
 * const client = createClient({ apiKey: 'KEY…' })
 * const call = await findRecentCall(client, {
 *   account_sid: '61bf923e-5e4d-4595-a110-56190ea18a1b',
 *   From: '+13125550001',
 *   To: '+13125550002',
 *   since: new Date(Date.now() - 60_000),
 * })
 * ```
 *
 * @example With the account of createTexml
 * ```ts
 * import { createTexml, findRecentCall } from '@greenroom/core/texml'
 *
 * const texml = createTexml({ apiKey: 'KEY…' }, { accountSid: '61bf923e-5e4d-4595-a110-56190ea18a1b' })
 * const call = await findRecentCall(texml, { From: '+13125550001', To: '+13125550002', since: new Date() })
 * ```
 */
export function findRecentCall(
  client: Client,
  input: FindRecentCallInput & { readonly account_sid: string },
  options?: CallOptions,
): Promise<Call | undefined>
export function findRecentCall(
  texml: BoundCalls,
  input: FindRecentCallInput,
  options?: CallOptions,
): Promise<Call | undefined>
export async function findRecentCall(
  client: Client | BoundCalls,
  { since, ...filters }: FindRecentCallInput,
  options?: CallOptions,
): Promise<Call | undefined> {
  const { To, From } = filters
  const earliest = typeof since?.getTime === 'function' ? since.getTime() - toleranceMs : Number.NaN
  // With an invalid date, an old call would match too.
  if (!(earliest > 0)) {
    const received = typeof since === 'object' ? 'an invalid date' : typeof since
    throw new InputError(routeOf(list), [{ pointer: '/since', expected: 'a valid Date', received }])
  }
  let newest: { readonly call: Call; readonly at: number } | undefined
  const pageOptions = { ...options, maxPages }
  const calls =
    'calls' in client
      ? paginate(client.calls.list, filters as never, pageOptions)
      : paginate(client, list, filters as InputOf<typeof list>, pageOptions)
  for await (const call of calls) {
    const at = Date.parse(call.date_created ?? '')
    if (call.to !== To || call.from !== From || Number.isNaN(at) || at < earliest) continue
    if (!newest || at > newest.at) newest = { call, at }
  }
  return newest?.call
}
