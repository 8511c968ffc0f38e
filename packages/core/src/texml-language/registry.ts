import type { AnyVerb, AttributesSchema, VerbDefinition } from './definition.ts'
import { root } from './response.ts'
import * as ai from './verbs/ai-gather.ts'
import { conference } from './verbs/conference.ts'
import { aiAssistant, connect, conversationRelay, language } from './verbs/connect.ts'
import { dial, number, sip } from './verbs/dial.ts'
import { hangup, pause, redirect, reject } from './verbs/flow.ts'
import { gather } from './verbs/gather.ts'
import * as http from './verbs/http-request.ts'
import { parameter } from './verbs/parameter.ts'
import { pay, prompt } from './verbs/pay.ts'
import { play } from './verbs/play.ts'
import { enqueue, leave, queue } from './verbs/queue.ts'
import { record } from './verbs/record.ts'
import { recording } from './verbs/recording.ts'
import { refer } from './verbs/refer.ts'
import { say } from './verbs/say.ts'
import { startedSiprec, stoppedSiprec } from './verbs/siprec.ts'
import { type SsmlId, ssmlDefinition, ssmlIds } from './verbs/ssml.ts'
import { start, stop } from './verbs/start.ts'
import { startedStream, stoppedStream } from './verbs/stream.ts'
import { suppression } from './verbs/suppression.ts'
import { transcription } from './verbs/transcription.ts'

/** Every verb under its id, with children that are in the registry themselves. */
type Registry<Id extends string> = {
  readonly [Key in Id]: VerbDefinition<Key, AttributesSchema, Id | SsmlId>
}

/** Returns the registry. It does not compile if a verb is under another id, or a child has no definition. */
function registry<const Verbs>(entries: Verbs & Registry<keyof Verbs & string>): Verbs {
  return entries
}

/** Every verb and noun, by its id. */
export const verbs = registry({
  Response: root,
  Say: say,
  Play: play,
  Gather: gather,
  Dial: dial,
  Number: number,
  Sip: sip,
  Queue: queue,
  Conference: conference,
  Record: record,
  Hangup: hangup,
  Pause: pause,
  Redirect: redirect,
  Reject: reject,
  Refer: refer,
  Enqueue: enqueue,
  Leave: leave,
  Start: start,
  Stop: stop,
  Stream: startedStream,
  'Stop.Stream': stoppedStream,
  Siprec: startedSiprec,
  'Stop.Siprec': stoppedSiprec,
  Transcription: transcription,
  Suppression: suppression,
  Recording: recording,
  Parameter: parameter,
  Connect: connect,
  ConversationRelay: conversationRelay,
  Language: language,
  AIAssistant: aiAssistant,
  Pay: pay,
  Prompt: prompt,
  HttpRequest: http.httpRequest,
  'HttpRequest.Request': http.request,
  Headers: http.requestHeaders,
  Header: http.requestHeader,
  'Header.Key': http.headerKey,
  'Header.Value': http.headerValue,
  Body: http.requestBody,
  'HttpRequest.Response': http.expectedResponse,
  'Response.Type': http.responseType,
  'Response.StatusCode': http.responseStatusCode,
  'Response.Content': http.responseContent,
  Field: http.responseField,
  'Field.Name': http.fieldName,
  'Field.Value': http.fieldValue,
  AIGather: ai.aiGather,
  Greeting: ai.aiGreeting,
  Voice: ai.aiVoice,
  Parameters: ai.aiParameters,
  MessageHistory: ai.aiMessageHistory,
  Message: ai.aiMessage,
  InterruptionSettings: ai.aiInterruptionSettings,
  'AIGather.Transcription': ai.aiTranscription,
  Assistant: ai.aiGatherAssistant,
  Tools: ai.aiTools,
  Tool: ai.aiTool,
})

/** Id of a verb or noun, without the elements of SSML. */
export type VerbId = keyof typeof verbs

const definitions: ReadonlyMap<string, AnyVerb> = new Map<string, AnyVerb>([
  ...Object.entries(verbs),
  ...ssmlIds.map((id) => [id, ssmlDefinition(id)] as const),
])

/** Returns the definition of a verb or noun by its id. */
export function definitionOf(id: string): AnyVerb | undefined {
  return definitions.get(id)
}
