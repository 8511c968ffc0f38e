export interface BadgeProps {
  readonly variant: 'live' | 'plain' | 'recording'
  readonly children: string
}

/** A word about the state of a thing. */
export function Badge({ variant, children }: BadgeProps) {
  return <span className={`badge badge-${variant}`}>{children}</span>
}
