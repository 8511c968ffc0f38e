import { response, say } from '@greenroom/core/texml/document'
import { describe, expect, it } from 'vitest'
import { createVoiceApp } from '../../test/voice-app.ts'

describe('timeline', () => {
  it('contains the problems of each document that is run, with their place', async () => {
    const app = createVoiceApp((_, path) =>
      path === '/next'
        ? '<Response><Sey>x</Sey></Response>'
        : '<Response>\n<Say loop="x">Hi</Say>\n<Redirect>/next</Redirect></Response>',
    )
    const call = await app.call()
    await call.ended()
    const problems = call.state().timeline.filter(({ what }) => what === 'lint')
    expect(problems.map(({ detail }) => detail)).toEqual([
      expect.stringMatching(/^2:1 .*loop/),
      expect.stringMatching(/^1:11 .*Sey/),
    ])
  })

  it('has at most 20 problems of a document, and none of a correct one', async () => {
    const bad = `<Response>${'<Oops/>'.repeat(30)}</Response>`
    const lint = async (xml: string) => {
      const call = await createVoiceApp(() => xml).call()
      return call.state().timeline.filter(({ what }) => what === 'lint')
    }
    expect(await lint(bad)).toHaveLength(20)
    expect(await lint(String(response(say('Hello.'))))).toEqual([])
  })
})
