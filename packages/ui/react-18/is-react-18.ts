import { version } from 'react'

if (!version.startsWith('18.')) throw new Error(`This is React ${version}`)
