/** Whether an emulator is behind the page, so that faults can be played. */
export const hasEmulator: boolean = import.meta.env['VITE_EMULATOR'] === '1'
