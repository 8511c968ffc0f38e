import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { verifyWebhook, type WebhookEvent } from '@greenroom/core/webhooks'
import { type StartedEmulator, startEmulator } from '@greenroom/emulator/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { greenroom } from './greenroom.ts'

const type = 'video.room.participant.joined'
let emulator: StartedEmulator
let server: Server
let url: string
let folder: string
let publicKeys: string
let event: WebhookEvent | undefined

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'greenroom-webhook-'))
  emulator = await startEmulator()
  publicKeys = await emulator.emulator.webhooks.publicKey()
  server = createServer(async (incoming, outgoing) => {
    const headers = new Headers(incoming.headers as Record<string, string>)
    const body = await text(incoming)
    const request = new Request('http://localhost/', { method: 'POST', headers, body })
    event = await verifyWebhook(request, { publicKeys }).catch(() => undefined)
    outgoing.writeHead(event ? 204 : 401).end(event ? undefined : 'wrong signature')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`
})
afterAll(async () => {
  await emulator.close()
  await new Promise((resolve) => server.close(resolve))
  rmSync(folder, { recursive: true, force: true })
})

const send = (args: readonly string[], input = '') =>
  greenroom(['webhook', 'send', type, '--url', url, ...args], { input, cwd: folder })

describe('greenroom webhook send', () => {
  it('sends an event that has the signature of the emulator', async () => {
    const room = '0ccc7b54-2233-4cd1-a7a5-f72a4bbee5b6'
    const args = ['--base-url', emulator.url, '--room', room, '--id', 'one', '--json']
    const { stdout, status } = await send([...args, '--data', '{"context":"mine"}'])
    expect(JSON.parse(stdout)).toMatchObject({ url, status: 204, ok: true, public_key: publicKeys })
    expect(event).toMatchObject({
      id: 'one',
      event_type: type,
      payload: { room_id: room, context: 'mine', session_id: expect.any(String) },
    })
    expect(status).toBe(0)
  })

  it('creates a key in a file, uses it again, and exits with 1 if the app rejects the webhook', async () => {
    const first = await send(['--key-file', 'key.json'])
    expect(first).toMatchObject({
      status: 1,
      stdout: expect.stringMatching(/^401 after \d+ ms: wrong signature\n$/),
    })
    const [, key = ''] = /^Public key: (\S{44})\n$/.exec(first.stderr) ?? []
    const own = publicKeys
    publicKeys = key
    writeFileSync(join(folder, 'data.json'), '{"context":"from a file"}')
    const second = await send(['--key-file', 'key.json', '--data', '@data.json'])
    publicKeys = own
    expect(second).toMatchObject({ status: 0, stderr: first.stderr })
    expect(event).toMatchObject({ payload: { context: 'from a file' } })
    // The private part is never printed.
    const { d } = JSON.parse(readFileSync(join(folder, 'key.json'), 'utf8')) as { readonly d: string }
    expect(first.stdout + first.stderr + second.stdout + second.stderr).not.toContain(d)
  })

  it.each([
    [['--data', '{"context":'], 2, '--data is not valid JSON\n'],
    [['--data', '[]'], 2, '--data must be a JSON object\n'],
    [['--data', '@none.json'], 2, /^none\.json does not exist/],
    [['--data', '-'], 2, 'The standard input is not valid JSON\n'],
    [['--key-file', 'broken.json'], 2, 'broken.json is not an Ed25519 private key in the format JWK\n'],
    [['--key-file', '.'], 2, /^\. cannot be read: EISDIR/],
    [['--url', 'nowhere', '--key-file', 'key.json'], 2, '--url must be an http or https URL\n'],
  ])('rejects %j', async (args, status, message) => {
    writeFileSync(join(folder, 'broken.json'), '{"kty":"OKP"}')
    const result = await send(args)
    expect(result.status).toBe(status)
    if (typeof message === 'string') expect(result.stderr).toBe(message)
    else expect(result.stderr).toMatch(message)
  })

  it('lists the types if it does not know one', async () => {
    const { stderr, status } = await greenroom(['webhook', 'send', 'video.room.joined', '--url', url])
    expect(stderr).toContain('Allowed choices are video.room.session.started')
    expect(status).toBe(2)
  })

  it('says that nothing listens at the URL', async () => {
    const closed = await startEmulator()
    await closed.close()
    const result = await send(['--url', closed.url, '--key-file', 'key.json'])
    expect(result.stderr).toContain(`Nothing listens at ${closed.url}\n`)
    expect(result.status).toBe(1)
  })
})
