import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { joinCall } from './join-call.ts'
import { openWorkshop, type Workshop } from './workshop.ts'

describe.each(['next', 'deno'])('the template %s, created from packed packages', (template) => {
  let workshop: Workshop
  beforeAll(async () => {
    workshop = await openWorkshop()
    const { code, output } = await workshop.create('app', '--template', template, '--yes')
    expect(code, output).toBe(0)
  })
  afterAll(() => workshop?.close())

  const run = (...command: readonly [string, ...string[]]) => workshop.run('app', ...command)

  it('passes its own tests', async () => {
    const { code, output } = await run('pnpm', 'test')
    expect(code, output).toBe(0)
    expect(output).toMatch(/Tests\s+5 passed/)
  })

  it('builds without a finding of the doctor', async () => {
    const { code, output } = await run('pnpm', 'run', 'build')
    expect(code, output).toBe(0)
    expect(output).toMatch(/^Clean: /m)
    expect(output).not.toMatch(/warning/i)
  })

  it('reports what a deployment needs', async () => {
    const { code, output } = await run('pnpm', 'run', 'deploy')
    expect(code).toBe(1)
    for (const need of ['APP_ORIGIN', 'TELNYX_API_KEY', 'GATEWAY_SECRET', 'SESSION_SECRET']) {
      expect(output).toMatch(new RegExp(`Missing: ${need}`))
    }
  })

  it('runs with an emulator, and two people join a call', async () => {
    const server = await workshop.dev('app')
    expect(await joinCall(server.url)).toEqual([])
    await server.stop()
  })
})
