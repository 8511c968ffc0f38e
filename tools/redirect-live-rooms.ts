import { build } from 'esbuild'

/**
 * Returns a script for pages of the built app, which connects their live rooms to the emulator. The app does
 * so itself only in development.
 */
export async function bundleRedirection(emulatorUrl: string): Promise<string> {
  const contents = `import { redirectLiveRoom } from '@greenroom/emulator/browser'\nredirectLiveRoom('${emulatorUrl}')`
  const stdin = { contents, resolveDir: import.meta.dirname }
  const { outputFiles } = await build({
    stdin,
    bundle: true,
    write: false,
    conditions: ['@greenroom/source'],
  })
  return outputFiles[0]?.text ?? ''
}
