import { listen } from './listen.ts'

/**
 * The events with which browsers accept a gesture. On a touch screen the gesture counts only when the finger
 * is lifted.
 */
const gestures = ['pointerup', 'touchend', 'click', 'keydown', 'pointerdown']

/**
 * Calls the listener with each gesture of the user until the returned function is called. The listener runs
 * during the event, as browsers require, and also when the page stops the propagation of the event.
 */
export function onGesture(listener: () => void): () => void {
  return listen(document, gestures, listener, { capture: true })
}
