import { getRequestListener } from '@hono/node-server'
import express from 'express'
import { makeGateway } from './greenroom/gateway.ts'

const app = express()

// Before `express.json()`, because the gateway reads the body itself.
app.all('/telnyx/*path', getRequestListener(makeGateway(process.env)))
app.use(express.json())
app.get('/', (_request, response) => {
  response.send('The page')
})

app.listen(Number(process.env.PORT ?? 3000), '127.0.0.1')
