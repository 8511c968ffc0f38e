/** Returns the duration of an Opus packet in milliseconds (RFC 6716, section 3.1). */
export function opusDurationMs([head = 0, second = 0]: Uint8Array): number {
  const config = head >> 3
  const count = [1, 2, 2, second & 0x3f][head & 3] ?? 1
  return frameMs(config) * count
}

function frameMs(config: number): number {
  const step = config & 3
  if (config < 12) return [10, 20, 40, 60][step] ?? 20
  if (config < 16) return step & 1 ? 20 : 10
  return 2.5 * 2 ** step
}
