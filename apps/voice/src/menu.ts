import { gather, redirect, response, say } from '@greenroom/core/texml/document'
import type { InstructionRequest } from '@greenroom/core/webhooks'
import { keysOf, retry } from './attempts.ts'
import type { Feature } from './feature.ts'

/** What a caller can choose, by a key or a word. Without a prompt, a choice is not announced. */
const choices = [
  { key: '1', word: /conference|meeting/i, path: '/conference', prompt: 'Press 1 for the conference.' },
  { key: '2', word: /support|agent|help/i, path: '/queue', prompt: 'Press 2 for support.' },
  { key: '3', word: /message|voice ?mail/i, path: '/voicemail', prompt: 'Press 3 to leave a message.' },
  { key: '9', word: /staff/i, path: '/agent', prompt: '' },
]

/** The menu, which answers the calls of the number. */
export const menu: Feature = {
  instructions: {
    '/voice': () => response(say('Welcome to Greenroom.'), redirect('/menu')),
    '/menu': (_, { search }) =>
      response(
        gather(
          { action: `/menu/choice${search}`, input: ['dtmf', 'speech'], numDigits: 1 },
          ...choices.filter(({ prompt }) => prompt).map(({ prompt }) => say(prompt)),
        ),
        // Without input, the app gets a request without keys.
        redirect(`/menu/choice${search}`),
      ),
    '/menu/choice': (request, url) => {
      const path = pathOf(request)
      if (path) return response(redirect(path))
      const hasInput = request.kind === 'gather'
      return retry('/menu', url, hasInput ? 'That is not an option.' : 'We did not hear you.')
    },
  },
}

function pathOf(request: InstructionRequest): string | undefined {
  const digits = keysOf(request)
  const speech = (request.kind === 'gather' && request.fields.SpeechResult) || ''
  return choices.find(({ key, word }) => key === digits || word.test(speech))?.path
}
