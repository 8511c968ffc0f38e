import type { Room } from '@greenroom/core/video'
import { defaultRangeExtractor, type Range, useWindowVirtualizer } from '@tanstack/react-virtual'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useWidth } from '../ui/use-width.ts'
import { RoomCard } from './room-card.tsx'

export interface RoomGridProps {
  readonly rooms: readonly Room[]
  /** Is called when the end comes near. */
  readonly onEnd: () => void
  readonly onRename: (room: Room) => void
  readonly onDelete: (room: Room) => void
}

const cardHeight = 104
const gap = 16
const leastCardWidth = 272
/** Rows above and below the window that are there, so that nothing is missing while it scrolls. */
const overscan = 2
/** How far ahead of the end more are asked for, in cards. */
const ahead = 24

/** Rooms as cards; only those in sight are there, however many there are. */
export function RoomGrid({ rooms, onEnd, onRename, onDelete }: RoomGridProps) {
  const [container, width] = useWidth<HTMLUListElement>(leastCardWidth)
  const columns = Math.max(1, Math.floor((width + gap) / (leastCardWidth + gap)))
  const [focused, setFocused] = useState<number>()
  const [offset, setOffset] = useState(0)
  useEffect(() => {
    if (container.current) setOffset(Math.round(container.current.getBoundingClientRect().top + scrollY))
  }, [container])

  const virtualizer = useWindowVirtualizer({
    count: rooms.length,
    lanes: columns,
    gap,
    overscan: overscan * columns,
    scrollMargin: offset,
    estimateSize: () => cardHeight,
    getItemKey: (index) => rooms[index]?.id ?? index,
    // The card with the focus stays, so that the keyboard keeps its place.
    rangeExtractor: useCallback(
      (range: Range) => {
        const seen = defaultRangeExtractor(range)
        if (focused === undefined || focused >= range.count || seen.includes(focused)) return seen
        return [...seen, focused].sort((a, b) => a - b)
      },
      [focused],
    ),
  })

  const items = virtualizer.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  const latestOnEnd = useRef(onEnd)
  useEffect(() => {
    latestOnEnd.current = onEnd
  })
  const isNearEnd = last >= rooms.length - ahead
  useEffect(() => {
    if (isNearEnd && rooms.length > 0) latestOnEnd.current()
  }, [isNearEnd, rooms.length])

  const { length } = rooms
  const before = useRef(length)
  useEffect(() => {
    const isOneGone = length < before.current
    before.current = length
    if (!isOneGone) return
    // The card that had the focus may be the one that is gone.
    const frame = requestAnimationFrame(() => {
      if (document.activeElement === document.body) container.current?.focus({ preventScroll: true })
    })
    return () => cancelAnimationFrame(frame)
  }, [length, container])

  const cardWidth = (width - gap * (columns - 1)) / columns
  return (
    <ul
      ref={container}
      className="cards"
      aria-label="Rooms"
      tabIndex={-1}
      style={{ height: virtualizer.getTotalSize() }}
      onBlur={() => setFocused(undefined)}
    >
      {items.map(({ index, key, lane, start }) => {
        const room = rooms[index]
        if (room === undefined) return null
        return (
          <li
            key={key}
            aria-setsize={rooms.length}
            aria-posinset={index + 1}
            onFocus={() => setFocused(index)}
            style={{
              width: cardWidth,
              height: cardHeight,
              transform: `translate(${lane * (cardWidth + gap)}px, ${start - offset}px)`,
            }}
          >
            <RoomCard room={room} onRename={onRename} onDelete={onDelete} />
          </li>
        )
      })}
    </ul>
  )
}
