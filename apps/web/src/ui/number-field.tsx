import {
  NumberField as AriaNumberField,
  type NumberFieldProps as AriaNumberFieldProps,
  Button,
  FieldError,
  Group,
  Input,
  Label,
  Text,
} from 'react-aria-components/NumberField'

export interface NumberFieldProps extends Omit<AriaNumberFieldProps, 'className' | 'children'> {
  readonly label: string
  readonly hint?: string | undefined
}

/** A number field with a label and buttons that decrease and increase the number. */
export function NumberField({ label, hint, ...props }: NumberFieldProps) {
  return (
    <AriaNumberField {...props} className="field">
      <Label className="field-label">{label}</Label>
      <Group className="stepper">
        <Button slot="decrement" className="stepper-button">
          −
        </Button>
        <Input className="stepper-input" />
        <Button slot="increment" className="stepper-button">
          +
        </Button>
      </Group>
      <FieldError className="field-error" />
      {hint === undefined ? null : (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      )}
    </AriaNumberField>
  )
}
