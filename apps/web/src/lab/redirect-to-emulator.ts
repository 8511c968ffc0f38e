import { hasEmulator } from './has-emulator.ts'

/**
 * Connects the vendor's package to the emulator in development. A production build does not contain this
 * code.
 */
export async function redirectToEmulator(): Promise<void> {
  if (!import.meta.env.DEV || !hasEmulator) return
  const { redirectLiveRoom } = await import('@greenroom/emulator/browser')
  redirectLiveRoom(import.meta.env['VITE_EMULATOR_URL'] ?? 'http://127.0.0.1:4010')
}
