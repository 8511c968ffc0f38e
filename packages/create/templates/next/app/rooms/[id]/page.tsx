import { RoomCall } from '../../../components/room-call.tsx'

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  return <RoomCall roomId={(await params).id} />
}
