import { describe, expect, it } from 'vitest'
import { lintTexml } from './index.ts'

/** Returns `severity code line:column path: message` of each problem. */
function lint(xml: string): string[] {
  return lintTexml(xml).problems.map(
    ({ severity, code, message, line, column, path }) =>
      `${severity} ${code} ${line}:${column} ${path}: ${message}`,
  )
}

/** Returns the problems of verbs in a document. */
function lintVerbs(verbs: string): string[] {
  return lint(`<Response>${verbs}</Response>`).map((problem) => problem.replace(/ 1:\d+ \/Response/, ''))
}

describe('lintTexml', () => {
  it('finds nothing wrong with a valid document', () => {
    expect(
      lint(`<?xml version="1.0" encoding="UTF-8"?>
<!-- The menu. -->
<Response>
  <Gather action="/menu?step=1&amp;lang=en" numDigits="1" input="dtmf speech">
    <Say voice="Polly.Joanna">Press <say-as interpret-as="digits">1</say-as>.</Say>
    <Play>https://example.com/menu.mp3</Play>
  </Gather>
  <Dial timeout="20"><Number statusCallbackEvent="initiated answered">+13125550001</Number></Dial>
  <Redirect>/menu</Redirect>
</Response>`),
    ).toEqual([])
  })

  it('reports what is not well-formed where its tag begins', () => {
    expect(lint('<Response>\n  <Gather\n    numDigits="1"\n    action="/a?b=1&c=2"/>\n</Response>')).toEqual([
      'error not-well-formed 2:3 : action of <Gather>: & must be written as &amp;.',
    ])
    expect(lint('<Response>\r\n<Say>\r\nTom & Jerry</Say></Response>')).toEqual([
      'error not-well-formed 3:5 : <Say>: & must be written as &amp;.',
    ])
    expect(lint('<Response>\n<Say voice="a<b">Hi</Say></Response>')).toEqual([
      'error not-well-formed 2:1 : voice of <Say>: < must be written as &lt;.',
    ])
    expect(lint('<Response><Say>1 < 2</Say></Response>')).toEqual([
      'error not-well-formed 1:18 : <Say>: < must be written as &lt;.',
    ])
    expect(lint('<Response>\n<Gather>\n<Say>Hi</Say>\n</Response>')).toEqual([
      'error not-well-formed 2:1 : <Gather> is not closed before </Response>.',
    ])
    expect(lint('<Response><Say>Hi</Sayy></Response>')).toEqual([
      'error not-well-formed 1:11 : <Say> is not closed before </Sayy>.',
    ])
    expect(lint('<Response><Say')).toEqual([
      'error not-well-formed 1:11 : <Say>: Unclosed start tag for element `Say`.',
    ])
  })

  it('reports a blank before the XML declaration, and entities that XML does not have', () => {
    expect(lint('\n<?xml version="1.0"?><Response/>')).toEqual([
      "error not-well-formed 2:1 : XML declaration isn't allowed here.",
    ])
    expect(lint('<!DOCTYPE a [<!ENTITY lol "lol">]><Response><Say>&lol;</Say></Response>')).toEqual([
      'error not-well-formed 1:50 : <Say>: Named entity does not exist in XML: &lol;.',
    ])
  })

  it('reports documents without a root, and with another one', () => {
    expect(lint('')).toEqual(['error not-well-formed 1:1 : Root element is missing or invalid.'])
    expect(lint('<!doctype html><html><body>Not found<br></body></html>')).toEqual([
      'error wrong-root 1:1 : The document is a web page. The root element must be <Response>.',
    ])
    expect(lint('<response><Say>Hi</Say><Sayy/></response>')).toEqual([
      'error wrong-root 1:1 /response: The root element must be <Response>, not <response>. Case matters.',
      'error unknown-verb 1:24 /response/Sayy[1]: <Sayy> is not an element of TeXML. Did you mean <Say>?',
    ])
    expect(lint('<TwiML><Say/></TwiML>')).toEqual([
      'error wrong-root 1:1 /TwiML: The root element must be <Response>, not <TwiML>. Case matters.',
    ])
  })

  it('reports unknown verbs with the nearest name', () => {
    expect(lintVerbs('<Sayy>Hi</Sayy><hangup/><Gahter/><Client>a</Client><Foobar/>')).toEqual([
      'error unknown-verb/Sayy[1]: <Sayy> is not an element of TeXML. Did you mean <Say>?',
      'error unknown-verb/hangup[1]: <hangup> is not an element of TeXML. Did you mean <Hangup>?',
      'error unknown-verb/Gahter[1]: <Gahter> is not an element of TeXML. Did you mean <Gather>?',
      'error unknown-verb/Client[1]: <Client> is not an element of TeXML. Use <Sip> with the address sip:USER@sip.telnyx.com.',
      'error unknown-verb/Foobar[1]: <Foobar> is not an element of TeXML.',
    ])
  })

  it('reports unknown and miscased attributes with the nearest name', () => {
    expect(
      lint(
        '<Response>\n  <Gather\n     action="/a"\n     numdigits="1" finishKey="#" shade="red"/>\n</Response>',
      ),
    ).toEqual([
      'error unknown-attribute 2:3 /Response/Gather[1]/@numdigits: <Gather> has no attribute numdigits. Did you mean numDigits?',
      'error unknown-attribute 2:3 /Response/Gather[1]/@finishKey: <Gather> has no attribute finishKey. Did you mean finishOnKey?',
      'error unknown-attribute 2:3 /Response/Gather[1]/@shade: <Gather> has no attribute shade.',
    ])
    expect(lintVerbs('<Dial><Sip statusCallbackEvents="answered">sip:a@example.com</Sip></Dial>')).toEqual([
      'error unknown-attribute/Dial[1]/Sip[1]/@statusCallbackEvents: <Sip> has no attribute statusCallbackEvents. Did you mean statusCallbackEvent?',
    ])
  })

  it('reports values out of range and of another type', () => {
    expect(
      lintVerbs('<Pause length="181"/><Say loop="eleven">a</Say><Record playBeep="yes" action="/a"/>'),
    ).toEqual([
      'error invalid-value/Pause[1]/@length: length of <Pause> must be an integer from 1 to 180, not "181".',
      'error invalid-value/Say[1]/@loop: loop of <Say> must be an integer from 0 to 10, not "eleven".',
      'error invalid-value/Record[1]/@playBeep: playBeep of <Record> must be true or false, not "yes".',
    ])
    expect(
      lintVerbs('<Dial><Number statusCallbackEvent="initiated,ringing">+13125550001</Number></Dial>'),
    ).toEqual([
      expect.stringMatching(
        /^error invalid-value.*statusCallbackEvent of <Number> must be .*, separated by spaces, not "initiated,ringing"/,
      ),
    ])
  })

  it('reports elements where they may not be', () => {
    expect(lintVerbs('<Gather action="/a"><Pause/><Dial>+1</Dial></Gather><Number>+1</Number>')).toEqual([
      'error wrong-nesting/Gather[1]/Pause[1]: <Pause> may not be in <Gather>, only in <Response>.',
      'error wrong-nesting/Gather[1]/Dial[1]: <Dial> may not be in <Gather>, only in <Response>.',
      'error wrong-nesting/Number[1]: <Number> may not be in <Response>, only in <Dial>.',
    ])
    expect(lintVerbs('<Response/>')).toEqual([
      'error wrong-nesting/Response[1]: <Response> may not be in <Response>, only in <HttpRequest>.',
    ])
  })

  it('reports missing attributes and texts, and texts that are ignored', () => {
    expect(lintVerbs('<Start><Stream/></Start><Dial><Number> </Number></Dial><Hangup>now</Hangup>')).toEqual([
      'error missing-attribute/Start[1]/Stream[1]/@url: <Stream> needs the attribute url.',
      'error invalid-text/Dial[1]/Number[1]: The text of <Number> must be a text that is not empty.',
      'error unexpected-text/Hangup[1]: <Hangup> ignores its text "now".',
    ])
  })

  it('reports contradictions between attributes, text and elements', () => {
    expect(
      lintVerbs(
        '<Dial record="record-from-answer"><Conference>a</Conference></Dial>' +
          '<Connect/><Start><Suppression model="a"/></Start>',
      ),
    ).toEqual([
      'error contradiction/Dial[1]: <Dial> must have record on <Conference>, not on <Dial>.',
      'error contradiction/Connect[1]: <Connect> must have one of <Stream>, <ConversationRelay> and <AIAssistant>.',
      'error contradiction/Start[1]/Suppression[1]: <Suppression> must have noiseSuppressionEngine="Krisp", which model and suppressionLevel need.',
    ])
  })

  it('warns about verbs that never run', () => {
    expect(lintVerbs('<Say>Bye</Say><Hangup/><Say>Never</Say><Say>Never</Say>')).toEqual([
      'warning unreachable/Say[2]: <Say> never runs: <Hangup> ends the document.',
    ])
    expect(lintVerbs('<Dial action="/a">+1</Dial><Say>Never</Say>')).toHaveLength(1)
    expect(lintVerbs('<Dial>+1</Dial><Say>Afterwards</Say>')).toEqual([])
    expect(lintVerbs('<Say>a</Say><Reject/>')).toEqual([
      'warning advice/Reject[1]: <Reject>: Only as the first verb does it leave the call unanswered.',
    ])
  })

  it('warns about results that are lost', () => {
    expect(lintVerbs('<Gather/>')).toEqual([
      'warning advice/Gather[1]: <Gather>: Without action, what is collected is lost.',
    ])
  })

  it('lets templates pass wherever a value is checked', () => {
    expect(
      lintVerbs(
        '<Gather numDigits="{{digits}}" action="{{#url_encode}}{{a & b}}{{/url_encode}}"><Say>Hi {{Name}}</Say></Gather>' +
          '<Dial>{{#Numbers}}<Number statusCallback="/a?to={{.}}">{{.}}</Number>{{/Numbers}}</Dial>' +
          '{{#if {{From}} == +13125550001}}<Hangup/>{{#elseif To != a}}<Reject/>{{else}}<Say>Hi</Say>{{/if}}' +
          '<Connect>{{#if a < b}}<AIAssistant id="1"/>{{else}}<Stream url="{{url}}"/>{{/if}}</Connect>' +
          '<AIGather action="/a"><Parameters>{{schema}}</Parameters></AIGather>' +
          '<Say {{#if slow}}voiceSpeed="0.5"{{/if}}>Bye</Say>',
      ),
    ).toEqual([])
  })

  it('reports mistakes beside templates where they are', () => {
    expect(lint('<Response>\n{{#if a}}<Say>{{b}}</Say>{{/if}}<Sayy/></Response>')).toEqual([
      'error unknown-verb 2:33 /Response/Sayy[1]: <Sayy> is not an element of TeXML. Did you mean <Say>?',
    ])
  })

  it('takes elements of SSML in Say, and warns about those that are not common', () => {
    expect(
      lintVerbs('<Say>a<break time="1s"/><amazon:effect name="whispered">b</amazon:effect></Say>'),
    ).toEqual([
      'warning unknown-verb/Say[1]/amazon:effect[1]: <amazon:effect> is not a common element of SSML.',
    ])
  })

  it('reads CDATA sections as text', () => {
    expect(
      lintVerbs(
        '<HttpRequest async="false"><Request url="/a" method="POST"><Body><![CDATA[{"a": "<b>&c"}]]></Body></Request></HttpRequest>',
      ),
    ).toEqual([])
  })

  it('reports documents that are too long or nested too deeply', () => {
    expect(lint(`<Response>${' '.repeat(65_536)}</Response>`)).toEqual([
      'error too-large 1:1 : The document is longer than 65536 characters.',
    ])
    expect(lint('<Gather>'.repeat(8000))).toEqual([
      'error too-large 1:1 : Elements are nested deeper than 32 levels.',
    ])
  })

  it('reports a value that is no text as a missing document', () => {
    expect(lintTexml(undefined as unknown as string).problems).toHaveLength(1)
  })
})
