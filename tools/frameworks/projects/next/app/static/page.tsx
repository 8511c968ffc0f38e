import { Providers, Rooms } from '../../greenroom/rooms.tsx'

export const dynamic = 'error'

/** Rendered while the app is built. The browser loads the rooms. */
export default function Page() {
  return (
    <Providers user="everyone">
      <Rooms />
    </Providers>
  )
}
