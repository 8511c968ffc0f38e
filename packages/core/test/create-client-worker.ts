import { parentPort } from 'node:worker_threads'
import { createClient } from '../src/client.ts'

parentPort?.postMessage(typeof createClient({ apiKey: 'KEY_1' }).request)
