import { Button } from 'react-aria-components/Button'
import { Input } from 'react-aria-components/Input'
import { SearchField } from 'react-aria-components/SearchField'
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup'
import type { RoomFilter, RoomSearch } from './room-search.ts'

const filters: readonly { readonly id: RoomFilter; readonly name: string }[] = [
  { id: 'all', name: 'All' },
  { id: 'live', name: 'Live' },
  { id: 'recorded', name: 'Recorded' },
]

export interface RoomSearchBarProps {
  readonly search: RoomSearch
  readonly onSearch: (search: RoomSearch) => void
}

/** The search field for room names, and the filter by state. */
export function RoomSearchBar({ search: { q = '', show }, onSearch }: RoomSearchBarProps) {
  return (
    <search className="search-bar">
      <SearchField
        className="search"
        aria-label="Search rooms"
        value={q}
        onChange={(text) => onSearch({ q: text || undefined, show })}
      >
        <Input className="field-input" placeholder="Search by name" />
        {q === '' ? null : <Button className="icon-button search-clear">×</Button>}
      </SearchField>
      <ToggleButtonGroup
        className="toggles"
        aria-label="Filter rooms"
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[show ?? 'all']}
        onSelectionChange={(keys) => {
          const selected = filters.find(({ id }) => keys.has(id))?.id
          onSearch({ q: q || undefined, show: selected === 'all' ? undefined : selected })
        }}
      >
        {filters.map(({ id, name }) => (
          <ToggleButton key={id} id={id} className="toggle">
            {name}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </search>
  )
}
