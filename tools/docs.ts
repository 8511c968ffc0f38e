import { PortError, readPort, requireFree } from './ports.ts'
import { quiet } from './quiet.ts'
import { mustRun } from './run.ts'

Object.assign(process.env, quiet)

const isBuilt = process.argv.includes('--built')
try {
  const docs = readPort('DOCS_PORT', 4321)
  await requireFree([docs])
  if (isBuilt) await mustRun('turbo', ['run', 'site', '--output-logs=errors-only'])
  const { serveSite } = await import('../apps/docs/site/serve.ts')
  const { url, stop } = await serveSite(docs.port, { isBuilt })
  console.log(url)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => void stop().finally(() => process.exit(0)))
  }
} catch (error) {
  if (!(error instanceof PortError)) throw error
  console.error(error.message)
  process.exit(1)
}
