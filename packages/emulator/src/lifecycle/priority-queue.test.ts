import { describe, expect, it } from 'vitest'
import { createPriorityQueue } from './priority-queue.ts'

const numbers = Array.from({ length: 500 }, (_, at) => (at * 7919) % 499)
const sorted = [...numbers].sort((a, b) => a - b)

function drain(queue: ReturnType<typeof createPriorityQueue<number>>): number[] {
  const drained: number[] = []
  for (let next = queue.peek(); next !== undefined; next = queue.peek()) {
    drained.push(next)
    queue.pop()
  }
  return drained
}

describe('createPriorityQueue', () => {
  it('returns pushed items in order', () => {
    const queue = createPriorityQueue<number>((a, b) => a - b)
    for (const number of numbers) queue.push(number)
    expect(drain(queue)).toEqual(sorted)
  })

  it('returns the items that replaced all others in order, with those pushed later', () => {
    const queue = createPriorityQueue<number>((a, b) => a - b)
    queue.push(1)
    queue.fill(numbers.slice(0, 300))
    for (const number of numbers.slice(300)) queue.push(number)
    expect(drain(queue)).toEqual(sorted)
  })

  it('compares a logarithmic number of times per item', () => {
    let comparisons = 0
    const queue = createPriorityQueue<number>((a, b) => {
      comparisons += 1
      return a - b
    })
    for (let at = 0; at < 20_000; at++) queue.push((at * 7919) % 20_011)
    drain(queue)
    expect(comparisons / 20_000).toBeLessThan(3 * Math.log2(20_000))
  })
})
