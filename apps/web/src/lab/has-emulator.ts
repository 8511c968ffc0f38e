/** Whether the app runs against an emulator and shows the fault lab. Always false in a production build. */
export const hasEmulator: boolean = import.meta.env.DEV && import.meta.env['VITE_EMULATOR'] === '1'
