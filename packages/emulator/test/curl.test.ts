import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { replacePathNames } from '@greenroom/core/wire'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type StartedEmulator, startEmulator } from '../src/node.ts'

const run = promisify(execFile)

/** The calls of the API's documentation, unchanged, in an order in which all of them can succeed. */
const calls = [
  ['GET', '/rooms?include_sessions=True', undefined, 200],
  [
    'POST',
    '/rooms',
    {
      unique_name: 'My room',
      max_participants: 10,
      enable_recording: true,
      webhook_event_url: 'https://example.com',
      webhook_event_failover_url: 'https://failover.example.com',
      webhook_timeout_secs: 25,
    },
    201,
  ],
  ['GET', '/rooms/{room}?include_sessions=True', undefined, 200],
  ['PATCH', '/rooms/{room}', { unique_name: 'My room', max_participants: 10, webhook_timeout_secs: 25 }, 200],
  [
    'POST',
    '/rooms/{room}/actions/generate_join_client_token',
    { token_ttl_secs: 600, refresh_token_ttl_secs: 3600 },
    201,
  ],
  [
    'POST',
    '/rooms/{room}/actions/refresh_client_token',
    { token_ttl_secs: 600, refresh_token: '{refresh_token}' },
    201,
  ],
  ['GET', '/rooms/{room}/sessions?include_participants=True', undefined, 200],
  ['GET', '/room_sessions?include_participants=True', undefined, 200],
  ['GET', '/room_sessions/{session}?include_participants=True', undefined, 200],
  ['GET', '/room_sessions/{session}/participants', undefined, 200],
  // These three come without a body.
  ['POST', '/room_sessions/{session}/actions/mute', undefined, 200],
  ['POST', '/room_sessions/{session}/actions/unmute', undefined, 200],
  ['POST', '/room_sessions/{session}/actions/kick', undefined, 200],
  ['POST', '/room_sessions/{session}/actions/end', undefined, 200],
  ['GET', '/room_participants', undefined, 200],
  ['GET', '/room_participants/{participant}', undefined, 200],
  ['GET', '/room_recordings', undefined, 200],
  ['GET', '/room_recordings/{recording}', undefined, 200],
  ['DELETE', '/room_recordings/{recording}', undefined, 204],
  ['DELETE', '/room_recordings', undefined, 201],
  [
    'POST',
    '/room_compositions',
    {
      format: 'mp4',
      resolution: '800x600',
      session_id: '{session}',
      webhook_event_url: 'https://example.com',
      webhook_event_failover_url: 'https://failover.example.com',
      webhook_timeout_secs: 25,
    },
    202,
  ],
  ['GET', '/room_compositions', undefined, 200],
  ['GET', '/room_compositions/{composition}', undefined, 200],
  ['DELETE', '/room_compositions/{composition}', undefined, 204],
  ['DELETE', '/rooms/{room}', undefined, 204],
] as const

describe('documented curl calls', () => {
  let server: StartedEmulator
  beforeAll(async () => {
    server = await startEmulator({ clock: 'manual' })
  })
  afterAll(() => server.close())

  async function curl(method: string, path: string, body: string | undefined) {
    const { stdout } = await run('curl', [
      ...['-s', '-g', '-w', '\n%{http_code}', '-X', method],
      ...['-H', 'Authorization: Bearer KEY_any', '-H', 'Content-Type: application/json'],
      ...(body === undefined ? [] : ['-d', body]),
      `${server.url}/v2${path}`,
    ])
    const end = stdout.lastIndexOf('\n')
    return { status: Number(stdout.slice(end + 1)), text: stdout.slice(0, end) }
  }

  it('returns the documented status of every call', async () => {
    const ids: Record<string, string> = {}
    const fill = (text: string) => replacePathNames(text, (name) => ids[name] ?? `{${name}}`)
    for (const [method, path, input, status] of calls) {
      const response = await curl(method, fill(path), input && fill(JSON.stringify(input)))
      expect([method, path, response.status]).toEqual([method, path, status])
      const { data } = response.text === '' ? {} : JSON.parse(response.text)
      if (path === '/room_recordings' && method === 'GET') ids['recording'] = data[0].id
      if (path === '/room_compositions' && method === 'POST') ids['composition'] = data.id
      if (path === '/rooms' && method === 'POST') ids['room'] = data.id
      if (data?.refresh_token) {
        ids['refresh_token'] = data.refresh_token
        const { id, session_id } = await server.emulator.join(ids['room'] ?? '', {
          client_token: data.token,
        })
        ids['session'] = session_id ?? ''
        ids['participant'] = id
      }
    }
  })
})
