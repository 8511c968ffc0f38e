import { GreenroomProvider } from '@greenroom/react'
import { type ParticipantWithStreams, useLiveParticipants, useLiveRoom } from '@greenroom/react/live'
import { Call, type CallLabels, type ParticipantMarks } from '@greenroom/ui'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { createScriptedClient, galleryRoomId, type TokenRefusal } from './scripted-gateway.ts'
import { type MediaScript, useScriptedMedia } from './scripted-media.ts'
import { idOf } from './scripted-people.ts'
import { createScriptedVendor, type RoomScript, type ScriptedVendor } from './scripted-vendor.ts'

/** The marks of a scripted room: most participants are verified. */
const marks: ParticipantMarks = new Map(
  Array.from({ length: 50 }, (_, index) => [
    idOf(index),
    index === 5 ? 'forged' : index === 8 ? 'duplicated' : index % 5 === 4 ? 'unverified' : 'verified',
  ]),
)

export { marks as scriptedMarks }

interface GatewayProps {
  readonly refusal?: TokenRefusal | undefined
  readonly isFull?: boolean | undefined
  readonly children: ReactNode
}

/** A gateway within this page, for everything below. */
export function ScriptedGateway({ refusal, isFull = false, children }: GatewayProps) {
  const [queryClient] = useState(() => new QueryClient({ defaultOptions: { queries: { retry: false } } }))
  const client = useMemo(() => createScriptedClient(refusal, isFull), [refusal, isFull])
  return (
    <QueryClientProvider client={queryClient}>
      <GreenroomProvider client={client}>{children}</GreenroomProvider>
    </QueryClientProvider>
  )
}

/** Returns the vendor's package of a script, while the component is mounted. */
function useScriptedVendor(script: RoomScript): ScriptedVendor | undefined {
  const [vendor, setVendor] = useState<ScriptedVendor>()
  useEffect(() => {
    const created = createScriptedVendor(script)
    setVendor(created)
    return created.stop
  }, [script])
  return vendor
}

export interface ScriptedCallProps {
  readonly room: RoomScript
  readonly media?: MediaScript | undefined
  readonly refusal?: TokenRefusal | undefined
  readonly isFull?: boolean | undefined
  /** Whether the user may mute and remove others. Default: false. */
  readonly canHost?: boolean | undefined
  readonly labels: CallLabels
}

const allOn: MediaScript = {}

/** A whole call in a scripted room. */
export function ScriptedCall({ room, media = allOn, refusal, isFull, canHost, labels }: ScriptedCallProps) {
  const vendor = useScriptedVendor(room)
  const devices = useScriptedMedia(media)
  if (!vendor) return null
  return (
    <ScriptedGateway refusal={refusal} isFull={isFull}>
      <Call
        roomId={galleryRoomId}
        hasLobby={false}
        media={devices}
        load={vendor.load}
        marks={marks}
        sessionId="s1"
        canHost={canHost === true}
        labels={labels}
      />
    </ScriptedGateway>
  )
}

type LiveRoom = ReturnType<typeof useLiveRoom>['room']

export interface ScriptedRoomProps {
  readonly room: RoomScript
  readonly children: (room: LiveRoom, participants: readonly ParticipantWithStreams[]) => ReactNode
}

/** A scripted room, for single parts of a call. Renders nothing before it is joined. */
export function ScriptedRoom({ room, children }: ScriptedRoomProps) {
  const vendor = useScriptedVendor(room)
  if (!vendor) return null
  return (
    <ScriptedGateway>
      <JoinedRoom vendor={vendor}>{children}</JoinedRoom>
    </ScriptedGateway>
  )
}

interface JoinedRoomProps {
  readonly vendor: ScriptedVendor
  readonly children: ScriptedRoomProps['children']
}

function JoinedRoom({ vendor, children }: JoinedRoomProps) {
  const { room, status } = useLiveRoom(galleryRoomId, { load: vendor.load })
  const participants = useLiveParticipants(room)
  return status === 'joined' ? children(room, participants) : null
}
