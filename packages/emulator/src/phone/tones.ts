/**
 * Returns the two frequencies of a key, in hertz (ITU-T Q.23); undefined for any other text.
 *
 * The text of this function is part of the page's script, so it refers to nothing outside of it.
 */
export function keyFrequencies(key: string): readonly [number, number] | undefined {
  const position = '123A456B789C*0#D'.indexOf(key)
  const low = [697, 770, 852, 941][Math.floor(position / 4)]
  const high = [1209, 1336, 1477, 1633][position % 4]
  return key.length !== 1 || low === undefined || high === undefined ? undefined : [low, high]
}
