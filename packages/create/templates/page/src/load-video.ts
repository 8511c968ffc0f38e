/** Loads the vendor's package. In development, it connects to the emulator. Builds do not contain that. */
export async function loadVideo() {
  const emulatorUrl = import.meta.env.VITE_EMULATOR_URL
  if (import.meta.env.DEV && emulatorUrl) {
    const { redirectLiveRoom } = await import('@greenroom/emulator/browser')
    redirectLiveRoom(emulatorUrl)
  }
  return import('@telnyx/video')
}
