import { Rooms } from '../components/rooms.tsx'

export default function Page() {
  return <Rooms />
}
