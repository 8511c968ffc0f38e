import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { createClient } from '@greenroom/core'
import { roomRecordings, roomSessions, rooms } from '@greenroom/core/video'
import { type StartedEmulator, startEmulator } from '@greenroom/emulator/node'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { emptyFolder, type Running, start } from './deno.ts'
import { type SlowProxy, startSlowProxy } from './slow-proxy.ts'

let proxy: SlowProxy
let server: StartedEmulator
let cwd: string
beforeEach(async () => {
  proxy = await startSlowProxy()
  server = await startEmulator({ publicUrl: proxy.url, seed: 'empty' })
  proxy.target = server.url
  cwd = emptyFolder()
})
afterEach(async () => {
  proxy.close()
  await server.close()
})

const environment = () => ({ TELNYX_API_KEY: 'KEY_any', TELNYX_BASE_URL: `${server.url}/v2` })
const begin = (script: string, ...args: string[]) => start(`${script}.ts`, args, environment(), cwd)
const run = (script: string, ...args: string[]) => begin(script, ...args).ended
const client = () => createClient({ apiKey: 'KEY_any', baseUrl: `${server.url}/v2`, maxRetries: 0 })
const until = (check: () => unknown) => vi.waitFor(check, { timeout: 15_000, interval: 20 })

async function json(script: string, ...args: string[]) {
  const { code, stdout, stderr } = await run(script, ...args, '--json')
  expect({ code, stderr: stderr.includes('rror') && stderr }).toEqual({ code: 0, stderr: false })
  return JSON.parse(stdout)
}

/** Stops a script with Ctrl-C and returns its output. */
async function interrupt(running: Running) {
  running.stop()
  const { code, stdout, stderr } = await running.ended
  expect(code).toBe(130)
  return { stdout, stderr }
}

async function recordSession() {
  const { id: room_id } = await rooms.create(client(), { unique_name: 'tour', enable_recording: true })
  const { token: client_token } = await rooms.createJoinToken(client(), { room_id })
  const { session_id } = await server.emulator.join(room_id, { client_token, context: 'Ann' })
  await server.emulator.join(room_id, { client_token, context: 'Ben' })
  const room_session_id = session_id ?? ''
  server.emulator.clock.advance(90)
  await roomSessions.end(client(), { room_session_id })
  server.emulator.clock.advance(60)
  return { room_id, room_session_id }
}

const scripts = [
  ['create-room', '--name', 'tour'],
  ['list-sessions'],
  ['mint-token', '--room', 'tour'],
  ['end-session', '--room', 'tour'],
  ['export-recordings'],
  ['compose', '--session', '0ccc7b54-4df3-4bca-a65a-3da1ecc777f0', '--out', 'video.mp4'],
  ['watch-room', '--room', 'tour'],
  ['place-call', '--account', 'a', '--app', 'b', '--from', '+13125550001', '--to', '+13125550002'],
  ['usage-report', '--out', 'usage.csv'],
  ['point-webhooks', '--url', 'https://app.example/telnyx/webhooks'],
] as const

describe.each(scripts)('%s', (name, ...args) => {
  it('prints its help without an API key', async () => {
    const { code, stdout } = await start(`${name}.ts`, ['--help'], {}).ended
    expect(code).toBe(0)
    expect(stdout).toMatch(new RegExp(`^${name}: \\w`))
    expect(stdout).toContain('--json')
  })

  it('reports an unknown flag or a missing API key in one line', async () => {
    const unknown = await run(name, ...args, '--nmae', 'x')
    expect(unknown).toMatchObject({ code: 1, stderr: "Unknown option '--nmae'. See --help\n" })
    const keyless = await start(`${name}.ts`, args, {}).ended
    expect(keyless.stderr).toMatch(/^Set TELNYX_API_KEY.*\n$/)
  })

  it('stops on Ctrl-C during an API call and leaves no file', async () => {
    server.emulator.faults.add([{ delay_ms: 600_000, times: 9 }])
    const running = begin(name, ...args)
    await until(() => expect(server.emulator.faults.all()[0]?.times).toBeLessThan(9))
    const { stdout } = await interrupt(running)
    expect(stdout).toBe('')
    expect(readdirSync(cwd)).toEqual([])
  })
})

describe('point-webhooks', () => {
  it('sets the webhook URL of rooms that have none, or of all rooms', async () => {
    const url = 'https://app.example/telnyx/webhooks'
    const { id: plain } = await rooms.create(client(), {})
    const { id: other } = await rooms.create(client(), { webhook_event_url: 'https://other.example' })
    const urls = async () =>
      Promise.all(
        [plain, other].map(
          async (room_id) => (await rooms.retrieve(client(), { room_id })).webhook_event_url,
        ),
      )
    expect(await json('point-webhooks', '--url', url)).toEqual({ changed: 1, kept: 1 })
    expect(await urls()).toEqual([url, 'https://other.example'])
    expect(await json('point-webhooks', '--url', url, '--all')).toEqual({ changed: 1, kept: 1 })
    expect(await urls()).toEqual([url, url])
  })
})

describe('create-room, mint-token, list-sessions and end-session', () => {
  it('create a room, let a participant in, list the session and end it', async () => {
    const room = await json('create-room', '--name', 'tour', '--people', '4', '--record')
    expect(room).toMatchObject({ unique_name: 'tour', max_participants: 4, enable_recording: true })
    expect(await json('create-room', '--name', 'tour', '--reuse')).toMatchObject({ id: room.id })
    const taken = await run('create-room', '--name', 'tour')
    expect(taken).toMatchObject({ code: 1, stderr: expect.stringMatching(/^POST \/rooms answered 422.*\n$/) })

    const { stdout } = await run('mint-token', '--room', 'tour', '--ttl', '60')
    await server.emulator.join(room.id, { client_token: stdout.trim() })
    const [session] = await json('list-sessions', '--room', 'tour', '--active')
    expect(session).toMatchObject({ room_id: room.id, active: true })
    expect((await run('list-sessions')).stdout).toMatch(/^SESSION .*\n.*active\n$/)

    expect(await json('end-session', '--room', 'tour')).toEqual({ ended: session.id })
    expect(await json('end-session', '--room', room.id)).toEqual({ ended: null })
    expect((await run('end-session', '--session', session.id)).code).toBe(1)
  })

  it.each([
    [['mint-token', '--room', 'tour', '--ttl', '5'], /token_ttl_secs: expected >=10, got 5/],
    [['mint-token', '--room', 'nowhere'], /^No room is named nowhere$/],
    [['mint-token'], /^--room is missing\. See --help$/],
    [['mint-token', '--ttl', 'long', '--room', 'tour'], /^--ttl long is not a number/],
    [['point-webhooks', '--url', 'app'], /^--url app is not an http\(s\) URL$/],
    [['end-session'], /^Set either --session or --room$/],
  ])('%j reports its error in one line', async ([script = '', ...args], message) => {
    await rooms.create(client(), { unique_name: 'tour' })
    const { code, stderr } = await run(script, ...args)
    expect(code).toBe(1)
    expect(stderr.trim()).toMatch(message)
  })
})

describe('export-recordings', () => {
  it('downloads each recording once and writes an index', async () => {
    await recordSession()
    const first = await run('export-recordings', '--room', 'tour', '--out', 'all')
    expect(first.stdout).toBe('4 downloaded to all/, 0 skipped\n')
    expect(first.stderr).toContain('100 % 4 of 4 files')
    const index = JSON.parse(readFileSync(join(cwd, 'all/index.json'), 'utf8'))
    expect(index).toHaveLength(4)
    expect(JSON.stringify(index)).not.toContain('/files/')
    for (const { file, size_mb } of index) {
      expect(statSync(join(cwd, 'all', file)).size).toBe(Math.round(size_mb * 1_000_000))
    }
    const again = await json('export-recordings', '--out', 'all')
    expect(again).toEqual({ exported: [], failed: [], skipped: 4 })
    expect(proxy.ranges).toHaveLength(4)
  })

  it('leaves only .part files when it is interrupted, and continues them on the next run', async () => {
    await recordSession()
    proxy.isStalled = true
    const running = begin('export-recordings', '--jobs', '2')
    const parts = () =>
      readdirSync(join(cwd, 'recordings')).map((file) => statSync(join(cwd, 'recordings', file)).size)
    await until(() => expect(parts()).toEqual([expect.any(Number), expect.any(Number)]))
    await until(() => expect(Math.min(...parts())).toBeGreaterThan(0))
    await interrupt(running)
    const remaining = readdirSync(join(cwd, 'recordings'))
    expect(remaining.every((file) => file.endsWith('.part'))).toBe(true)
    const partSizes = parts()

    proxy.isStalled = false
    expect((await json('export-recordings')).exported).toHaveLength(4)
    expect(proxy.ranges.filter(Boolean).sort()).toEqual(partSizes.map((size) => `bytes=${size}-`).sort())
    const files = readdirSync(join(cwd, 'recordings')).filter((file) => file !== 'index.json')
    const { data } = await roomRecordings.list(client())
    expect(files).toHaveLength(4)
    for (const { id, download_url } of data) {
      const whole = Buffer.from(await (await fetch(download_url ?? '')).arrayBuffer())
      expect(readFileSync(join(cwd, 'recordings', `${id}.webm`)).equals(whole)).toBe(true)
    }
  })

  it('continues when one download fails, and never writes outside the current folder', async () => {
    await recordSession()
    server.emulator.faults.add([{ path: `/room_recordings/{room_recording_id}`, status: 404, times: 1 }])
    const { code, stdout } = await run('export-recordings', '--json')
    expect(code).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({ failed: [{ reason: expect.stringContaining('404') }] })
    expect(JSON.parse(stdout).exported).toHaveLength(3)
    const outside = await run('export-recordings', '--out', '../elsewhere')
    expect(outside).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/write access to "\.\.\/elsewhere"/),
    })
  })
})

describe('compose', () => {
  it('waits for the composition and downloads it', async () => {
    const { room_session_id } = await recordSession()
    const running = begin('compose', '--session', room_session_id, '--out', 'video.mp4', '--json')
    await until(() => expect(running.output.stderr).toContain('enqueued'))
    server.emulator.clock.advance(20)
    const { code, stdout, stderr } = await running.ended
    expect({ code, status: JSON.parse(stdout).status }).toEqual({ code: 0, status: 'completed' })
    expect(stderr).toContain('100 %')
    expect(statSync(join(cwd, 'video.mp4')).size).toBeGreaterThan(1_000)
  })

  it('says on Ctrl-C that the composition continues, and leaves only a .part file', async () => {
    const { room_session_id } = await recordSession()
    const waiting = begin('compose', '--session', room_session_id, '--out', 'video.mp4')
    await until(() => expect(waiting.output.stderr).toContain('enqueued'))
    expect((await interrupt(waiting)).stderr).toContain('Telnyx continues to make')

    proxy.isStalled = true
    const downloading = begin('compose', '--session', room_session_id, '--out', 'video.mp4')
    await until(() => expect(downloading.output.stderr).toContain('enqueued'))
    server.emulator.clock.advance(20)
    await until(() => expect(existsSync(join(cwd, 'video.mp4.part'))).toBe(true))
    await interrupt(downloading)
    expect(existsSync(join(cwd, 'video.mp4'))).toBe(false)
  })
})

describe('watch-room', () => {
  it('prints each change as a line of JSON until Ctrl-C', async () => {
    const { id } = await rooms.create(client(), { unique_name: 'tour' })
    const { token: client_token } = await rooms.createJoinToken(client(), { room_id: id })
    const running = begin('watch-room', '--room', 'tour', '--every', '1', '--json')
    const lines = () => running.output.stdout.trim().split('\n')
    await until(() => expect(lines()[0]).toBe('{"session":null,"participants":[]}'))
    const ann = await server.emulator.join(id, { client_token, context: 'Ann' })
    await until(() => expect(lines()[1]).toContain('Ann'))
    server.emulator.leave(ann.id)
    await until(() => expect(lines()[2]).toBe(lines()[0]))
    expect(lines()).toHaveLength(3)
    await interrupt(running)
  })

  it('prints a table without terminal control characters', async () => {
    const { id } = await rooms.create(client(), { unique_name: 'tour' })
    const { token: client_token } = await rooms.createJoinToken(client(), { room_id: id })
    await server.emulator.join(id, { client_token, context: 'Eve\u001b[2J' })
    const { stdout } = await run('watch-room', '--room', 'tour', '--once')
    expect(stdout).toMatch(/^tour: 1 in session .*\n\nCONTEXT .*\nEve \[2J /)
  })
})

describe('place-call', () => {
  const args = scripts.find(([name]) => name === 'place-call')?.slice(1) ?? []
  const placeCall = async (...more: string[]) => {
    const running = begin('place-call', ...args, ...more)
    await until(() => expect(server.emulator.calls()).toHaveLength(1))
    const [call] = server.emulator.calls()
    return { running, sid: call?.sid ?? '' }
  }

  it('follows the call until it ends', async () => {
    // A longer text than the test takes: the call ends after its document.
    const text = 'Fish & <chips>. '.repeat(20)
    const { running, sid } = await placeCall('--say', text, '--json')
    server.emulator.play(sid, 'ring')
    await until(() => expect(running.output.stderr).toContain(`${sid} ringing`))
    server.emulator.play(sid, 'answer')
    await until(() => expect(running.output.stderr).toContain('in-progress'))
    server.emulator.play(sid, 'hangup')
    const { code, stdout } = await running.ended
    expect({ code, call: JSON.parse(stdout) }).toMatchObject({ code: 0, call: { sid, status: 'completed' } })
  })

  it('places one call even if its response is lost, and says on Ctrl-C that the call continues', async () => {
    server.emulator.faults.add([{ method: 'POST', drop: true, when: 'after' }])
    const { running, sid } = await placeCall()
    server.emulator.play(sid, 'ring')
    await until(() => expect(running.output.stderr).toContain('ringing'))
    expect((await interrupt(running)).stderr).toContain(`The call ${sid} continues.`)
    expect(server.emulator.calls()).toHaveLength(1)
  })
})

describe('usage-report', () => {
  it('adds up the participant minutes of each room', async () => {
    const { room_id } = await recordSession()
    const { stdout } = await run('usage-report')
    expect(stdout).toBe(`room_id,room,sessions,participants,minutes\r\n${room_id},tour,1,2,3\n`)
    const written = await json('usage-report', '--out', 'usage.json')
    expect(written).toEqual({ file: 'usage.json', rooms: 1 })
    expect(JSON.parse(readFileSync(join(cwd, 'usage.json'), 'utf8'))).toMatchObject([{ minutes: 3 }])
  })
})
