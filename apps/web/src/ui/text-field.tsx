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
 * A text field with a label, a hint and an error message. The message disappears while the user corrects the
 * mistake.
 * If it disappeared when the field loses focus, the layout would shift under the press on a button below.
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
              // A native change event revalidates the field. In the next frame, the field has the new value.
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
