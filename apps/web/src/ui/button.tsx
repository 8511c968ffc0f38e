import type { ReactNode } from 'react'
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button'

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'children'> {
  /** The visual emphasis. Default: `quiet`. */
  readonly variant?: 'primary' | 'quiet' | 'danger' | undefined
  readonly children: ReactNode
}

/** A button. While `isPending`, it keeps its label and focus but cannot be pressed. */
export function Button({ variant = 'quiet', children, ...props }: ButtonProps) {
  return (
    <AriaButton {...props} className={`button button-${variant}`}>
      <span className="button-label">{children}</span>
      {props.isPending ? <span className="spinner button-spinner" aria-hidden="true" /> : null}
    </AriaButton>
  )
}
