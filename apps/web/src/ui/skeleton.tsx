export interface SkeletonProps {
  /** How many lines, or cards. */
  readonly count: number
  /** Default: `lines`. */
  readonly variant?: 'lines' | 'cards'
  readonly label: string
}

/** Grey shapes in the place of what is on its way, as large as that will be. */
export function Skeleton({ count, variant = 'lines', label }: SkeletonProps) {
  return (
    <div className={`skeleton skeleton-${variant}`} role="status" aria-label={label}>
      {Array.from({ length: count }, (_, index) => (
        <span key={index} className="skeleton-part" />
      ))}
    </div>
  )
}
