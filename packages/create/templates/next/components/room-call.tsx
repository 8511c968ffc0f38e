'use client'

import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { useUser } from './providers.tsx'

// Loaded when a room is opened, and only in browsers: a server has no camera to show.
const Call = dynamic(() => import('@greenroom/ui').then(({ Call }) => Call), {
  ssr: false,
  loading: () => <p>Loading…</p>,
})

export function RoomCall({ roomId }: { roomId: string }) {
  const router = useRouter()
  const { name } = useUser()
  return <Call roomId={roomId} displayName={name} load={loadVideo} onLeave={() => router.push('/')} />
}

/** Loads the vendor's package. In development, it connects to the emulator. Builds do not contain that. */
async function loadVideo() {
  if (process.env.NODE_ENV === 'development' && process.env.NEXT_PUBLIC_EMULATOR_URL) {
    const { redirectLiveRoom } = await import('@greenroom/emulator/browser')
    redirectLiveRoom(process.env.NEXT_PUBLIC_EMULATOR_URL)
  }
  return import('@telnyx/video')
}
