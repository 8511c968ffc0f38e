import { type CSSProperties, type KeyboardEvent, type PointerEvent, useRef } from 'react'
import { computeCells, moveRegion, type Region, resizeRegion, type Size } from './video-layout.ts'

export interface LayoutCanvasProps {
  readonly frame: Size
  readonly regions: readonly Region[]
  /** Returns how many videos a region shows. */
  readonly getVideoCount: (region: Region) => number
  readonly selected: number
  readonly onSelect: (index: number) => void
  readonly onChange: (index: number, region: Region) => void
}

/** How far an arrow key moves a region, in pixels of the composition. */
const step = 16
const handle = 14

const directions: ReadonlyMap<string, readonly [number, number]> = new Map([
  ['ArrowLeft', [-step, 0]],
  ['ArrowRight', [step, 0]],
  ['ArrowUp', [0, -step]],
  ['ArrowDown', [0, step]],
])

/**
 * A preview of the layout. Regions are dragged, moved with the arrow keys, or resized with Shift and arrow
 * keys.
 */
export function LayoutCanvas({
  frame,
  regions,
  getVideoCount,
  selected,
  onSelect,
  onChange,
}: LayoutCanvasProps) {
  const canvas = useRef<SVGSVGElement>(null)
  const drag = useRef<{ index: number; isResize: boolean; x: number; y: number; region: Region }>(undefined)
  const ratio = frame.width / frame.height
  const order = regions.map((region, index) => ({ region, index })).sort((a, b) => a.region.z - b.region.z)

  const startDrag = (event: PointerEvent, index: number, region: Region, isResize: boolean) => {
    event.stopPropagation()
    event.currentTarget.setPointerCapture(event.pointerId)
    onSelect(index)
    drag.current = { index, isResize, x: event.clientX, y: event.clientY, region }
  }
  const moveDrag = (event: PointerEvent) => {
    const { current } = drag
    const pixels = canvas.current?.getScreenCTM()?.a
    if (current === undefined || !pixels) return
    const scale = 1 / pixels
    const change = current.isResize ? resizeRegion : moveRegion
    const dx = (event.clientX - current.x) * scale
    const dy = (event.clientY - current.y) * scale
    onChange(current.index, change(current.region, dx, dy, frame))
  }
  const endDrag = () => {
    drag.current = undefined
  }
  const moveWithKeys = (event: KeyboardEvent, index: number, region: Region) => {
    const [dx, dy] = directions.get(event.key) ?? []
    if (dx === undefined || dy === undefined) return
    event.preventDefault()
    onChange(index, (event.shiftKey ? resizeRegion : moveRegion)(region, dx, dy, frame))
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot contain the shapes of an SVG
    <svg
      ref={canvas}
      className="layout-canvas"
      viewBox={`0 0 ${frame.width} ${frame.height}`}
      style={{ aspectRatio: ratio, '--ratio': ratio } as CSSProperties}
      role="group"
      aria-label={`Composition layout, ${frame.width} by ${frame.height} pixels`}
      onPointerMove={moveDrag}
      onPointerUp={endDrag}
      onPointerCancel={endDrag}
    >
      {order.map(({ region, index }) => (
        // biome-ignore lint/a11y/useSemanticElements: SVG does not have a button element
        <g
          key={region.name}
          className="region"
          role="button"
          tabIndex={0}
          aria-pressed={index === selected}
          aria-label={regionText(region)}
          data-selected={index === selected || undefined}
          onFocus={() => onSelect(index)}
          onKeyDown={(event) => moveWithKeys(event, index, region)}
          onPointerDown={(event) => startDrag(event, index, region, false)}
        >
          <rect x={region.x} y={region.y} width={region.width} height={region.height} />
          {computeCells(region, getVideoCount(region)).map((cell) => (
            <rect key={`${cell.x} ${cell.y}`} className="cell" {...inset(cell, frame.width / 200)} />
          ))}
          <text x={region.x + frame.width / 60} y={region.y + frame.width / 25} fontSize={frame.width / 36}>
            {region.name}
          </text>
          <rect
            className="handle"
            x={region.x + region.width - (handle * frame.width) / 640}
            y={region.y + region.height - (handle * frame.width) / 640}
            width={(handle * frame.width) / 640}
            height={(handle * frame.width) / 640}
            onPointerDown={(event) => startDrag(event, index, region, true)}
          />
        </g>
      ))}
    </svg>
  )
}

function inset({ x, y, width, height }: { x: number; y: number; width: number; height: number }, by: number) {
  return { x: x + by, y: y + by, width: Math.max(0, width - 2 * by), height: Math.max(0, height - 2 * by) }
}

function regionText({ name, x, y, width, height }: Region): string {
  return `Region ${name}, ${width} by ${height} at ${x}, ${y}. Press arrow keys to move it, with Shift to resize it.`
}
