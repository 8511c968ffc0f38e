import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDocument } from '../parse-document.ts'
import { lintTexml } from './index.ts'

const documents = [
  `<?xml version="1.0" encoding="UTF-8"?>
<Response>
  <!-- menu -->
  <Gather action="/menu?a=1&amp;b=2" numDigits="1" input="dtmf speech">
    <Say voice="Polly.Joanna">Press <say-as interpret-as="digits">1</say-as>.</Say>
  </Gather>
  <Redirect method="POST">/again</Redirect>
</Response>`,
  '<Response><Dial timeout="20"><Number url="/screen">+13125550001</Number>{{#a}}<Sip>sip:a@b</Sip>{{/a}}</Dial></Response>',
  '<Response><Dial><Conference beep="onEnter" waitUrl="/w">07</Conference></Dial><Record maxLength="60"/></Response>',
  '<Response><Start><Stream url="wss://a.example/s"><Parameter name="a" value="b"/></Stream></Start><Stop><Stream/></Stop></Response>',
  '<Response><HttpRequest async="false"><Request url="/a" method="POST"><Body><![CDATA[{"a":"<&>"}]]></Body></Request></HttpRequest></Response>',
  '<Response><Pay chargeAmount="1"><Prompt for="postal-code"><Say>a</Say></Prompt></Pay></Response>',
]

const piece = fc.constantFrom(
  ...[
    '<',
    '>',
    '/',
    '&',
    '"',
    "'",
    '=',
    '{{',
    '}}',
    '{{#a}}',
    ']]>',
    '<!--',
    '-->',
    '<![CDATA[',
    '<?',
    '&amp;',
  ],
  ...[
    '&lol;',
    '&#0;',
    '\u0000',
    '\uD800',
    '\uE000',
    '\r\n',
    ' ',
    '<!DOCTYPE a [<!ENTITY lol "lol">]>',
    '</Say>',
  ],
  ...['<Say>', '<Gather>', 'a', '9', '-', 'é', '😀', '__proto__', 'constructor', 'xmlns:a="b"'],
)

/** A change at a place between 0 and 1 of a document. */
const mutation = fc.record({
  kind: fc.constantFrom('insert', 'delete', 'replace', 'repeat', 'move', 'cut', 'case'),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.nat({ max: 30 }),
  piece,
})

type Mutation = typeof mutation extends fc.Arbitrary<infer Value> ? Value : never

function mutate(xml: string, { kind, at, length, piece }: Mutation): string {
  const start = Math.floor(at * xml.length)
  const [before, part, after] = [
    xml.slice(0, start),
    xml.slice(start, start + length),
    xml.slice(start + length),
  ]
  switch (kind) {
    case 'insert':
      return before + piece + part + after
    case 'delete':
      return before + after
    case 'replace':
      return before + piece + after
    case 'repeat':
      return before + part + part + after
    case 'move':
      return part + before + after
    case 'cut':
      return before
    default:
      return before + part.toUpperCase() + after
  }
}

describe('lintTexml', () => {
  it('ends with problems that have a place, or with none, for 10,000 mutations of valid documents', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...documents),
        fc.array(mutation, { minLength: 1, maxLength: 4 }),
        (document, mutations) => {
          const xml = mutations.reduce(mutate, document)
          const lines = xml.split(/\r\n?|\n/)
          for (const { line, column, message, path } of lintTexml(xml).problems) {
            expect(message).toMatch(/[.?]$/)
            expect(path).toMatch(/^$|^\//)
            expect(line).toBeLessThanOrEqual(lines.length)
            expect(column).toBeLessThanOrEqual((lines[line - 1]?.length ?? 0) + 1)
          }
          parseDocument(xml)
        },
      ),
      { numRuns: 10_000 },
    )
  }, 120_000)

  it.each([
    ['unclosed comments', '<!--'],
    ['unclosed CDATA sections', '<![CDATA['],
    ['unclosed tags', '<a '],
    ['raw quotes', '<a b="'],
    ['opened templates', '{{'],
    ['nested templates', '{{a {{'],
    ['closed elements', '<a/>'],
    ['lines', '<Say/>\n'],
    ['attributes', 'aaaaaaaaaaaa="" '],
    ['ampersands', '&'],
    ['end tags', '</a>'],
  ])(
    'reads the longest document of %s in bounded time',
    (_, part) => {
      const length = 65_000
      const inResponse = `<Response>${part.repeat(length / part.length)}</Response>`
      const inTag = `<Response><Say ${part.repeat(length / part.length)}/></Response>`
      const start = performance.now()
      lintTexml(inResponse)
      lintTexml(inTag)
      expect(performance.now() - start).toBeLessThan(20_000)
    },
    60_000,
  )

  it('does not expand entities', () => {
    const entities = Array.from({ length: 9 }, (_, index) => {
      const value = index === 0 ? 'lol' : `&e${index - 1};`.repeat(10)
      return `<!ENTITY e${index} "${value}">`
    })
    const xml = `<!DOCTYPE Response [${entities.join('')}]><Response><Say>&e8;</Say></Response>`
    expect(lintTexml(xml).problems).toMatchObject([{ code: 'not-well-formed' }])
  })
})
