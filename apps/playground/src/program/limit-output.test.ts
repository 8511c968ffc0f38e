import { expect, it } from 'vitest'
import { maxOutputLength, maxOutputs } from '../sandbox/messages.ts'
import { limitOutput } from './limit-output.ts'

it('limits the number and the length of outputs', () => {
  const printed: string[] = []
  const print = limitOutput((_, text) => printed.push(text))
  print('log', 'x'.repeat(maxOutputLength + 1))
  for (let index = 0; index < maxOutputs * 2; index++) print('log', 'line')
  expect(printed).toHaveLength(maxOutputs)
  expect(printed[0]).toBe(`${'x'.repeat(maxOutputLength)} …`)
  expect(printed.at(-1)).toBe('The program prints a lot: the rest is left out.')
})
