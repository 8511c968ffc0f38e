import { elementsOf, readAttributes, type TexmlElement, verbs } from '@greenroom/core/texml/language'

/** Returns the values of the `<Parameter>` elements in an element, by their names. */
export function customParameters(element: TexmlElement): Record<string, string> {
  return Object.fromEntries(
    elementsOf(element)
      .filter(({ name }) => name === 'Parameter')
      .map((parameter) => readAttributes(verbs.Parameter, parameter).values)
      .map(({ name, value }) => [name, value]),
  )
}
