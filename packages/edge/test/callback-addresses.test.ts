import { endpoint, isEndpoint, refersTo } from '@greenroom/core'
import * as texml from '@greenroom/core/texml'
import { roomCompositions, rooms } from '@greenroom/core/video'
import * as v from 'valibot'
import { describe, expect, it, vi } from 'vitest'
import type { Exposable } from '../src/index.ts'
import { harness } from './harness.ts'

describe('callback addresses', () => {
  const json = [...Object.values(texml), rooms, roomCompositions].flatMap((resource) =>
    Object.values(Object(resource)).filter(isEndpoint),
  )
  const exposed = json.filter(({ encoding }) => encoding === undefined) as Exposable[]
  const url = 'https://evil.example/hook'
  const numbers = { From: '+13125550001', To: '+13125550002' }
  const application = { friendly_name: 'x', voice_url: url }
  const placed = { ...numbers, ApplicationSid: '1' }
  const bodies: readonly [string, string, object, string][] = [
    ['POST', '/rooms', { webhook_event_url: url }, '/webhook_event_url'],
    ['POST', '/rooms', { webhook_event_failover_url: url }, '/webhook_event_failover_url'],
    ['POST', '/rooms', { webhook_event_failover_url: '' }, '/webhook_event_failover_url'],
    ['POST', '/rooms', { webhook_timeout_secs: 1 }, '/webhook_timeout_secs'],
    ['PATCH', '/rooms/r1', { webhook_event_url: url }, '/webhook_event_url'],
    ['POST', '/room_compositions', { webhook_event_url: url }, '/webhook_event_url'],
    ['POST', '/texml_applications', application, '/voice_url'],
    ['PATCH', '/texml_applications/1', application, '/voice_url'],
    ...['Url', 'FallbackUrl', 'StatusCallback', 'RecordingStatusCallback', 'AsyncAmdStatusCallback'].map(
      (name) => ['POST', '/texml/Accounts/a/Calls', { ...placed, [name]: url }, `/${name}`] as const,
    ),
    [
      'POST',
      '/texml/Accounts/a/Calls',
      { ...placed, DeepfakeDetectionCallbackUrl: url },
      '/DeepfakeDetectionCallbackUrl',
    ],
    ['POST', '/texml/Accounts/a/Calls', { ...placed, Texml: '<Response/>' }, '/Texml'],
    ['POST', '/texml/calls/1', { ...numbers, Url: url }, '/Url'],
    ['POST', '/texml/calls/1', { ...numbers, Texml: '<Response/>' }, '/Texml'],
    [
      'POST',
      '/texml/ai_calls/1',
      { ...numbers, AIAssistantId: '1', StatusCallbacks: [url] },
      '/StatusCallbacks/0',
    ],
    [
      'POST',
      '/texml/ai_calls/1',
      { ...numbers, AIAssistantId: '1', ConversationCallback: url },
      '/ConversationCallback',
    ],
  ] as never

  it.each(bodies)('are rejected: %s %s %j', async (method, path, body, pointer) => {
    const authorize = vi.fn(() => ({ user: 'ann' }))
    const { send, emulator } = harness({ expose: exposed, authorize })
    const answer = await send(method, `/telnyx${path}`, body)
    expect([answer.status, answer.body.pointer]).toEqual([422, pointer])
    expect(authorize).not.toHaveBeenCalled()
    expect(emulator.requests()).toEqual([])
  })

  it('are accepted with allowWebhookFields', async () => {
    const { send } = harness({ expose: exposed, allowWebhookFields: true })
    expect((await send('POST', '/telnyx/texml_applications', application)).status).toBe(201)
    expect((await send('POST', '/telnyx/rooms', { webhook_event_url: url })).status).toBe(201)
  })

  it('are absent from responses', async () => {
    const { send, upstream } = harness({ expose: exposed })
    const body = { ...application, voice_fallback_url: url, status_callback: url }
    const { id } = await texml.applications.create(upstream, body)
    const one = await send('GET', `/telnyx/texml_applications/${id}`)
    const list = await send('GET', '/telnyx/texml_applications')
    expect([one.status, list.status]).toEqual([200, 200])
    expect(one.text + list.text).not.toMatch(/evil|voice_url|status_callback"/)
  })

  it.each(['notify_url', 'callback', 'ResultUrl', 'webhook', 'callbackURLs'])(
    'are recognized by the name %s if a custom endpoint does not mark them',
    async (name) => {
      const note = endpoint({
        method: 'POST',
        path: '/notes',
        input: v.strictObject({ [name]: v.union([v.string(), v.array(v.string()), v.boolean()]) }),
        output: v.unknown(),
      })
      const { send } = harness({ expose: [note], fetch: async () => Response.json({}) })
      const statuses = [url, [url], true].map((value) => send('POST', '/telnyx/notes', { [name]: value }))
      expect((await Promise.all(statuses)).map(({ status }) => status)).toEqual([422, 422, 200])
    },
  )

  it.each(['https://evil.example/x', 'HTTP://evil.example', ' wss://evil.example'])(
    'are recognized by the value %j if a custom endpoint does not mark them',
    async (value) => {
      const note = endpoint({
        method: 'POST',
        path: '/notes',
        input: v.strictObject({ notify: v.optional(v.string()), text: v.optional(refersTo('text')) }),
        output: v.unknown(),
      })
      const { send } = harness({ expose: [note], fetch: async () => Response.json({}) })
      expect((await send('POST', '/telnyx/notes', { notify: value })).status).toBe(422)
      expect((await send('POST', '/telnyx/notes', { notify: 'at 12://30' })).status).toBe(200)
      expect((await send('POST', '/telnyx/notes', { text: value })).status).toBe(200)
    },
  )
})
