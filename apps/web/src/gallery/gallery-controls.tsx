import { Select, type SelectOption } from '../ui/select.tsx'
import type { GallerySearch } from './gallery-search.ts'

interface Control {
  readonly name: 'theme' | 'dir' | 'lang' | 'screen' | 'text'
  readonly label: string
  /** The first option is the default, which is not in the URL. */
  readonly options: readonly SelectOption[]
}

const controls: readonly Control[] = [
  {
    name: 'theme',
    label: 'Theme',
    options: [
      { id: 'system', name: 'System' },
      { id: 'light', name: 'Light' },
      { id: 'dark', name: 'Dark' },
    ],
  },
  {
    name: 'dir',
    label: 'Direction',
    options: [
      { id: 'ltr', name: 'Left to right' },
      { id: 'rtl', name: 'Right to left' },
    ],
  },
  {
    name: 'lang',
    label: 'Labels',
    options: [
      { id: 'en', name: 'English' },
      { id: 'de', name: 'German' },
    ],
  },
  {
    name: 'screen',
    label: 'Screen',
    options: [
      { id: 'full', name: 'Full width' },
      { id: 'phone', name: 'Phone, 390 × 700' },
      { id: 'landscape', name: 'Phone on its side, 844 × 340' },
      { id: 'tablet', name: 'Tablet, 820 × 900' },
    ],
  },
  {
    name: 'text',
    label: 'Text size',
    options: [
      { id: '100', name: '100 %' },
      { id: '150', name: '150 %' },
      { id: '200', name: '200 %' },
    ],
  },
]

export interface GalleryControlsProps {
  readonly search: GallerySearch
  readonly onChange: (changes: GallerySearch) => void
}

/** The settings with which the gallery shows a state. */
export function GalleryControls({ search, onChange }: GalleryControlsProps) {
  return (
    <div className="gallery-settings">
      {controls.map(({ name, label, options }) => (
        <Select
          key={name}
          label={label}
          options={options}
          selectedKey={String(search[name] ?? options[0]?.id)}
          onSelectionChange={(key) => {
            const isDefault = key === options[0]?.id
            const value = isDefault ? undefined : name === 'text' ? Number(key) : key
            onChange({ [name]: value } as GallerySearch)
          }}
        />
      ))}
    </div>
  )
}
