import { describe, expect, it } from 'vitest'
import { formatSummary } from '../.changeset/changelog.mjs'
import { describeUnreleased } from './changelog.ts'

describe('formatSummary', () => {
  it('makes a list item of a text, with its further paragraphs', () => {
    expect(formatSummary('Adds a verb.\nIt is `<Say>`.\n\nNothing else.\n')).toBe(
      '- Adds a verb.\n  It is `<Say>`.\n\n  Nothing else.',
    )
  })

  it('keeps a list', () => {
    expect(formatSummary('- one\n- two\n')).toBe('- one\n- two')
  })
})

describe('describeUnreleased', () => {
  it('adds features to the only version, and leaves out fixes', () => {
    const changes = [
      { type: 'minor', summary: 'Adds `greenroom dev`.' },
      { type: 'patch', summary: 'Fixes a typo.' },
    ] as const
    expect(describeUnreleased('# a\n\n## 0.1.0\n\nThe first version.\n\n- One.\n', changes)).toBe(
      '# a\n\n## 0.1.0\n\nThe first version.\n\n- One.\n- Adds `greenroom dev`.\n',
    )
  })
})
