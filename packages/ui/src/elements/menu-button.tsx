import { lazy, type ReactNode, Suspense, useRef, useState } from 'react'
import { Button } from './button.tsx'
import type { MenuGroup } from './menu-entry.ts'

const loadMenuPopover = () => import('./menu-popover.tsx')
const MenuPopover = lazy(loadMenuPopover)

export interface MenuButtonProps {
  readonly label: string
  /** Returns what the menu contains when it opens. */
  readonly groups: () => readonly MenuGroup[]
  readonly className?: string | undefined
  readonly children: ReactNode
}

/** A button that opens a menu. The menu's code is loaded when the button is about to be pressed. */
export function MenuButton({ label, groups, className, children }: MenuButtonProps) {
  const trigger = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button
        ref={trigger}
        className={className}
        label={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onHoverStart={() => void loadMenuPopover()}
        onPress={() => setOpen(true)}
      >
        {children}
      </Button>
      {isOpen ? (
        <Suspense>
          <MenuPopover trigger={trigger} label={label} groups={groups()} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  )
}
