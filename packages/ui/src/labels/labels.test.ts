import { describe, expect, it } from 'vitest'
import { germanLabels } from './de.ts'
import { englishLabels } from './en.ts'

/** Texts that are the same in both languages. */
const same = ['chat']

describe('germanLabels', () => {
  it('has every text in German', () => {
    expect(Object.keys(germanLabels)).toEqual(Object.keys(englishLabels))
    const english = new Map(Object.entries(englishLabels))
    const untranslated = Object.entries(germanLabels)
      .filter(([name, text]) => typeof text === 'string' && text === english.get(name))
      .map(([name]) => name)
    expect(untranslated).toEqual(same)
  })

  it('counts one and several', () => {
    expect(germanLabels.participantsJoined(2)).not.toBe(germanLabels.participantsJoined(1))
  })
})
