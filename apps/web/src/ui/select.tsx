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

/** An option of a {@link Select}. */
export interface SelectOption {
  readonly id: string
  readonly name: string
}

export interface SelectProps extends Omit<AriaSelectProps<SelectOption>, 'className' | 'children'> {
  readonly label: string
  readonly options: readonly SelectOption[]
}

/** A select field with a label. */
export function Select({ label, options, ...props }: SelectProps) {
  return (
    <AriaSelect {...props} className="field">
      <Label className="field-label">{label}</Label>
      <Button className="select">
        <SelectValue className="select-value" />
        <span aria-hidden="true">▾</span>
      </Button>
      <FieldError className="field-error" />
      <Popover className="popover">
        <ListBox className="options" items={options}>
          {({ id, name }) => (
            <ListBoxItem id={id} className="option" textValue={name}>
              {name}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  )
}
