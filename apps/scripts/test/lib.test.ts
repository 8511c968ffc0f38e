import { describe, expect, it } from 'vitest'
import { csv } from '../lib/csv.ts'
import { describeFlags, FlagError, readFlags } from '../lib/flags.ts'
import { formatDuration, formatTime, table } from '../lib/table.ts'

describe('csv', () => {
  it('quotes values with commas, quotes or line breaks', () => {
    const rows = [
      { room: 'a, "b"', minutes: 1.5 },
      { room: 'c\nd', minutes: -2 },
    ]
    expect(csv(['room', 'minutes'], rows)).toBe('room,minutes\r\n"a, ""b""",1.5\r\n"c\nd",-2\r\n')
  })

  it('escapes names that a spreadsheet would run as a formula', () => {
    expect(csv(['room'], [{ room: '=HYPERLINK("x")' }])).toBe('room\r\n"\'=HYPERLINK(""x"")"\r\n')
  })
})

describe('table', () => {
  it('makes each column as wide as its widest cell', () => {
    expect(table(['A', 'B'], [['long', 'x']])).toEqual(['A     B', 'long  x'])
  })
})

describe('formatDuration and formatTime', () => {
  it.each([
    [-1, '0 s'],
    [59_400, '59 s'],
    [200_000, '3 min 20 s'],
    [3_900_000, '1 h 05 min'],
  ])('formats %i ms as %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text)
  })

  it('formats times in UTC, and a missing time as an empty string', () => {
    expect(formatTime('2026-01-31T10:00:00.123456Z')).toBe('2026-01-31 10:00:00')
    expect(formatTime(null)).toBe('')
  })
})

describe('readFlags', () => {
  const specs = {
    room: { type: 'text', description: 'the room', required: true },
    ttl: { type: 'number', placeholder: '<seconds>', description: 'how long' },
    all: { type: 'switch', description: 'everything' },
  } as const

  it('returns each flag with its type', () => {
    expect(readFlags(['--room', 'tour', '--ttl', '60'], specs)).toEqual({ room: 'tour', ttl: 60, all: false })
    expect(readFlags(['--help'], specs)).toBeUndefined()
  })

  it.each([[['--ttl', '']], [['--room', 'x', '--ttl', '1e999']], [[]], [['--room', 'x', 'y']]])(
    'rejects %j',
    (args) => {
      expect(() => readFlags(args, specs)).toThrow(FlagError)
    },
  )

  it('describes the flags in columns', () => {
    expect(describeFlags(specs).split('\n')).toEqual([
      '  --room <text>    the room (required)',
      '  --ttl <seconds>  how long',
      '  --all            everything',
    ])
  })
})
