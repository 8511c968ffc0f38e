import { getSessions } from '../../server/app.ts'

const handle = (request: Request) => getSessions().handle(request)

export { handle as DELETE, handle as GET, handle as POST }
