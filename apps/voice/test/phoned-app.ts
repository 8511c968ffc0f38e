import { createEmulator, type Emulator } from '@greenroom/emulator'
import { createVoiceApp, type Message } from '../src/app.ts'
import { pins } from './signed-caller.ts'

/** Address of the app for the emulator, which calls loopback addresses only. No port is opened. */
const voiceUrl = 'http://127.0.0.1/voice'

/** The app, and an emulator that calls it in process. */
export interface PhonedApp {
  readonly emulator: Emulator
  readonly messages: Message[]
  /** Calls the app from a number. */
  call(from?: string): ReturnType<ReturnType<Emulator['phone']>['call']>
}

/** Creates an emulator that sends its requests to the app, in process and on a manual clock. */
export async function createPhonedApp(): Promise<PhonedApp> {
  const messages: Message[] = []
  const emulator: Emulator = createEmulator({
    clock: 'manual',
    fetch: (input, init) => app(new Request(input, init)),
  })
  const app = createVoiceApp({
    ...pins,
    publicKeys: await emulator.webhooks.publicKey(),
    onMessage: (message) => void messages.push(message),
  })
  const call = (from = '+13125550001') => emulator.phone(from).call('+13125550002', { url: voiceUrl })
  return { emulator, messages, call }
}
