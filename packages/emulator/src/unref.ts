/** Lets a Node process exit while the timer is pending. Does nothing on other platforms. */
export function unref(timer: unknown): void {
  const { unref } = Object(timer) as { unref?: () => void }
  unref?.call(timer)
}
