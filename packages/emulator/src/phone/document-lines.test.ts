import { parseDocument } from '@greenroom/core/texml/language'
import { describe, expect, it } from 'vitest'
import { documentLines } from './document-lines.ts'

function linesOf(xml: string): readonly string[] | undefined {
  const { root } = parseDocument(xml)
  return root && documentLines(root)
}

describe('documentLines', () => {
  it('indents the elements of a document on one line', () => {
    const gather = '<Gather action="/a?b=1&amp;c"><Say>Press\n  1</Say><Pause/></Gather>'
    expect(linesOf(`<Response>${gather}<Hangup/></Response>`)).toEqual([
      '<Response>',
      '  <Gather action="/a?b=1&c">',
      '    <Say>Press 1</Say>',
      '    <Pause/>',
      '  </Gather>',
      '  <Hangup/>',
      '</Response>',
    ])
  })

  it('keeps texts between elements', () => {
    expect(linesOf('<Response><Say>One <break/> two</Say></Response>')).toEqual([
      '<Response>',
      '  <Say>',
      '    One',
      '    <break/>',
      '    two',
      '  </Say>',
      '</Response>',
    ])
  })
})
