import { version } from '../version.ts'
import { McpServer, StdioServerTransport } from './sdk.ts'
import type { McpContext, Tool } from './tool.ts'
import { callTools } from './tools/calls.ts'
import { roomTools } from './tools/rooms.ts'
import { statusTools } from './tools/status.ts'

const instructions = `An emulator of Telnyx Video and TeXML, to build and test apps without an account.
Start with get_status: it returns the address that the app under test calls.
Phone calls: call_app phones the app and place_call calls a person; then press_keys, speak, answer_call or hang_up, and advance_clock to let time pass. get_call returns the transcript of what was heard.
Video: create_room, join_bot, list_participants. list_webhooks shows what the app received, list_requests what it asked for.`

/** Serves the tools on stdin and stdout. Resolves when the client disconnects. */
export async function serveMcp(context: McpContext): Promise<void> {
  const server = new McpServer({ name: 'greenroom', version }, { instructions })
  for (const tool of [...statusTools, ...roomTools, ...callTools]) register(server, context, tool)
  const transport = new StdioServerTransport()
  const closed = new Promise<void>((resolve) => {
    server.server.onclose = resolve
    // The transport does not notice that the client ended.
    process.stdin.once('end', resolve)
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
  await server.connect(transport)
  await closed
  await server.close()
  // Reading would keep the process alive.
  process.stdin.destroy()
}

function register(server: McpServer, context: McpContext, { run, ...tool }: Tool): void {
  const { name, description, input: inputSchema, isReadOnly: readOnlyHint = false } = tool
  const annotations = { readOnlyHint, destructiveHint: /^(reset|delete_)/.test(name), openWorldHint: false }
  // The server reports what a tool throws as an error of the tool, with its message.
  server.registerTool(name, { description, inputSchema, annotations }, async (input) => ({
    content: [{ type: 'text', text: JSON.stringify(await run(context, input)) }],
  }))
}
