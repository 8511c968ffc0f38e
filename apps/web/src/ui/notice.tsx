import type { ReactNode } from 'react'
import type { ErrorMessage } from '../errors/error-message.ts'

export interface NoticeProps {
  readonly message: ErrorMessage
  /** The kind of message. Default: `bad`. */
  readonly variant?: 'bad' | 'warn' | 'plain'
  /** The actions that the user can take. */
  readonly children?: ReactNode
}

/** An error message at the place where the error occurred. Screen readers announce it. */
export function Notice({ message, variant = 'bad', children }: NoticeProps) {
  return (
    <div className={`notice notice-${variant}`} role="alert">
      <p className="notice-title">{message.title}</p>
      <p>{message.detail}</p>
      {children === undefined ? null : <div className="notice-actions">{children}</div>}
    </div>
  )
}
