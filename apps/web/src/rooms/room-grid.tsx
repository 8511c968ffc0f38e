import type { Room } from '@greenroom/core/video'
import { defaultRangeExtractor, type Range, useWindowVirtualizer } from '@tanstack/react-virtual'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useWidth } from '../ui/use-width.ts'
import { RoomCard } from './room-card.tsx'

export interface RoomGridProps {
  readonly rooms: readonly Room[]
  /** Called when the user scrolls near the end of the list. */
  readonly onEnd: () => void
  readonly onRename: (room: Room) => void
  readonly onDelete: (room: Room) => void
}

const cardHeight = 104
const gap = 16
const minCardWidth = 272
/** Rows rendered above and below the window, so that no card is missing while the user scrolls. */
const overscan = 2
/** How many cards before the end `onEnd` is called. */
const endThreshold = 24

/** A grid of room cards that renders only the visible ones. */
export function RoomGrid({ rooms, onEnd, onRename, onDelete }: RoomGridProps) {
  const [container, width] = useWidth<HTMLUListElement>(minCardWidth)
  const columns = Math.max(1, Math.floor((width + gap) / (minCardWidth + gap)))
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
    // Keep the focused card rendered, so that keyboard users do not lose their place.
    rangeExtractor: useCallback(
      (range: Range) => {
        const visible = defaultRangeExtractor(range)
        if (focused === undefined || focused >= range.count || visible.includes(focused)) return visible
        return [...visible, focused].sort((a, b) => a - b)
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
  const isNearEnd = last >= rooms.length - endThreshold
  useEffect(() => {
    if (isNearEnd && rooms.length > 0) latestOnEnd.current()
  }, [isNearEnd, rooms.length])

  const { length } = rooms
  const previousLength = useRef(length)
  useEffect(() => {
    const hasRemoval = length < previousLength.current
    previousLength.current = length
    if (!hasRemoval) return
    // If the focused card was removed, move the focus to the list.
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
