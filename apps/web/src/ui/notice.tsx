import type { ReactNode } from 'react'
import type { Words } from '../errors/words.ts'

export interface NoticeProps {
  readonly words: Words
  /** Default: `bad`. */
  readonly variant?: 'bad' | 'warn' | 'plain'
  /** What the person can do about it. */
  readonly children?: ReactNode
}

/** Something that went wrong, in words, where it went wrong; it is read out as it appears. */
export function Notice({ words, variant = 'bad', children }: NoticeProps) {
  return (
    <div className={`notice notice-${variant}`} role="alert">
      <p className="notice-title">{words.title}</p>
      <p>{words.detail}</p>
      {children === undefined ? null : <div className="notice-actions">{children}</div>}
    </div>
  )
}
