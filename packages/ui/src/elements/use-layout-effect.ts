import { useEffect, useLayoutEffect } from 'react'

/** `useLayoutEffect` in a browser. React 18 warns about it on a server, where no effect runs anyway. */
export const useBrowserLayoutEffect = typeof document === 'undefined' ? useEffect : useLayoutEffect
