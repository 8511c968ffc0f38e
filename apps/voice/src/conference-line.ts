import { conference, dial, hangup, pause, response, say } from '@greenroom/core/texml/document'
import { askForKeys, keysOf, retry } from './attempts.ts'
import type { Feature } from './feature.ts'

const prompt = 'Enter the moderator pin, then press pound. To join as a guest, press pound only.'

/** The conference: starts with the moderator, and ends when the moderator hangs up. */
export function conferenceLine(moderatorPin: string): Feature {
  return {
    instructions: {
      '/conference': (_, url) => askForKeys('/conference/join', url, prompt),
      '/conference/join': (request, url) => {
        const pin = keysOf(request)
        if (pin !== '' && pin !== moderatorPin) return retry('/conference', url, 'That pin is not correct.')
        const isModerator = pin !== ''
        return response(
          say(isModerator ? 'You are the moderator.' : 'You are a guest.'),
          dial(
            { action: '/conference/left' },
            conference(
              {
                startConferenceOnEnter: isModerator,
                endConferenceOnExit: isModerator,
                participantLabel: isModerator ? 'moderator' : 'guest',
                waitUrl: '/conference/wait',
              },
              'standup',
            ),
          ),
        )
      },
      '/conference/wait': () => response(say('The moderator is not here yet.'), pause({ length: 20 })),
      '/conference/left': () => response(say('The conference is over. Goodbye.'), hangup()),
    },
  }
}
