import { describe, expect, it } from 'vitest'
import { dial, number, refer, response, sip, siprec, start, stop, stream, transcription } from './document.ts'
import { definitionOf, verbs } from './registry.ts'

describe('verbs', () => {
  it('names only attributes of the verb in its requests', () => {
    for (const { id, attributes, requests = {} } of Object.values(verbs)) {
      const names = ['#text', '#application', ...Object.keys(attributes.entries)]
      const used = Object.entries(requests).flatMap(([name, { method = name, events = name }]) => [
        name,
        method,
        events,
      ])
      expect(names, id).toEqual(expect.arrayContaining(used))
    }
  })

  it('contains every verb that can be reached from the root', () => {
    const reached = new Set(['Response'])
    for (const id of reached) for (const child of definitionOf(id)?.children ?? []) reached.add(child)
    expect([...reached].filter((id) => !id.startsWith('ssml.')).sort()).toEqual(Object.keys(verbs).sort())
  })
})

describe('stream and siprec', () => {
  it('write what begins in start, and what ends in stop', () => {
    const document = response(
      start(stream({ url: 'wss://example.com/a', name: 'a' }), siprec({ connectorName: 'c' })),
      stop(stream({ name: 'a' }), siprec(), transcription()),
    )
    expect(String(document)).toContain(
      '<Start><Stream url="wss://example.com/a" name="a"/><Siprec connectorName="c"/></Start>' +
        '<Stop><Stream name="a"/><Siprec/><Transcription/></Stop>',
    )
  })

  it('are rejected where the other form belongs', () => {
    // @ts-expect-error A stream to start needs its URL.
    expect(() => start(stream({ name: 'a' }))).toThrow(/<Stream>/)
  })
})

describe('dial and refer', () => {
  it('take one kind of target', () => {
    expect(() => dial('+13125550001', number('+13125550002'))).toThrow(/either a number as text or elements/)
    expect(() => dial({})).toThrow(/a number, or <Number>/)
    expect(() => refer(sip({ username: 'a' }, 'sip:a@example.com'))).toThrow(/<Sip> without attributes/)
    expect(() => refer(sip('sip:a@example.com'))).not.toThrow()
  })
})
