#!/usr/bin/env -S deno run --no-prompt --allow-env=TELNYX_API_KEY,TELNYX_BASE_URL --allow-net=api.telnyx.com,127.0.0.1
/** Places a phone call and follows its status until it ends. */
import { type Client, isGreenroomError } from '@greenroom/core'
import { calls, findRecentCall } from '@greenroom/core/texml'
import { ScriptError, script } from './lib/script.ts'
import { wait } from './lib/wait.ts'

const finalStatuses = new Set(['completed', 'busy', 'no-answer', 'failed', 'canceled'])

await script(
  {
    name: 'place-call',
    summary: 'places a phone call and follows its status until it ends',
    flags: {
      account: { type: 'text', placeholder: '<sid>', description: 'SID of your account', required: true },
      app: {
        type: 'text',
        placeholder: '<id>',
        description: 'TeXML application that places the call',
        required: true,
      },
      from: {
        type: 'text',
        placeholder: '<number>',
        description: 'one of your numbers: +13125550001',
        required: true,
      },
      to: { type: 'text', placeholder: '<number>', description: 'number to call', required: true },
      say: { type: 'text', description: 'text to speak when the call is answered' },
      url: {
        type: 'text',
        description: "instead of --say: URL of the instructions (default: the application's)",
      },
      'no-follow': { type: 'switch', description: 'exits when the call is placed' },
    },
    details: 'Never places the call twice. Ctrl-C stops the script, not the call.',
  },
  async ({ flags, client, signal, print }) => {
    const { account: account_sid, app, from: From, to: To, say, url } = flags
    if (say !== undefined && url !== undefined) throw new ScriptError('Set --say or --url, not both')
    const parties = { account_sid, From, To }
    const instructions = say === undefined ? { Url: url } : { Texml: texml(say) }
    const call_sid = await place(client, { ...parties, ApplicationSid: app, ...instructions }, signal)
    signal.addEventListener('abort', () => console.error(`\nThe call ${call_sid} continues.`))
    if (flags['no-follow']) return print({ call_sid }, call_sid)
    let status: string | undefined
    for (;;) {
      const call = await calls.retrieve(client, { account_sid, call_sid }, { signal })
      if (call.status && call.status !== status) console.error(`${call_sid} ${call.status}`)
      status = call.status ?? status
      if (status !== undefined && finalStatuses.has(status)) {
        return print(call, `${call_sid}  ${status}  ${call.duration ?? 0} s`)
      }
      await wait(1_000, signal)
    }
  },
)

async function place(client: Client, input: calls.CreateInput, signal: AbortSignal): Promise<string> {
  const since = new Date()
  try {
    const { call_sid } = await calls.create(client, input, { signal })
    if (call_sid) return call_sid
    throw new ScriptError('Telnyx placed the call but returned no call_sid. Check your list of calls.')
  } catch (error) {
    if (signal.aborted)
      console.error('\nThe call may have been placed. Check your list of calls before you try again.')
    if (!isGreenroomError(error) || error.outcome !== 'unknown') throw error
    const { account_sid, From, To } = input
    const placed = await findRecentCall(client, { account_sid, From, To, since })
    if (placed?.sid) return placed.sid
    throw new ScriptError(
      `${error.message}. No such call is listed yet. Check your list of calls before you try again.`,
    )
  }
}

function texml(say: string): string {
  const escaped = say.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return `<Response><Say>${escaped}</Say></Response>`
}
