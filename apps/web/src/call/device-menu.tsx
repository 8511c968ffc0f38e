import { Select } from '../ui/select.tsx'

export interface DeviceMenuProps {
  readonly label: string
  readonly devices: readonly { readonly deviceId: string; readonly label: string }[]
  readonly value: string | undefined
  readonly onChange: (deviceId: string) => void
}

/** A menu of cameras, microphones or speakers. It renders nothing if there are fewer than two. */
export function DeviceMenu({ label, devices, value, onChange }: DeviceMenuProps) {
  // Without permission, the browser reports devices without ids and labels.
  const options = devices
    .filter(({ deviceId }) => deviceId !== '')
    .map((device, index) => ({ id: device.deviceId, name: device.label || `${label} ${index + 1}` }))
  if (options.length < 2) return null
  return (
    <Select
      label={label}
      options={options}
      value={options.some(({ id }) => id === value) ? (value ?? null) : null}
      onChange={(key) => onChange(String(key))}
    />
  )
}
