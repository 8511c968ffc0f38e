import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { joinCall } from './join-call.ts'
import { openWorkshop, type Workshop } from './workshop.ts'

describe('the template for Cloudflare, created from packed packages', () => {
  let workshop: Workshop
  beforeAll(async () => {
    workshop = await openWorkshop()
    const { code, output } = await workshop.create('my app', '--name', 'my-app', '--yes')
    expect(code, output).toBe(0)
  })
  afterAll(() => workshop?.close())

  const run = (...command: readonly [string, ...string[]]) => workshop.run('my app', ...command)

  it('refuses the folder the second time', async () => {
    const { code, output } = await workshop.create('my app', '--name', 'my-app', '--yes')
    expect(code).toBe(1)
    expect(output).toMatch(/is not empty/)
  })

  it('contains secrets that only this project has', async () => {
    const text = await readFile(join(workshop.folder, 'my app', '.dev.vars'), 'utf8')
    const secrets = [...text.matchAll(/_SECRET=(\S+)/g)].map(([, secret]) => secret)
    expect(new Set(secrets).size).toBe(2)
    for (const secret of secrets) expect(secret).toMatch(/^[\w-]{43}$/)
  })

  it('passes its own tests', async () => {
    const { code, output } = await run('pnpm', 'test')
    expect(code, output).toBe(0)
    expect(output).toMatch(/Tests\s+5 passed/)
  })

  it('builds without a finding of the doctor, and can be deployed', async () => {
    const { code, output } = await run('pnpm', 'run', 'build')
    expect(code, output).toBe(0)
    expect(output).toMatch(/^Clean: /m)
    const deployment = await run('pnpm', 'exec', 'wrangler', 'deploy', '--dry-run')
    expect(deployment.code, deployment.output).toBe(0)
  })

  it('reports what a deployment needs, and does not deploy', async () => {
    const { code, output } = await run('pnpm', 'run', 'deploy')
    expect(code).toBe(1)
    for (const need of [
      'APP_ORIGIN',
      'a Cloudflare account',
      'TELNYX_API_KEY',
      'GATEWAY_SECRET',
      'SESSION_SECRET',
    ]) {
      expect(output).toMatch(new RegExp(`Missing: .*${need}`))
    }
    expect(output).not.toMatch(/vite v\d/)
  })

  it('runs with an emulator, and two people join a call', async () => {
    const server = await workshop.dev('my app')
    expect(await joinCall(server.url)).toEqual([])
    await server.stop()
  })
})
