import process from 'node:process'
import { createClient } from '@greenroom/core'
import { contextKeysFrom, verifyContext } from '@greenroom/core/identity'

const [baseUrl = '', audience = '', context = ''] = process.argv.slice(2)

const keys = contextKeysFrom(createClient({ baseUrl }))
const { user, roomId } = await verifyContext(context, { keys, audience })
console.log(`${user} was admitted to ${roomId}`)
