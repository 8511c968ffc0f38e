import {
  connect,
  dial,
  gather,
  hangup,
  number,
  play,
  prompt,
  queue,
  redirect,
  refer,
  response,
  say,
  sip,
  siprec,
  ssml,
  start,
  stop,
  stream,
  type TexmlDocument,
} from './document.ts'
import type { AttributesOf } from './verb.ts'

// Attributes are optional unless the verb needs one, and content follows them.
response(
  say('Hi'),
  say({ loop: 2 }, 'Hi'),
  hangup(),
  gather(),
  gather({ action: '/a' }, say('Hi'), play('/a')),
)
dial('+13125550001')
dial({ timeout: 20 }, number('+13125550001'), sip('sip:a@example.com'))
refer(sip('sip:a@example.com'))
start(stream({ url: 'wss://example.com/a' }), siprec({ connectorName: 'a' }))
stop(stream(), stream({ name: 'a' }), siprec())
const document: TexmlDocument = response()
document.toString() satisfies string

// @ts-expect-error Wrong nesting: a number is not a verb.
response(number('+13125550001'))
// @ts-expect-error Wrong nesting: a prompt of Gather cannot hang up.
gather({ action: '/a' }, hangup())
// @ts-expect-error Wrong nesting: Refer takes no number.
refer(number('+13125550001'))
// @ts-expect-error Wrong nesting: SSML belongs into Say.
response(ssml('break', { time: '1s' }))
// @ts-expect-error Connect waits for a service, not for a queue.
connect(queue('support'))

// @ts-expect-error An unknown attribute.
say({ voices: 'alice' }, 'Hi')
// @ts-expect-error An attribute in wrong case.
gather({ numdigits: 1 })
// @ts-expect-error An attribute of another type.
gather({ numDigits: '1' })
// @ts-expect-error A value that does not exist.
number({ machineDetection: 'Maybe' }, '+13125550001')
// @ts-expect-error A verb without attributes.
hangup({ reason: 'busy' })
// @ts-expect-error A verb without text.
gather('Press 1.')
// @ts-expect-error Text is a string.
redirect(404)

// @ts-expect-error A stream to start needs its URL.
start(stream({ name: 'a' }))
// @ts-expect-error A session to start needs its connector.
start(siprec({ name: 'a' }))
// @ts-expect-error A prompt needs the step that it is for.
prompt({}, say('Hi'))
// @ts-expect-error A prompt needs attributes.
prompt(say('Hi'))

// What the emulator reads has defaults.
declare const attributes: AttributesOf<typeof gather>
attributes.timeout satisfies number
attributes.input satisfies ('dtmf' | 'speech')[]
attributes.action satisfies string | undefined
