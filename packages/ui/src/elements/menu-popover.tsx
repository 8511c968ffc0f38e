import { Check } from 'lucide-react'
import type { RefObject } from 'react'
import { Header } from 'react-aria-components/Header'
import { Menu, MenuItem, MenuSection } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import type { MenuEntry, MenuGroup } from './menu-entry.ts'
import { usePortalProps } from './portal-context.ts'

export interface MenuPopoverProps {
  readonly trigger: RefObject<HTMLButtonElement | null>
  readonly label: string
  readonly groups: readonly MenuGroup[]
  readonly onClose: () => void
}

/** The open menu of a {@link MenuButton}. */
export default function MenuPopover({ trigger, label, groups, onClose }: MenuPopoverProps) {
  const portal = usePortalProps()
  return (
    <Popover
      className="gr-root gr-popover"
      aria-label={label}
      triggerRef={trigger}
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      placement="bottom"
      offset={6}
      {...portal}
    >
      <Menu className="gr-menu" aria-label={label} autoFocus="first" onClose={onClose}>
        {groups.map(({ id, title, selectedId, entries }) => (
          <MenuSection
            key={id}
            className="gr-menu-group"
            aria-label={title ?? label}
            {...(selectedId !== undefined && {
              selectionMode: 'single',
              selectedKeys: [keyOf(id, selectedId)],
              disallowEmptySelection: true,
            })}
          >
            {title === undefined ? null : <Header className="gr-menu-title">{title}</Header>}
            {entries.map((entry) => (
              <Entry
                key={entry.id}
                {...entry}
                id={keyOf(id, entry.id)}
                isSelected={entry.id === selectedId}
              />
            ))}
          </MenuSection>
        ))}
      </Menu>
    </Popover>
  )
}

/** Returns a key that is unique in the menu: two devices of different kinds may have the same id. */
const keyOf = (group: string, entry: string) => `${group}/${entry}`

interface EntryProps extends MenuEntry {
  readonly isSelected: boolean
}

function Entry({ id, text, icon, shortcut, isDanger, isSelected, onAction }: EntryProps) {
  return (
    <MenuItem
      id={id}
      className="gr-menu-item"
      textValue={text}
      data-danger={isDanger || undefined}
      onAction={onAction}
    >
      {icon}
      <span className="gr-menu-text">{text}</span>
      {isSelected ? <Check className="gr-icon" aria-hidden="true" /> : null}
      {shortcut === undefined ? null : (
        <span className="gr-key" aria-hidden="true">
          {shortcut}
        </span>
      )}
    </MenuItem>
  )
}
