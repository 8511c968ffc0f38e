/** The parts of a browser's voice that decide whether it speaks. */
export interface SpokenVoice {
  readonly name: string
  /** BCP 47 tag; some browsers write `en_US`. */
  readonly lang: string
}

/**
 * Returns the browser's voice for a `<Say>`: one with the name at the end of `Polly.Joanna`, or else one of
 * the language, also of another country. Undefined leaves the choice to the browser.
 *
 * The text of this function is part of the page's script, so it refers to nothing outside of it.
 */
export function pickVoice<Voice extends SpokenVoice>(
  voices: readonly Voice[],
  voice: string,
  language: string,
): Voice | undefined {
  const name = (voice.split('.').at(-1) ?? '').replace(/-.*$/, '').toLowerCase()
  const wanted = language.replace('_', '-').toLowerCase()
  const matching = voices.filter(({ lang }) => {
    const own = lang.replace('_', '-').toLowerCase()
    return wanted === '' || own === wanted || own.split('-')[0] === wanted.split('-')[0]
  })
  return (
    (name === '' ? undefined : matching.find((one) => one.name.toLowerCase().includes(name))) ??
    (wanted === ''
      ? undefined
      : (matching.find(({ lang }) => lang.replace('_', '-').toLowerCase() === wanted) ?? matching[0]))
  )
}

/**
 * Returns a text in parts of at most 200 characters where it has spaces, because some browsers stop speaking
 * after about 15 seconds.
 *
 * The text of this function is part of the page's script, so it refers to nothing outside of it.
 */
export function splitSpeech(text: string): readonly string[] {
  return (text.match(/.{1,200}(?:\s|$)|\S+/gsu) ?? [])
    .map((part) => part.trim())
    .filter((part) => part !== '')
}
