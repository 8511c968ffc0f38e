import { SwitchButton, SwitchField, type SwitchFieldProps, Text } from 'react-aria-components/Switch'

export interface SwitchProps extends Omit<SwitchFieldProps, 'className' | 'children'> {
  readonly label: string
  readonly hint?: string | undefined
}

/** A switch with a label. */
export function Switch({ label, hint, ...props }: SwitchProps) {
  return (
    <SwitchField {...props} className="field">
      <SwitchButton className="switch">
        <span className="switch-track" aria-hidden="true">
          <span className="switch-thumb" />
        </span>
        {label}
      </SwitchButton>
      {hint === undefined ? null : (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      )}
    </SwitchField>
  )
}
