import { describe, expect, it } from 'vitest'
import { createTable } from './table.ts'

interface Row {
  readonly id: string
  readonly parent: string | null
  readonly isOpen?: boolean
}

const ids = (rows: readonly Row[]) => rows.map(({ id }) => id).join('')

describe('createTable', () => {
  it('returns rows newest first, also those of a parent', () => {
    const table = createTable<Row>(({ parent }) => parent)
    for (const id of ['a', 'b', 'c']) table.put({ id, parent: id === 'b' ? 'q' : 'p' })
    expect([ids(table.all()), ids(table.of('p')), table.count('p'), table.count('x')]).toEqual([
      'cba',
      'ca',
      2,
      0,
    ])
  })

  it('moves a replaced row to its new parent and keeps the order of the others', () => {
    const table = createTable<Row>(({ parent }) => parent)
    for (const id of ['a', 'b', 'c']) table.put({ id, parent: 'p' })
    table.put({ id: 'b', parent: 'p' })
    table.put({ id: 'c', parent: 'q' })
    table.put({ id: 'a', parent: null })
    expect([ids(table.of('p')), ids(table.of('q')), ids(table.all())]).toEqual(['b', 'c', 'cba'])
    table.delete('b')
    expect([ids(table.of('p')), table.count('p'), table.size]).toEqual(['', 0, 2])
  })

  it('returns only open rows from openOf', () => {
    const table = createTable<Row>(({ parent }) => parent, { isOpen: ({ isOpen = true }) => isOpen })
    for (const id of ['a', 'b', 'c']) table.put({ id, parent: 'p' })
    table.put({ id: 'b', parent: 'p', isOpen: false })
    expect([ids(table.openOf('p')), ids(table.of('p'))]).toEqual(['ca', 'cba'])
    table.delete('a')
    expect(ids(table.openOf('p'))).toBe('c')
    table.clear()
    expect([table.openOf('p'), table.of('p'), table.size]).toEqual([[], [], 0])
  })

  it('finds rows by their name as long as they have it', () => {
    const table = createTable<Row>(() => null, { nameOf: ({ parent }) => parent })
    for (const id of ['a', 'b', 'c']) table.put({ id, parent: id === 'b' ? 'q' : 'p' })
    expect([ids(table.named('p')), ids(table.named('q'))]).toEqual(['ca', 'b'])
    table.put({ id: 'a', parent: null })
    table.delete('b')
    expect([ids(table.named('p')), ids(table.named('q'))]).toEqual(['c', ''])
  })

  it('removes the oldest tenth when it has too many rows', () => {
    const table = createTable<Row>(({ parent }) => parent, { maxRows: 20 })
    for (let at = 0; at < 21; at++) table.put({ id: `${at} `, parent: 'p' })
    expect([table.size, table.count('p'), table.get('2 '), table.get('3 ')?.id]).toEqual([
      18,
      18,
      undefined,
      '3 ',
    ])
  })
})
