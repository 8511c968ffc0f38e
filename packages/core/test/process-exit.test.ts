import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'

const run = promisify(execFile)

/** Runs a program in a Node process. Rejects if the process does not exit. */
async function output(program: string): Promise<string> {
  const { stdout } = await run(
    process.execPath,
    ['--conditions=@greenroom/source', '--input-type=module', '--eval', program],
    { cwd: fileURLToPath(new URL('..', import.meta.url)), timeout: 10_000 },
  )
  return stdout.trim()
}

const createSource = (mint: string) => `
  import { createJoinTokenSource } from '@greenroom/core/join-token'
  const source = createJoinTokenSource({ roomId: 'r', identity: 'ann', mint: ${mint} })
  const unsubscribe = source.subscribe(() => undefined)
`
const mintOnce = "async () => ({ token: 'token', expires_in_ms: 600_000 })"

describe('Node process with a join token source', () => {
  it('exits while the token is renewed in the background', async () => {
    const program = `${createSource(mintOnce)} console.log(await source.getToken())`
    expect(await output(program)).toBe('token')
  })

  it('exits after the last subscriber is gone', async () => {
    const program = `${createSource(mintOnce)} console.log(await source.getToken()); unsubscribe()`
    expect(await output(program)).toBe('token')
  })

  it('stays alive until a requested token arrives', async () => {
    const mint = `async () => {
      calls += 1
      if (calls === 1) throw new Error('no connection')
      return { token: 'token', expires_in_ms: 600_000 }
    }`
    const program = `let calls = 0; ${createSource(mint)} console.log(await source.getToken(), calls)`
    expect(await output(program)).toBe('token 2')
  })
})

describe('Node process with a subscription to updates', () => {
  it.each([undefined, 'ann'])(
    'exits while it waits for the next attempt, with the identity %s',
    async (identity) => {
      const program = `
      import { createClient } from '@greenroom/core'
      import { subscribeToUpdates } from '@greenroom/core/updates'
      const fail = async () => Response.json({}, { status: 503, headers: { 'retry-after': '600' } })
      subscribeToUpdates({
        client: createClient({ baseUrl: 'http://gateway.example', fetch: fail }),
        identity: ${JSON.stringify(identity)},
        signal: new AbortController().signal,
        onUpdate() {},
        onReset() {},
        onStatus: (status) => console.log(status),
      })`
      expect(await output(program)).toBe('connecting\nwaiting')
    },
  )
})
