export interface BadgeProps {
  readonly look: 'live' | 'plain' | 'recording'
  readonly children: string
}

/** A word about the state of a thing. */
export function Badge({ look, children }: BadgeProps) {
  return <span className={`badge badge-${look}`}>{children}</span>
}
