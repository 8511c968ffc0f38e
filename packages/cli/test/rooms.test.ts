import { spawn } from 'node:child_process'
import { type StartedEmulator, startEmulator } from '@greenroom/emulator/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { command, greenroom } from './greenroom.ts'

let emulator: StartedEmulator
const run = (...args: string[]) => greenroom(args, { env: { TELNYX_BASE_URL: `${emulator.url}/v2` } })

beforeAll(async () => {
  emulator = await startEmulator({ seed: 'demo' })
})
afterAll(() => emulator.close())

describe('greenroom rooms', () => {
  it('lists rooms as a table without colors, or as JSON', async () => {
    const [text, json, limited] = await Promise.all([
      run('rooms'),
      run('rooms', '--json', 'list'),
      run('rooms', 'list', '--limit', '1', '--json'),
    ])
    expect(text.stdout).toMatch(/^ID +NAME +MAX +RECORDED +ACTIVE\n/)
    expect(text.stdout).toMatch(/^[\da-f-]{36} {2}Retrospective +10 +yes +no$/m)
    expect(JSON.parse(json.stdout)).toMatchObject([
      { unique_name: 'Daily standup' },
      { unique_name: 'Retrospective' },
      { unique_name: 'Interview room' },
    ])
    expect(JSON.parse(limited.stdout)).toHaveLength(1)
    expect([text.status, json.status]).toEqual([0, 0])
  })

  it('creates, shows and deletes a room, also without TELNYX_BASE_URL and /v2', async () => {
    const created = await greenroom(['rooms', 'create', 'planning', '--max', '4', '--base-url', emulator.url])
    expect(created).toMatchObject({ status: 0, stdout: expect.stringMatching(/^[\da-f-]{36}\n$/) })
    const id = created.stdout.trim()
    const [shown, json] = await Promise.all([
      run('rooms', 'show', 'planning'),
      run('rooms', 'show', id, '--json'),
    ])
    expect(shown.stdout).toMatch(/^max_participants +4$/m)
    expect(JSON.parse(json.stdout)).toMatchObject({ id, unique_name: 'planning' })
    const deleted = await run('rooms', 'delete', 'planning', id, '--json')
    expect(JSON.parse(deleted.stdout)).toEqual({ deleted: [id] })
  })

  it('deletes nothing if one of the rooms is unknown', async () => {
    expect(await run('rooms', 'delete', 'Interview room', 'no such room')).toEqual({
      status: 1,
      stdout: '',
      stderr: 'There is no room no such room. List the rooms with greenroom rooms\n',
    })
    expect((await run('rooms')).stdout).toContain('Interview room')
  })

  it('reports what the API rejects with status 1, and what it would reject with status 2', async () => {
    const [taken, invalid, wrong] = await Promise.all([
      run('rooms', 'create', 'Retrospective'),
      run('rooms', 'create', '--max', '1000'),
      run('rooms', 'create', '--max', 'many'),
    ])
    expect(taken).toMatchObject({ status: 1, stdout: '', stderr: expect.stringMatching(/422: .+\n$/) })
    expect(invalid).toMatchObject({ status: 2, stderr: expect.stringContaining('/max_participants') })
    expect(wrong.stderr).toBe(
      "Option '--max <number>' argument 'many' is invalid. Expected a whole number of at least 1. See greenroom rooms create --help\n",
    )
  })

  it('ends quietly if its reader closes the pipe', async () => {
    const child = spawn(process.execPath, [...command, 'rooms', '--base-url', emulator.url])
    child.stdout.destroy()
    let stderr = ''
    child.stderr.on('data', (text) => {
      stderr += text
    })
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0)
    expect(stderr).toBe('')
  })
})

describe('greenroom token', () => {
  it('prints a token with which a participant can join', async () => {
    const { stdout, status } = await run('token', 'Daily standup')
    expect(status).toBe(0)
    const [room] = JSON.parse((await run('rooms', '--json')).stdout) as [{ id: string }]
    const participant = await emulator.emulator.join(room.id, { client_token: stdout.trim() })
    expect(participant.session_id).not.toBe('')
  })

  it('prints the refresh token and the expiry times with --json', async () => {
    const { stdout } = await run('token', 'Daily standup', '--ttl', '60', '--json')
    expect(JSON.parse(stdout)).toEqual({
      token: expect.any(String),
      token_expires_at: expect.any(String),
      refresh_token: expect.any(String),
      refresh_token_expires_at: expect.any(String),
    })
  })
})

describe('greenroom bot', () => {
  it('lets bots join a room and removes them', async () => {
    const one = await run('bot', 'Interview room', '--name', 'Ines', '--picture', 'teal', '--json')
    const { id } = JSON.parse(one.stdout) as { readonly id: string }
    expect(JSON.parse(one.stdout)).toMatchObject({ context: '{"name":"Ines"}' })
    // The room has two places.
    expect(await run('bot', 'Interview room', '--count', '2')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('The room is full (2 participants)'),
    })
    expect(await run('bot', 'Interview room', '--remove')).toMatchObject({ stdout: 'Removed all bots\n' })
    const left = await fetch(`${emulator.url}/v2/room_participants/${id}`, {
      headers: { authorization: 'Bearer KEY_any' },
    })
    expect(((await left.json()) as { data: { left_at: string | null } }).data.left_at).not.toBeNull()
  })
})
