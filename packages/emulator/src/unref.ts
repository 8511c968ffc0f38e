/** Keeps a timer from keeping a script alive. Where timers are numbers, nothing does. */
export function unref(timer: unknown): void {
  const { unref } = Object(timer) as { unref?: () => void }
  unref?.call(timer)
}
