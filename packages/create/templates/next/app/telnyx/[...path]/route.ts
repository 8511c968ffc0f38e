import { getGateway } from '../../../server/app.ts'

const handle = (request: Request) => getGateway()(request)

export { handle as DELETE, handle as GET, handle as PATCH, handle as POST, handle as PUT }
