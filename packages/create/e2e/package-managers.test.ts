import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWorkshop, type Workshop } from './workshop.ts'

// The other tests use pnpm.
describe.each(['npm', 'yarn', 'bun'] as const)('a project of %s', (manager) => {
  let workshop: Workshop
  beforeAll(async () => {
    workshop = await openWorkshop(manager)
    const { code, output } = await workshop.create('app', '--yes')
    expect(code, output).toBe(0)
    expect(output).toContain(`${manager} run dev`)
  })
  afterAll(() => workshop?.close())

  it('passes its own tests', async () => {
    const { code, output } = await workshop.run('app', manager, 'run', 'test')
    expect(code, output).toBe(0)
    expect(output).toMatch(/Tests\s+5 passed/)
  })

  it('builds without a finding of the doctor', async () => {
    const { code, output } = await workshop.run('app', manager, 'run', 'build')
    expect(code, output).toBe(0)
    expect(output).toMatch(/^Clean: /m)
  })
})
