/** The name of an icon. */
export type IconName =
  | 'mic'
  | 'mic-off'
  | 'camera'
  | 'camera-off'
  | 'switch-camera'
  | 'screen'
  | 'chat'
  | 'leave'
  | 'verified'

const slash = 'M4 4l16 16'
const mic = 'M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3ZM5.5 11a6.5 6.5 0 0 0 13 0M12 17.5V21'
const camera =
  'M3 7.5A1.5 1.5 0 0 1 4.5 6h9A1.5 1.5 0 0 1 15 7.5v9a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 3 16.5ZM15 11l6-3.5v9L15 13'

const paths: Readonly<Record<IconName, string>> = {
  mic,
  'mic-off': mic + slash,
  camera,
  'camera-off': camera + slash,
  'switch-camera': 'M4 11a8 8 0 0 1 14-4.5L20 9M20 4v5h-5M20 13a8 8 0 0 1-14 4.5L4 15M4 20v-5h5',
  screen: 'M3 5.5h18v11H3ZM9 20h6M12 16.5V20M12 13.5v-5M9.5 10.5 12 8l2.5 2.5',
  chat: 'M4 5h16v11H10l-4 3.5V16H4Z',
  leave: 'M3.5 14.5c5-4.5 12-4.5 17 0l-2 2.5-3.5-1.5v-2.4a11 11 0 0 0-6 0v2.4L5.5 17Z',
  verified:
    'M12 3l2.4 1.8 3-.1.9 2.9 2.4 1.8-1 2.8 1 2.8-2.4 1.8-.9 2.9-3-.1L12 21l-2.4-1.8-3 .1-.9-2.9-2.4-1.8 1-2.8-1-2.8 2.4-1.8.9-2.9 3 .1ZM8.5 12l2.5 2.5 4.5-5',
}

/** A decorative icon, hidden from assistive technology. The element around it needs an accessible name. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  )
}
