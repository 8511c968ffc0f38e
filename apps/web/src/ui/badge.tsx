export interface BadgeProps {
  readonly variant: 'live' | 'plain' | 'recording'
  readonly children: string
}

/** A short label for a state. */
export function Badge({ variant, children }: BadgeProps) {
  return <span className={`badge badge-${variant}`}>{children}</span>
}
