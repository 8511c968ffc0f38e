import { receiveThree } from './updates-program.ts'

/** Subscribes with the gateway and user of the query. */
export default {
  async fetch({ url }: Request): Promise<Response> {
    const { searchParams } = new URL(url)
    const seen = await receiveThree(searchParams.get('gateway') ?? '', searchParams.get('user') ?? '')
    return Response.json(seen)
  },
}
