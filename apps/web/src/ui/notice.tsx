import type { ReactNode } from 'react'
import type { ErrorMessage } from '../errors/error-message.ts'

export interface NoticeProps {
  readonly message: ErrorMessage
  /** Default: `bad`. */
  readonly variant?: 'bad' | 'warn' | 'plain'
  /** What the person can do about it. */
  readonly children?: ReactNode
}

/** Something that went wrong, in message, where it went wrong; it is read out as it appears. */
export function Notice({ message, variant = 'bad', children }: NoticeProps) {
  return (
    <div className={`notice notice-${variant}`} role="alert">
      <p className="notice-title">{message.title}</p>
      <p>{message.detail}</p>
      {children === undefined ? null : <div className="notice-actions">{children}</div>}
    </div>
  )
}
