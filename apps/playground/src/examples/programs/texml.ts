// TeXML documents: the builder rejects what Telnyx would ignore silently, and the linter finds it in texts.
import { gather, hangup, response, say } from '@greenroom/core/texml/document'
import { lintTexml } from '@greenroom/core/texml/lint'

const document = response(
  gather({ action: '/menu', numDigits: 1 }, say('Press 1 to join the standup.')),
  say({ voice: 'Polly.Joanna' }, 'No key? Goodbye & thank you.'),
  hangup(),
)
console.log(document.toString())

const handwritten = `<Response>
  <Gather numdigits="1" action="/menu">
    <Say>Press 1 to join the standup.</Say>
  </Gather>
  <Hangupp/>
</Response>`
for (const { severity, line, column, message } of lintTexml(handwritten).problems) {
  console.warn(`${severity} at ${line}:${column}: ${message}`)
}
