import { response, say } from '@greenroom/core/texml/document'
import { describe, expect, it } from 'vitest'
import { createVoiceApp } from '../../test/voice-app.ts'
import { fillTemplate, queryValues, type TemplateValues } from './templates.ts'

function fill(xml: string, values: TemplateValues = {}) {
  return fillTemplate(xml, { values, secret: (name) => (name === 'token' ? 'a&b' : undefined) })
}

describe('fillTemplate', () => {
  it('replaces names, escapes their values and leaves unknown names empty', () => {
    expect(fill('<Say to="{{ To }}">{{From}}{{Nope}}</Say>', { From: '<&>', To: `"'` })).toBe(
      '<Say to="&quot;&apos;">&lt;&amp;&gt;</Say>',
    )
  })

  it('does not fill in a value that looks like a template', () => {
    expect(fill('{{a}}', { a: '{{b}}', b: 'no' })).toBe('{{b}}')
  })

  it('repeats a section for each item of a list', () => {
    const values = queryValues('http://127.0.0.1/?Numbers[]=%2B1&Numbers[]=%2B2&One=x')
    expect(fill('{{#Numbers}}<Number>{{.}}</Number>{{/Numbers}}', values)).toBe(
      '<Number>+1</Number><Number>+2</Number>',
    )
    expect(fill('{{#One}}<{{.}}>{{/One}}{{#None}}never{{/None}}', values)).toBe('<x>')
  })

  it.each([
    ['+1555', 'a'],
    ['+1666', 'b'],
    ['+1777', 'c'],
  ])('follows the branch of %s', (From, expected) => {
    const xml = '{{#if From == +1555}}a{{#elseif {{From}} == "+1666"}}b{{#else}}c{{/if}}'
    expect(fill(xml, { From })).toBe(expected)
  })

  it('knows inequality, bare names and nested conditions', () => {
    const xml = '{{#if A != x}}1{{#if B}}2{{/if}}{{#if None}}3{{else}}4{{/if}}{{/if}}'
    expect(fill(xml, { A: 'y', B: 'b' })).toBe('124')
    expect(fill(xml, { A: 'x' })).toBe('')
  })

  it('encodes for addresses and reads secrets', () => {
    const xml = '<Play>/a?q={{#url_encode}}{{q}} &{{/url_encode}}</Play>{{#secret}}token{{/secret}}'
    expect(fill(xml, { q: 'é&' })).toBe('<Play>/a?q=%C3%A9%26%20%26</Play>a&amp;b')
    expect(fill('{{#secret}}unknown{{/secret}}')).toBe('')
  })

  it('does not escape for XML in a CDATA section, and cannot leave it', () => {
    expect(fill('<Body><![CDATA[{"a":"{{a}}"}]]></Body>{{a}}', { a: '"]]>' })).toBe(
      '<Body><![CDATA[{"a":""]]]]><![CDATA[>"}]]></Body>&quot;]]&gt;',
    )
  })

  it.each(['{{', '}}', '{{#if}}x', '{{/if}}x{{/a}}', '{{#a}}x', '{{#else}}', '{{}}', '{{#if a ==}}x{{/if}}'])(
    'takes the unfinished template %s',
    (xml) => {
      expect(typeof fill(xml, { a: 'a' })).toBe('string')
    },
  )

  it('bounds nested lists and long results', () => {
    const list = Array.from({ length: 100 }, () => 'x'.repeat(100))
    const nested = `${'{{#list}}'.repeat(8)}{{.}}${'{{/list}}'.repeat(8)}`
    expect(fill(nested, { list }).length).toBeLessThanOrEqual(70_000)
    expect(fill(`${'{{#list}}'.repeat(8)}${'{{/list}}'.repeat(8)}`, { list })).toBe('')
    expect(fill('{{#list}}'.repeat(10_000), { list }).length).toBe(0)
  })
})

describe('templates of documents', () => {
  it('apply to fetched documents, with the query and the fields of the request', async () => {
    const app = createVoiceApp(() => '<Response><Say>{{greeting}} {{From}}</Say></Response>')
    const call = await app.call('http://127.0.0.1:9/voice?greeting=Hello&From=ignored')
    await call.heard('Hello +13125550001')
  })

  it('apply to documents that are given as text', async () => {
    const { phone } = createVoiceApp(() => String(response(say('never'))))
    const texml = '<Response><Say>Hello {{From}}, {{#secret}}none{{/secret}}bye</Say></Response>'
    const call = await phone.call('+13125550002', { texml })
    await call.heard('Hello +13125550001, bye')
  })
})
