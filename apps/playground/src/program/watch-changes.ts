import type { Emulator } from '@greenroom/emulator'

/** Calls a function after changes of an emulator, by its stream of changes. Returns a function that stops. */
export function watchChanges(emulator: Pick<Emulator, 'fetch'>, onChange: () => void): () => void {
  const controller = new AbortController()
  const watch = async () => {
    const { body } = await emulator.fetch('http://localhost/_emulator/changes', { signal: controller.signal })
    const reader = body?.getReader()
    while (reader && !(await reader.read()).done) onChange()
  }
  // The stream ends with an error when it is stopped.
  watch().catch(() => undefined)
  return () => controller.abort()
}
