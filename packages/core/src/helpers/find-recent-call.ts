import type { Client } from '../client.ts'
import type { CallOptions } from '../endpoint.ts'
import { paginate } from '../paginate.ts'
import { type Call, list } from '../texml/calls.ts'

/** Which call is looked for. */
export interface FindRecentCallInput {
  /** The account (SID). */
  readonly account_sid: string
  /** Who was called. */
  readonly To: string
  /** Who called. */
  readonly From: string
  /** When the call was about to be placed. Calls before it are others. */
  readonly since: Date
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
 */
export async function findRecentCall(
  client: Client,
  { account_sid, To, From, since }: FindRecentCallInput,
  options: CallOptions = {},
): Promise<Call | undefined> {
  const from = since.getTime() - slackMs
  let newest: { readonly call: Call; readonly at: number } | undefined
  const found = paginate(client, list, { account_sid, To, From }, { ...options, maxPages: mostPages })
  for await (const call of found) {
    const at = Date.parse(call.date_created ?? '')
    if (call.to !== To || call.from !== From || Number.isNaN(at) || at < from) continue
    if (!newest || at > newest.at) newest = { call, at }
  }
  return newest?.call
}
