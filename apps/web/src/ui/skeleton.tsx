export interface SkeletonProps {
  /** The number of lines or cards. */
  readonly count: number
  /** The shape of the placeholder. Default: `lines`. */
  readonly variant?: 'lines' | 'cards'
  readonly label: string
}

/** A placeholder for content that is loading, with about the same size. */
export function Skeleton({ count, variant = 'lines', label }: SkeletonProps) {
  return (
    <div className={`skeleton skeleton-${variant}`} role="status" aria-label={label}>
      {Array.from({ length: count }, (_, index) => (
        <span key={index} className="skeleton-part" />
      ))}
    </div>
  )
}
