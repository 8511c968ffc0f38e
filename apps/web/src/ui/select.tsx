import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import { Popover } from 'react-aria-components/Popover'
import {
  Select as AriaSelect,
  type SelectProps as AriaSelectProps,
  Button,
  FieldError,
  Label,
  SelectValue,
} from 'react-aria-components/Select'

/** One of the choices of a {@link Select}. */
export interface Choice {
  readonly id: string
  readonly name: string
}

export interface SelectProps extends Omit<AriaSelectProps<Choice>, 'className' | 'children'> {
  readonly label: string
  readonly choices: readonly Choice[]
}

/** A choice of one among several, with its label. */
export function Select({ label, choices, ...props }: SelectProps) {
  return (
    <AriaSelect {...props} className="field">
      <Label className="field-label">{label}</Label>
      <Button className="select">
        <SelectValue className="select-value" />
        <span aria-hidden="true">▾</span>
      </Button>
      <FieldError className="field-error" />
      <Popover className="popover">
        <ListBox className="choices" items={choices}>
          {({ id, name }) => (
            <ListBoxItem id={id} className="choice" textValue={name}>
              {name}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  )
}
