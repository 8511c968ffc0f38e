import { useId } from 'react'
import type { CallLabels } from '../labels/labels.ts'

/** Longer names are cut off in tiles. */
const maxLength = 60

export interface NameFieldProps {
  readonly name: string
  readonly onChange: (name: string) => void
  readonly labels: CallLabels
}

/** The field for the name with which the user joins. */
export function NameField({ name, onChange, labels }: NameFieldProps) {
  const id = useId()
  return (
    <div className="gr-field">
      <label className="gr-field-label" htmlFor={id}>
        {labels.yourName}
      </label>
      <input
        id={id}
        className="gr-input"
        value={name}
        maxLength={maxLength}
        autoComplete="name"
        spellCheck={false}
        onChange={({ currentTarget: { value } }) => onChange(value)}
      />
    </div>
  )
}
