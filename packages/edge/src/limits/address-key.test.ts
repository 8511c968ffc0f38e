import { describe, expect, it } from 'vitest'
import { addressKey } from './address-key.ts'

describe('addressKey', () => {
  it.each([
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002:ffff::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['[2001:db8:1:2::1]', '2001:db8:1:2::/64'],
    ['[2001:db8:1:2::1]:443', '2001:db8:1:2::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['[fe80::1%25en0]:8080', 'fe80:0:0:0::/64'],
    [' 2001:db8:1:2::9 ', '2001:db8:1:2::/64'],
    ['::1', '0:0:0:0::/64'],
    ['::', '0:0:0:0::/64'],
    ['1::', '1:0:0:0::/64'],
  ])('counts the IPv6 address %s as %s', (address, key) => {
    expect(addressKey(address)).toBe(key)
  })

  it('counts all addresses of one /64 network together, and others apart', () => {
    const keys = Array.from({ length: 1000 }, (_, index) =>
      addressKey(`2001:db8:1:2:${index.toString(16)}::${index.toString(16)}`),
    )
    expect(new Set(keys).size).toBe(1)
    expect(addressKey('2001:db8:1:3::1')).not.toBe(keys[0])
  })

  it.each([
    '192.0.2.1',
    '192.0.2.1:51234',
    '::ffff:192.0.2.1',
    '::FFFF:192.0.2.1',
    '[::ffff:192.0.2.1]:443',
    '::ffff:c000:201',
    '0:0:0:0:0:ffff:c000:0201',
    ' 192.0.2.1 ',
  ])('counts %s as the IPv4 address', (address) => {
    expect(addressKey(address)).toBe('192.0.2.1')
  })

  it.each(['', 'unknown', '192.0.2.1, 198.51.100.7', '1::2::3', '300.1.1.1', 'a:b', '_hidden'])(
    'counts %j, which is not an address, as it is',
    (text) => {
      expect(addressKey(text)).toBe(text)
    },
  )

  it('bounds the length of the key', () => {
    expect(addressKey('x'.repeat(100_000))).toHaveLength(128)
  })
})
