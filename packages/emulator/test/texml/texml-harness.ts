import { createTexml } from '@greenroom/core/texml'
import { createHarness } from '../harness.ts'

export const accountSid = '61bf923e-5e4d-4595-a110-56190ea18a1b'
export const parties = { ApplicationSid: '1293384261075731499', From: '+13125550001', To: '+13125550002' }
export const url = 'http://127.0.0.1:9/calls'

/** A received callback. */
export interface Form {
  readonly url: string
  readonly method: string
  readonly fields: Readonly<Record<string, string>>
}

/** Creates an emulator that collects its callbacks and responds to them with the given function. */
export function createTexmlHarness(
  respond: (form: Form) => Response = () => new Response(null, { status: 204 }),
  options: object = {},
) {
  const forms: Form[] = []
  const fetch = async (input: RequestInfo | URL) => {
    const request = input as Request
    const { origin, pathname, searchParams } = new URL(request.url)
    const fields = request.method === 'GET' ? searchParams : new URLSearchParams(await request.text())
    const form = { url: origin + pathname, method: request.method, fields: Object.fromEntries(fields) }
    forms.push(form)
    return respond(form)
  }
  const harness = createHarness({ fetch, ...options })
  const texml = createTexml(harness.client, { accountSid })
  const play = async (sid: string, action: string, body?: object) => {
    const played = await harness.send('POST', `/_emulator/calls/${sid}/${action}`, body)
    await harness.emulator.webhooks.settled()
    return played
  }
  const place = async (more: object = {}) =>
    (await texml.calls.create({ ...parties, ...more })).call_sid ?? ''
  const statuses = () => forms.flatMap(({ fields }) => fields['CallStatus'] ?? [])
  return { ...harness, texml, forms, play, place, statuses }
}

/** Subscribes to all events of a call. */
export const allEvents = { StatusCallback: url, StatusCallbackEvent: 'initiated ringing answered completed' }
