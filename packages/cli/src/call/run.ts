import { type Client, isApiError } from '@greenroom/core'
import { list as listApplications } from '@greenroom/core/texml/applications'
import { dial } from '@greenroom/core/texml/calls'
import { response, say } from '@greenroom/core/texml/document'
import { type ApiOptions, callApi } from '../api/call-api.ts'
import { readTarget } from '../api/target.ts'
import { CommandError, fail } from '../command-error.ts'
import { createControlClient, findEmulator } from '../control/control-client.ts'
import { playCall, receiveCall, retrieveCall, type ShownCall } from '../control/endpoints.ts'
import { printResult } from '../output/print.ts'
import { readTextFile } from '../read-file.ts'
import { followCall } from './follow.ts'

/** Options of `call`. */
export interface CallOptions extends ApiOptions {
  readonly from?: string
  readonly application?: string
  readonly url?: string
  readonly texml?: string
  readonly say?: string
  readonly outbound?: true
  readonly answer?: string | true
  readonly follow?: true
}

/** Caller of an emulated call, a number that is reserved for fiction. */
const defaultFrom = '+13125550001'
const answerers = ['human', 'machine', 'fax'] as const

/** Places a phone call, and follows it. */
export async function runCall(to: string, options: CallOptions): Promise<void> {
  const by = answerer(options.answer)
  const instructions = await readInstructions(options)
  const placed = await callApi('Placing the call', options, async ({ client, target }) => {
    const isEmulator = (await findEmulator(target)) !== undefined
    const control = isEmulator ? createControlClient(target.origin) : undefined
    if (!control && (options.follow || by)) fail('--follow and --answer need an emulator. See greenroom dev')
    if (control && !options.outbound && by) fail('--answer needs --outbound: the application answers')
    if (control && !options.outbound) return phone(control, to, instructions, options)
    const connection_id = options.application ?? (control && (await newestApplication(client)))
    if (connection_id === undefined) fail('--application must name a TeXML application')
    const From = options.from ?? (control ? defaultFrom : undefined)
    if (From === undefined) fail('--from must be a phone number of the account')
    const { url: Url, texml: Texml } = instructions
    const source = Texml === undefined ? { Url } : { Texml }
    const placed = await dial(client, { connection_id, From, To: to, ...source })
    const { call_sid } = placed
    if (control && call_sid && by) return playCall(control, { call_sid, action: 'answer', by })
    // The emulator shows more of a call than the API responds with.
    return control && call_sid ? retrieveCall(control, { call_sid }) : placed
  })
  const sid = 'sid' in placed ? placed.sid : (placed.call_sid ?? '')
  if (!options.follow) return printResult({ call_sid: sid, ...placed }, sid, options)
  const { origin } = readTarget(options, process.env)
  const call = await followCall(createControlClient(origin), sid, options).catch(() => undefined)
  if (!call) throw new CommandError(`The connection to ${origin} was lost`, 1)
  if (options.json) printResult({ call_sid: sid, ...call }, '', options)
  if (call.error) throw new CommandError(`The call failed: ${call.error.message}`, 1)
}

/** Calls the application, as a person with a telephone does. */
function phone(
  control: Client,
  to: string,
  { url, texml }: Instructions,
  { from = defaultFrom, application }: CallOptions,
): Promise<ShownCall> {
  const call = { from, to, application_sid: application, url, texml }
  return receiveCall(control, call).catch((error: unknown) => {
    if (!isApiError(error) || error.pointer !== '/application_sid') throw error
    const answers = application === undefined ? `No application answers ${to}` : `There is no ${application}`
    const message = `${answers}. Create a TeXML application, or give --url, --texml or --say`
    throw new CommandError(message, 1)
  })
}

/** Returns the application that places a call in an emulator, which accepts any id. */
async function newestApplication(client: Client): Promise<string> {
  const { data } = await listApplications(client, { page: { size: 1 } })
  return data[0]?.id ?? 'none'
}

interface Instructions {
  readonly url?: string | undefined
  readonly texml?: string | undefined
}

async function readInstructions({ url, texml, say: text }: CallOptions): Promise<Instructions> {
  if ([url, texml, text].filter((source) => source !== undefined).length > 1)
    fail('Give only one of --url, --texml and --say')
  if (text !== undefined) return { texml: response(say(text)).toString() }
  if (texml !== undefined) return { texml: await readTextFile(texml) }
  return { url }
}

function answerer(answer: CallOptions['answer']): (typeof answerers)[number] | undefined {
  if (answer === undefined) return undefined
  const name = answer === true ? 'human' : answer
  return answerers.find((known) => known === name) ?? fail(`--answer must be ${answerers.join(', ')}`)
}
