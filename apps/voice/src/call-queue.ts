import {
  dial,
  enqueue,
  gather,
  hangup,
  leave,
  queue,
  redirect,
  response,
  say,
} from '@greenroom/core/texml/document'
import type { InstructionRequest } from '@greenroom/core/webhooks'
import { askForKeys, keysOf, retry } from './attempts.ts'
import type { Feature } from './feature.ts'

const name = 'support'

/** The queue: callers hear their position, or leave a message instead. Agents take one after the other. */
export function callQueue(agentPin: string): Feature {
  return {
    instructions: {
      '/queue': () =>
        response(enqueue({ waitUrl: '/queue/wait', action: '/queue/left', maxWaitTimeSecs: 900 }, name)),
      // The API asks for this document again whenever it ends.
      '/queue/wait': (request) =>
        response(
          gather(
            { action: '/queue/choice', numDigits: 1, timeout: 20 },
            say(`You are number ${positionOf(request)}. To leave a message instead, press 1.`),
          ),
        ),
      '/queue/choice': (request) => response(keysOf(request) === '1' ? leave() : redirect('/queue/wait')),
      '/queue/connect': () => response(say('An agent takes your call.')),
      '/queue/left': ({ kind, fields }) =>
        kind === 'enqueue' && fields.QueueResult === 'bridged'
          ? response(say('Thank you for your call. Goodbye.'), hangup())
          : response(redirect('/voicemail')),
      '/agent': (_, url) => askForKeys('/agent/pin', url, 'Enter your agent pin, then press pound.'),
      '/agent/pin': (request, url) =>
        keysOf(request) === agentPin
          ? response(redirect('/agent/next'))
          : retry('/agent', url, 'That pin is not correct.'),
      '/agent/next': () =>
        response(dial({ action: '/agent/done', timeout: 30 }, queue({ url: '/queue/connect' }, name))),
      '/agent/done': ({ kind, fields }) =>
        kind === 'dial' && fields.DialCallStatus === 'completed'
          ? response(say('Next call.'), redirect('/agent/next'))
          : response(say('There are no more calls. Goodbye.'), hangup()),
    },
  }
}

function positionOf({ kind, fields }: InstructionRequest): string {
  return (kind === 'other' && fields['QueuePosition']) || 'one'
}
