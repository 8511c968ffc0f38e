import type { VerbHandler, VerbName } from './verb-handler.ts'
import { connect } from './verbs/connect.ts'
import { dial } from './verbs/dial.ts'
import { enqueue } from './verbs/enqueue.ts'
import { hangup, leave, pause, redirect, reject } from './verbs/flow.ts'
import { gather } from './verbs/gather.ts'
import { httpRequest } from './verbs/http-request.ts'
import { notExecuted } from './verbs/not-executed.ts'
import { play, say } from './verbs/prompt.ts'
import { record } from './verbs/record.ts'
import { refer } from './verbs/refer.ts'
import { start, stop } from './verbs/start.ts'

/** What executes each verb. A verb without an entry does not compile. */
export const handlers = {
  Say: say,
  Play: play,
  Pause: pause,
  Gather: gather,
  Hangup: hangup,
  Redirect: redirect,
  Reject: reject,
  Dial: dial,
  Record: record,
  Refer: refer,
  Enqueue: enqueue,
  Leave: leave,
  Start: start,
  Stop: stop,
  Connect: connect,
  Pay: notExecuted,
  HttpRequest: httpRequest,
  AIGather: notExecuted,
  unknown: notExecuted,
} satisfies {
  readonly [Name in VerbName | 'unknown']: Name extends VerbName ? VerbHandler<Name, never> : VerbHandler
}
