import '@greenroom/ui/styles.css'
import { Providers } from '../../greenroom/rooms.tsx'
import { FirstCall } from './first-call.tsx'

export default function Page() {
  return (
    <Providers user="ann">
      <FirstCall />
    </Providers>
  )
}
