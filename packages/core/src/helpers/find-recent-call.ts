import type { AnyBound } from '../bind.ts'
import { routeOf } from '../endpoint.ts'
import { InputError } from '../errors.ts'
import { paginate } from '../paginate.ts'
import { type Call, list } from '../texml/calls.ts'
import type { CallOptions, Client, InputOf } from '../types.ts'

/** Which call is looked for. */
export interface FindRecentCallInput {
  /** The account (SID). `createTexml` gives it by itself. */
  readonly account_sid?: string | undefined
  /** Who was called. */
  readonly To: string
  /** Who called. */
  readonly From: string
  /** When the call was about to be placed. Calls before it are others. */
  readonly since: Date
}

/** All of TeXML, as `createTexml` binds it; its list of calls is what counts. */
export interface BoundCalls {
  readonly calls: { readonly list: AnyBound<typeof list> }
}

/** Clocks differ, and the API tells whole seconds. */
const slackMs = 5_000
const mostPages = 5

/**
 * Finds the newest call between two numbers that was placed since a moment; undefined when there is none: after an error
 * whose outcome is `unknown`, to know whether somebody's phone rang.
 *
 * The API's list is a little behind. Where it matters, look again after some seconds before you take undefined for a no.
 *
 * @throws {InputError} when `since` is an invalid date; nothing was sent.
 * @throws {ApiError} and all else that listing calls throws.
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
 * @example Where `createTexml` knows the account
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
  by: Client | BoundCalls,
  { since, ...wanted }: FindRecentCallInput,
  options?: CallOptions,
): Promise<Call | undefined> {
  const { To, From } = wanted
  const from = since.getTime() - slackMs
  // Of no moment every call would be after it, an old one too.
  if (Number.isNaN(from)) {
    throw new InputError(routeOf(list), [
      { pointer: '/since', expected: 'a moment', received: 'Invalid Date' },
    ])
  }
  let newest: { readonly call: Call; readonly at: number } | undefined
  const limits = { ...options, maxPages: mostPages }
  const found =
    'calls' in by
      ? paginate(by.calls.list, wanted as never, limits)
      : paginate(by, list, wanted as InputOf<typeof list>, limits)
  for await (const call of found) {
    const at = Date.parse(call.date_created ?? '')
    if (call.to !== To || call.from !== From || Number.isNaN(at) || at < from) continue
    if (!newest || at > newest.at) newest = { call, at }
  }
  return newest?.call
}
