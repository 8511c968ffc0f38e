import { forwardRef, type ReactNode, useContext } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'
import { ToggleButton as AriaToggleButton } from 'react-aria-components/ToggleButton'
import { PortalContext } from './portal-context.ts'

export interface ButtonProps {
  /** Default: `quiet`. */
  readonly variant?: 'primary' | 'quiet' | 'danger' | undefined
  /** The accessible name, for a button with an icon only. */
  readonly label?: string | undefined
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
  /** The key that does the same in a whole call, announced by screen readers. */
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
  // Only a whole call has a place for its menus, and listens to keys.
  const key = useContext(PortalContext) === null ? undefined : shortcut
  return (
    <AriaToggleButton
      ref={ref}
      className={className}
      aria-label={label}
      data-alert={isAlert || undefined}
      // React Aria drops attributes that it does not know.
      render={(props) => <button {...props} aria-keyshortcuts={key} />}
      {...toggle}
    >
      {children}
    </AriaToggleButton>
  )
})
