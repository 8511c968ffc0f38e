import { describe, expect, it } from 'vitest'
import { createHarness } from '../../test/harness.ts'
import { redact } from './request-log.ts'

const isSecret = (name: string) => name === 'token'

describe('redact', () => {
  it('masks secret fields at any depth', () => {
    expect(redact({ token: 'hush', list: [{ token: 'hush', name: 'Ann' }] }, isSecret)).toEqual({
      token: '[secret]',
      list: [{ token: '[secret]', name: 'Ann' }],
    })
  })

  it('cuts long texts', () => {
    expect(redact({ name: 'x'.repeat(3000) }, isSecret)).toEqual({ name: `${'x'.repeat(2000)}…` })
  })

  it('cuts long lists and objects, and says how many items are missing', () => {
    const list = redact({ list: Array.from({ length: 5000 }, () => 'value') }, isSecret) as { list: string[] }
    expect(list.list.at(-1)).toBe(`${5000 - (list.list.length - 1)} more`)
    const fields = Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`field ${at}`, at]))
    const shown = redact(fields, isSecret) as Record<string, unknown>
    expect(shown['…']).toBe(`${5000 - (Object.keys(shown).length - 1)} more`)
  })

  it.each([
    ['a long text', 'x'.repeat(700_000)],
    ['long names', { ['x'.repeat(700_000)]: 1 }],
    ['many texts', Array.from({ length: 5000 }, () => 'x'.repeat(100))],
    ['many numbers', Array.from({ length: 70_000 }, (_, at) => at)],
    ['many objects', Array.from({ length: 5000 }, () => ({ a: [{}], b: null }))],
  ])('returns at most 20,000 characters for %s', (_, value) => {
    expect(JSON.stringify(redact({ value }, isSecret)).length).toBeLessThan(20_000)
  })
})

describe('the request log', () => {
  it('contains a short form of large requests that were rejected', async () => {
    const { send } = createHarness()
    const field = Array.from({ length: 20_000 }, (_, at) => `value ${at}`)
    for (let count = 0; count < 5; count++) await send('POST', `/v2/rooms?${'x'.repeat(5000)}=1`, { field })
    const { data } = (await send('GET', '/_emulator/requests')).body
    expect(data).toHaveLength(5)
    expect([data[0].status, data[0].input.field[0]]).toEqual([422, 'value 0'])
    expect(data[0].path.length).toBeLessThan(2100)
    expect(JSON.stringify(data).length).toBeLessThan(5 * 25_000)
  })
})
