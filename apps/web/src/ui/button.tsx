import type { ReactNode } from 'react'
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button'

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'children'> {
  /** How much it calls for attention. Default: `quiet`. */
  readonly variant?: 'primary' | 'quiet' | 'danger' | undefined
  readonly children: ReactNode
}

/** A button; while `isPending` it keeps its name and its focus, and cannot be pressed. */
export function Button({ variant = 'quiet', children, ...props }: ButtonProps) {
  return (
    <AriaButton {...props} className={`button button-${variant}`}>
      <span className="button-label">{children}</span>
      {props.isPending ? <span className="spinner button-spinner" aria-hidden="true" /> : null}
    </AriaButton>
  )
}
