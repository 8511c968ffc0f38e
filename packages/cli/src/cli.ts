#!/usr/bin/env node
// Other modules may not load in an old Node, so its version is checked before they are imported.
const [major = 0] = process.versions.node.split('.').map(Number)
if (major < 22) {
  console.error(`greenroom needs Node 22 or later. This is Node ${process.versions.node}`)
  process.exitCode = 2
} else {
  await import('./main.ts')
}
