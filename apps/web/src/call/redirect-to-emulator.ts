import { hasEmulator } from '../lab/has-emulator.ts'

/** In development, before an emulator, has the vendor's package meet there. A production build has none of it. */
export async function redirectToEmulator(): Promise<void> {
  if (!import.meta.env.DEV || !hasEmulator) return
  const { redirectLiveRoom } = await import('@greenroom/emulator/browser')
  redirectLiveRoom(import.meta.env['VITE_EMULATOR_URL'] ?? 'http://127.0.0.1:4010')
}
