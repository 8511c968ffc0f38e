import { forwardRef, type ReactNode } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'
import { ToggleButton as AriaToggleButton } from 'react-aria-components/ToggleButton'

export interface ButtonProps {
  /** Default: `quiet`. */
  readonly variant?: 'primary' | 'quiet' | 'danger' | undefined
  /** The accessible name, for a button with an icon only. */
  readonly label?: string | undefined
  /** The key that does the same, announced by screen readers. */
  readonly shortcut?: string | undefined
  /** Whether it needs attention, as the button of a microphone that is off. Default: false. */
  readonly isAlert?: boolean | undefined
  readonly isPending?: boolean | undefined
  readonly isDisabled?: boolean | undefined
  readonly autoFocus?: boolean | undefined
  readonly type?: 'button' | 'submit' | undefined
  readonly className?: string | undefined
  readonly onPress?: (() => void) | undefined
  readonly onHoverStart?: (() => void) | undefined
  readonly 'aria-haspopup'?: 'menu' | 'dialog'
  readonly 'aria-expanded'?: boolean
  readonly children: ReactNode
}

/** A button. While `isPending`, it keeps its label and focus but cannot be pressed. */
export const Button = forwardRef<HTMLButtonElement, ButtonProps>(function Button(
  {
    variant = 'quiet',
    label,
    shortcut,
    className = 'gr-button',
    isAlert = false,
    isPending = false,
    isDisabled = false,
    autoFocus = false,
    type = 'button',
    onPress,
    onHoverStart,
    children,
    ...aria
  },
  ref,
) {
  return (
    <AriaButton
      ref={ref}
      className={className}
      data-variant={variant}
      data-alert={isAlert || undefined}
      type={type}
      isPending={isPending}
      isDisabled={isDisabled}
      autoFocus={autoFocus}
      {...(label !== undefined && { 'aria-label': label })}
      {...(shortcut !== undefined && { 'aria-keyshortcuts': shortcut })}
      {...(onPress && { onPress })}
      {...(onHoverStart && { onHoverStart })}
      {...aria}
    >
      {children}
    </AriaButton>
  )
})

export interface ToggleButtonProps {
  readonly label: string
  readonly isSelected: boolean
  readonly shortcut?: string | undefined
  /** Whether the state needs attention, as a microphone that is off. Default: false. */
  readonly isAlert?: boolean | undefined
  readonly className?: string | undefined
  readonly onChange: () => void
  readonly children: ReactNode
}

/** A button that is on or off. */
export const ToggleButton = forwardRef<HTMLButtonElement, ToggleButtonProps>(function ToggleButton(
  { label, shortcut, isAlert = false, className = 'gr-control', children, ...toggle },
  ref,
) {
  return (
    <AriaToggleButton
      ref={ref}
      className={className}
      aria-label={label}
      data-alert={isAlert || undefined}
      {...(shortcut !== undefined && { 'aria-keyshortcuts': shortcut })}
      {...toggle}
    >
      {children}
    </AriaToggleButton>
  )
})
