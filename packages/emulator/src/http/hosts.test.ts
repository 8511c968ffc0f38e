import { describe, expect, it } from 'vitest'
import { hostOf, isLoopbackHost, isLoopbackUrl, normalizeHost, reachesServer } from './hosts.ts'

describe('normalizeHost', () => {
  it.each([
    ['LocalHost:4010', 'localhost'],
    ['localhost.', 'localhost'],
    ['127.1', '127.0.0.1'],
    ['2130706433', '127.0.0.1'],
    ['0x7f.1', '127.0.0.1'],
    ['[::1]:4010', '::1'],
    ['::1', '::1'],
    ['0:0:0:0:0:0:0:1', '::1'],
    ['::ffff:127.0.0.1', '127.0.0.1'],
    ['[::ffff:192.168.1.5]:80', '192.168.1.5'],
    ['fe80::1%eth0', 'fe80::1'],
    ['', undefined],
    ['::::', undefined],
    ['a b', undefined],
    ['evil.example@localhost', undefined],
    ['localhost#.evil.example', undefined],
    ['localhost/.evil.example', undefined],
    ['localhost\\.evil.example', undefined],
  ])('reads %s as %s', (host, expected) => {
    expect(normalizeHost(host)).toBe(expected)
  })
})

describe('isLoopbackHost', () => {
  it.each(['localhost', 'app.localhost', '127.0.0.1', '127.9.9.9', '::1'])('accepts %s', (host) => {
    expect(isLoopbackHost(host)).toBe(true)
  })

  it.each([
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'not-localhost',
    '0.0.0.0',
    '10.0.0.1',
    '::2',
  ])('does not accept %s', (host) => {
    expect(isLoopbackHost(host)).toBe(false)
  })
})

describe('isLoopbackUrl', () => {
  it('does not mistake user names and paths for the host', () => {
    expect(isLoopbackUrl('http://user@127.1:80/path')).toBe(true)
    expect(isLoopbackUrl('http://localhost@evil.example/127.0.0.1')).toBe(false)
    expect(isLoopbackUrl('not a url')).toBe(false)
    expect(hostOf('null')).toBeUndefined()
  })
})

describe('reachesServer', () => {
  const server = 'http://127.0.0.1:4010'

  it.each([
    'http://127.0.0.1:4010/',
    'http://127.1:4010',
    'http://2130706433:4010',
    'http://0x7f000001:4010',
    'http://localhost.:4010',
    'http://LOCALHOST:4010',
    'http://a.localhost:4010',
    'http://[::1]:4010',
    'http://[::ffff:127.0.0.1]:4010',
    'http://0.0.0.0:4010',
    'http://0:4010',
    'http://[::]:4010',
    'https://user:password@127.0.0.1:4010',
  ])('recognizes %s', (url) => {
    expect(reachesServer(url, server)).toBe(true)
  })

  it.each([
    'http://127.0.0.1:4011',
    'http://127.0.0.1',
    'http://127.0.0.2:4010',
    'http://192.168.1.5:4010',
    'http://evil.example:4010',
    'not a url',
  ])('does not mistake %s for it', (url) => {
    expect(reachesServer(url, server)).toBe(false)
  })

  it('recognizes every loopback address of a server that listens on all addresses', () => {
    expect(reachesServer('http://127.0.0.2:4010', 'http://0.0.0.0:4010')).toBe(true)
    expect(reachesServer('http://localhost', 'http://[::]:80')).toBe(true)
  })
})
