import {
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
  FieldError,
  Input,
  Label,
  Text,
} from 'react-aria-components/TextField'

export interface TextFieldProps extends Omit<AriaTextFieldProps, 'className' | 'children'> {
  readonly label: string
  readonly hint?: string | undefined
  readonly placeholder?: string | undefined
}

/**
 * A line of text with its label, a hint, and beside it what is wrong with it. The words about a mistake go as it is
 * mended: were they to go as the field is left, a button below would move from under the press that leaves it.
 */
export function TextField({ label, hint, placeholder, ...props }: TextFieldProps) {
  return (
    <AriaTextField {...props} className="field">
      {({ isInvalid }) => (
        <>
          <Label className="field-label">{label}</Label>
          <Input
            className="field-input"
            onInput={({ currentTarget: input }) => {
              // The field looks at itself again at a native change; by the next frame it knows what was typed.
              if (isInvalid) requestAnimationFrame(() => input.dispatchEvent(new Event('change')))
            }}
            {...(placeholder === undefined ? {} : { placeholder })}
          />
          <FieldError className="field-error" />
          {hint === undefined ? null : (
            <Text slot="description" className="field-hint">
              {hint}
            </Text>
          )}
        </>
      )}
    </AriaTextField>
  )
}
