#!/usr/bin/env node
// Dependencies may not load in an old Node, so its version is checked before they are imported.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 13)) {
  console.error(`create-greenroom needs Node 22.13 or later. This is Node ${process.versions.node}.`)
  process.exitCode = 1
} else {
  await import('./main.ts')
}
