// In a Next app, this file is `app/telnyx/[...path]/route.ts`.
import { makeGateway } from './gateway.ts'

const gateway = makeGateway(process.env)

export {
  gateway as DELETE,
  gateway as GET,
  gateway as OPTIONS,
  gateway as PATCH,
  gateway as POST,
  gateway as PUT,
}
