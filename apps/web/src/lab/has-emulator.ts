/** Whether an emulator is behind the page, so that faults can be played. A production build has none of that in it. */
export const hasEmulator: boolean = import.meta.env.DEV && import.meta.env['VITE_EMULATOR'] === '1'
