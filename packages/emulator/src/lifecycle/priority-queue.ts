/** A queue that returns its least item first. Adding and taking an item take logarithmic time. */
export interface PriorityQueue<Item> {
  push(item: Item): void
  /** Returns the least item, or undefined if the queue is empty. */
  peek(): Item | undefined
  /** Removes the least item. */
  pop(): void
  /** Replaces all items. */
  fill(items: readonly Item[]): void
}

/** Creates an empty queue, a binary heap. `compare` is negative if the first item comes before the second. */
export function createPriorityQueue<Item>(compare: (a: Item, b: Item) => number): PriorityQueue<Item> {
  let heap: Item[] = []
  const isBefore = (a: Item | undefined, b: Item | undefined) =>
    a !== undefined && b !== undefined && compare(a, b) < 0
  const swap = (a: number, b: number) => {
    ;[heap[a], heap[b]] = [heap[b] as Item, heap[a] as Item]
  }
  return {
    push(item) {
      heap.push(item)
      let at = heap.length - 1
      for (let parent = (at - 1) >> 1; at > 0 && isBefore(heap[at], heap[parent]); parent = (at - 1) >> 1) {
        swap(at, parent)
        at = parent
      }
    },
    peek: () => heap[0],
    pop() {
      const last = heap.pop()
      if (last === undefined || heap.length === 0) return
      heap[0] = last
      for (let at = 0; ; ) {
        const left = 2 * at + 1
        const least = isBefore(heap[left + 1], heap[left]) ? left + 1 : left
        if (!isBefore(heap[least], heap[at])) return
        swap(at, least)
        at = least
      }
    },
    fill(items) {
      // A sorted list is a heap.
      heap = [...items].sort(compare)
    },
  }
}
