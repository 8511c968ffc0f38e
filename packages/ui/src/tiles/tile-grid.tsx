import type { LiveRoom, LiveStream } from '@greenroom/live'
import type { ParticipantWithStreams } from '@greenroom/react/live'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { memo, type ReactNode, useCallback, useState } from 'react'
import { Button } from '../elements/button.tsx'
import { classNames } from '../elements/class-names.ts'
import type { PartProps } from '../elements/part-props.ts'
import type { CallLabels } from '../labels/labels.ts'
import { LabelsProvider, useLabels } from '../labels/labels-context.tsx'
import type { ParticipantMark } from '../participants/mark-badge.tsx'
import type { HostActions } from '../participants/use-host-actions.ts'
import type { ParticipantMarks } from '../participants/use-participant-marks.ts'
import { Tile, type TileProps } from './tile.tsx'
import { type Area, computeFocus, gap, type Place, pageSizeOf, placeInGrid } from './tile-layout.ts'
import { orderTiles } from './tile-order.ts'
import { useSize } from './use-size.ts'

/** How tiles are arranged: all the same size, or the active speaker large. */
export type TileGridLayout = 'grid' | 'speaker'

/** Slots of {@link TileGrid}. */
export interface TileGridSlots {
  /** Renders a tile. Default: `<Tile>`. */
  readonly tile?: ((props: TileProps) => ReactNode) | undefined
  /** Shown while the user is alone in the call. Default: a text. */
  readonly alone?: ReactNode
}

/** Props of {@link TileGrid}. */
export interface TileGridProps extends PartProps {
  readonly room: LiveRoom
  readonly participants: readonly ParticipantWithStreams[]
  /** Marks by participant id. Default: none are shown. */
  readonly marks?: ParticipantMarks | undefined
  /** A shared screen or a pinned tile is large in both layouts. Default: `grid`. */
  readonly layout?: TileGridLayout | undefined
  /** What the user can do to others. Default: nothing. */
  readonly hostActions?: HostActions | undefined
  readonly slots?: TileGridSlots | undefined
}

/** A participant, or one of the screens they share. */
interface Item {
  readonly key: string
  readonly participant: ParticipantWithStreams
  readonly screen: LiveStream | undefined
}

const initialSize = { width: 640, height: 400 }

/** The height of the buttons that turn pages, with the distance to the tiles, in pixels. */
const pagerHeightOf = ({ height }: Area) => (height < lowHeight ? 34 : 44)

/** Below this height, as on a phone on its side, each pixel counts. */
const lowHeight = 380

/**
 * The tiles of everyone in a call, as large as possible. Shared screens and pinned tiles are large, with the
 * others in a strip. More tiles than fit are on further pages; who speaks is on the first. Tiles that are not
 * shown are not received, if the room's `receive` policy is `visible`.
 *
 * It fills its container, which needs a height.
 *
 * @example
 * ```tsx
 * import { useLiveParticipants, useLiveRoom } from '@greenroom/react/live'
 * import { TileGrid } from '@greenroom/ui'
 *
 * export function Stage({ roomId }: { roomId: string }) {
 *   const { room } = useLiveRoom(roomId, { receive: 'visible' })
 *   const participants = useLiveParticipants(room)
 *   return (
 *     <div style={{ blockSize: '30rem' }}>
 *       <TileGrid room={room} participants={participants} layout="speaker" />
 *     </div>
 *   )
 * }
 * ```
 */
export function TileGrid({
  room,
  participants,
  marks,
  layout = 'grid',
  hostActions,
  className,
  labels: changes,
  slots = {},
}: TileGridProps) {
  const labels = useLabels(changes)
  const [container, size] = useSize<HTMLDivElement>(initialSize)
  const [pinnedKey, setPinnedKey] = useState<string>()
  const [page, setPage] = useState(0)
  const speakerId = useActiveSpeaker(participants)
  const items = participants.flatMap(itemsOf)
  const focusKey = findFocus(items, pinnedKey, layout === 'speaker' ? speakerId : undefined)
  const focused = items.find(({ key }) => key === focusKey)
  const others = items.filter(({ key }) => key !== focusKey)

  const full = focused ? computeFocus(size).stripSize : pageSizeOf(size)
  const hasPages = others.length > full
  const pagerHeight = pagerHeightOf(size)
  const area = { width: size.width, height: size.height - (hasPages ? pagerHeight : 0) }
  const focus = focused && computeFocus(area)
  const pageSize = focus ? focus.stripSize : pageSizeOf(area)
  const pageCount = Math.max(1, Math.ceil(others.length / pageSize))
  const current = Math.min(page, pageCount - 1)
  const ordered = useTileOrder(others, pageSize)
  const shown = ordered.slice(current * pageSize, (current + 1) * pageSize)
  const places = focus ? focus.placeInStrip(shown.length) : placeInGrid(shown.length, area)

  const togglePin = useCallback(
    (key: string, isPinned: boolean) => setPinnedKey(isPinned ? key : undefined),
    [],
  )
  const renderItem = (item: Item, place: Place | undefined, isFocused: boolean) => (
    <li key={item.key} className="gr-tiles-item" data-focus={isFocused || undefined} style={styleOf(place)}>
      <GridTile
        room={room}
        item={item.key}
        participant={item.participant}
        screen={item.screen}
        mark={marks?.get(item.participant.id)}
        isPinned={item.key === pinnedKey}
        onPinChange={items.length > 1 ? togglePin : undefined}
        hostActions={hostActions}
        renderTile={slots.tile}
      />
    </li>
  )

  return (
    <LabelsProvider labels={labels}>
      <div ref={container} className={classNames('gr-root gr-tiles', className)}>
        <ul className="gr-tiles-list" aria-label={labels.tiles} tabIndex={-1}>
          {/* One array in both layouts: a tile that becomes large keeps its video element and the focus. */}
          {[
            ...(focused && focus ? [renderItem(focused, focus.focus, true)] : []),
            ...shown.map((item, index) => renderItem(item, places[index], false)),
          ]}
        </ul>
        {participants.length === 1 && items.length === 1
          ? (slots.alone ?? <p className="gr-alone">{labels.alone}</p>)
          : null}
        {pageCount > 1 ? (
          <Pager
            page={current}
            pageCount={pageCount}
            height={pagerHeight - gap}
            onChange={setPage}
            labels={labels}
          />
        ) : null}
      </div>
    </LabelsProvider>
  )
}

function itemsOf(participant: ParticipantWithStreams): Item[] {
  const screens = participant.streams
    .filter(({ key, isVideoEnabled }) => key === 'presentation' && isVideoEnabled)
    .map((screen) => ({ key: screen.id, participant, screen }))
  return [...screens, { key: participant.id, participant, screen: undefined }]
}

/** Returns the key of the large tile: the pinned one, else a shared screen, else the active speaker. */
function findFocus(
  items: readonly Item[],
  pinnedKey: string | undefined,
  speakerId: string | undefined,
): string | undefined {
  if (items.length < 2) return undefined
  if (items.some(({ key }) => key === pinnedKey)) return pinnedKey
  const screens = items.filter(({ screen }) => screen !== undefined)
  // The user knows their own screen.
  const screen = screens.find(({ participant }) => !participant.isLocal) ?? screens[0]
  if (screen) return screen.key
  return items.some(({ key }) => key === speakerId) ? speakerId : undefined
}

/**
 * Returns the id of the other participant who spoke last, and at first any other. It changes only when they
 * are silent and another one speaks.
 */
function useActiveSpeaker(participants: readonly ParticipantWithStreams[]): string | undefined {
  const [id, setId] = useState<string>()
  const others = participants.filter(({ isLocal }) => !isLocal)
  const active = others.find((participant) => participant.id === id)
  if (active?.isSpeaking) return active.id
  const next = others.find(({ isSpeaking }) => isSpeaking) ?? active ?? others[0]
  if (next && next.id !== id) setId(next.id)
  return next?.id
}

/** Returns the tiles in an order that changes as little as possible. */
function useTileOrder(items: readonly Item[], pageSize: number): readonly Item[] {
  const [order, setOrder] = useState<readonly string[]>([])
  const tiles = items.map(({ key, participant, screen }) => ({
    key,
    isSpeaking: participant.isSpeaking && screen === undefined,
    isFirst: screen !== undefined || participant.isLocal,
  }))
  const next = orderTiles(order, tiles, pageSize)
  if (next !== order) setOrder(next)
  const byKey = new Map(items.map((item) => [item.key, item]))
  return next.flatMap((key) => byKey.get(key) ?? [])
}

/** Returns the style of a tile. It moves by a transform, which browsers animate without layout. */
function styleOf(place: Place | undefined) {
  if (!place) return { display: 'none' }
  return {
    inlineSize: Math.floor(place.width),
    blockSize: Math.floor(place.height),
    transform: `translate(calc(${Math.round(place.x)}px * var(--_gr-forward)), ${Math.round(place.y)}px)`,
  }
}

interface GridTileProps {
  readonly room: LiveRoom
  readonly item: string
  readonly participant: ParticipantWithStreams
  readonly screen: LiveStream | undefined
  readonly mark: ParticipantMark | undefined
  readonly isPinned: boolean
  readonly onPinChange: ((item: string, isPinned: boolean) => void) | undefined
  readonly hostActions: HostActions | undefined
  readonly renderTile: TileGridSlots['tile']
}

/** A tile with stable props, so that it renders only when its own participant changes. */
const GridTile = memo(function GridTile({
  item,
  screen,
  onPinChange,
  renderTile = renderDefaultTile,
  ...tile
}: GridTileProps) {
  const change = useCallback((isPinned: boolean) => onPinChange?.(item, isPinned), [item, onPinChange])
  return renderTile({ ...tile, stream: screen, onPinChange: onPinChange ? change : undefined })
})

const renderDefaultTile = (props: TileProps) => <Tile {...props} />

interface PagerProps {
  readonly page: number
  readonly pageCount: number
  /** In pixels. */
  readonly height: number
  readonly onChange: (page: number) => void
  readonly labels: CallLabels
}

function Pager({ page, pageCount, height, onChange, labels }: PagerProps) {
  return (
    <div className="gr-pager" style={{ blockSize: height }} tabIndex={-1}>
      <Button
        className="gr-icon-button"
        label={labels.previousPage}
        isDisabled={page === 0}
        onPress={() => onChange(page - 1)}
      >
        <ChevronLeft className="gr-icon gr-directed" aria-hidden="true" />
      </Button>
      <span role="status">{labels.page(page + 1, pageCount)}</span>
      <Button
        className="gr-icon-button"
        label={labels.nextPage}
        isDisabled={page === pageCount - 1}
        onPress={() => onChange(page + 1)}
      >
        <ChevronRight className="gr-icon gr-directed" aria-hidden="true" />
      </Button>
    </div>
  )
}
