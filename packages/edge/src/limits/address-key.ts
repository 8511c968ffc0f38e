/**
 * Returns the key under which a client address is counted. An IPv6 address counts as its /64 network, which
 * providers give to a single customer. Ports, brackets and zone ids are removed, and an IPv4 address that is
 * mapped to IPv6 counts as IPv4. Any other text is its own key, up to 128 characters.
 */
export function addressKey(address: string): string {
  const text = address.trim().replace(/%[^\]]*/, '')
  // More than one colon and no brackets: an IPv6 address without a port.
  const host = text.startsWith('[') || text.split(':').length < 3 ? text : `[${text}]`
  const name = /^[\d.a-f:[\]]+$/i.test(host) ? URL.parse(`http://${host}`)?.hostname : undefined
  if (name === undefined) return address.slice(0, 128)
  if (!name.startsWith('[')) return name
  const [head = '', tail] = name.slice(1, -1).split('::')
  const groups = groupsOf(head)
  const last = groupsOf(tail ?? '')
  // `::` stands for as many zeros as are missing.
  while (tail !== undefined && groups.length + last.length < 8) groups.push('0')
  groups.push(...last)
  const [high = 0, low = 0] = groups.slice(6).map((group) => Number.parseInt(group, 16))
  const network = groups.slice(0, 4).join(':')
  if (groups.slice(0, 6).join(':') === '0:0:0:0:0:ffff') {
    return [high >> 8, high & 255, low >> 8, low & 255].join('.')
  }
  return `${network}::/64`
}

function groupsOf(text: string): string[] {
  return text === '' ? [] : text.split(':')
}
