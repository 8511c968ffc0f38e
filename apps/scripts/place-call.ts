#!/usr/bin/env -S deno run --no-prompt --allow-env=TELNYX_API_KEY,TELNYX_BASE_URL --allow-net=api.telnyx.com,127.0.0.1
/** Places a call, and follows it to its end. */
import { type Client, isGreenroomError } from '@greenroom/core'
import { calls, findRecentCall } from '@greenroom/core/texml'
import { ScriptError, script } from './lib/script.ts'
import { wait } from './lib/wait.ts'

const over = new Set(['completed', 'busy', 'no-answer', 'failed', 'canceled'])

await script(
  {
    name: 'place-call',
    summary: 'places a call, and follows it to its end',
    flags: {
      account: { type: 'text', placeholder: '<sid>', description: 'your account', required: true },
      app: {
        type: 'text',
        placeholder: '<id>',
        description: 'the TeXML application that places it',
        required: true,
      },
      from: {
        type: 'text',
        placeholder: '<number>',
        description: 'a number of yours: +13125550001',
        required: true,
      },
      to: { type: 'text', placeholder: '<number>', description: 'whom to call', required: true },
      say: { type: 'text', description: 'what to say once it is answered' },
      url: { type: 'text', description: "instead: where its instructions are (default the application's)" },
      'no-follow': { type: 'switch', description: 'ends once the call is placed' },
    },
    details: 'The call is never placed twice. Ctrl-C ends the following alone: the call goes on.',
  },
  async ({ flags, client, signal, print }) => {
    const { account: account_sid, app, from: From, to: To, say, url } = flags
    if (say !== undefined && url !== undefined) throw new ScriptError('--say or --url, not both')
    const line = { account_sid, From, To }
    const instructions = say === undefined ? { Url: url } : { Texml: texml(say) }
    const call_sid = await place(client, { ...line, ApplicationSid: app, ...instructions }, signal)
    signal.addEventListener('abort', () => console.error(`\nThe call ${call_sid} goes on.`))
    if (flags['no-follow']) return print({ call_sid }, call_sid)
    let status: string | undefined
    for (;;) {
      const call = await calls.retrieve(client, { account_sid, call_sid }, { signal })
      if (call.status && call.status !== status) console.error(`${call_sid} ${call.status}`)
      status = call.status ?? status
      if (status !== undefined && over.has(status)) {
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
    throw new ScriptError('The API placed the call and did not say which: list your calls')
  } catch (error) {
    if (signal.aborted) console.error('\nThe call may have been placed: look before you call again.')
    if (!isGreenroomError(error) || error.outcome !== 'unknown') throw error
    const { account_sid, From, To } = input
    const placed = await findRecentCall(client, { account_sid, From, To, since })
    if (placed?.sid) return placed.sid
    throw new ScriptError(`${error.message}. No call is listed yet: look before you call again`)
  }
}

function texml(say: string): string {
  const escaped = say.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return `<Response><Say>${escaped}</Say></Response>`
}
