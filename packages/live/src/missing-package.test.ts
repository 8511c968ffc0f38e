import { describe, expect, it } from 'vitest'
import { asMissingPackage } from './missing-package.ts'

describe('asMissingPackage', () => {
  it('recognizes how Node reports a package that is not installed', async () => {
    const name = 'package-that-is-not-installed'
    const error = await import(/* @vite-ignore */ name).catch((reason: unknown) => reason)
    expect(asMissingPackage(error)).toMatchObject({
      code: 'not_installed',
      reason: 'not_installed',
      message: '@telnyx/video is not installed. Install it: npm install @telnyx/video',
    })
  })

  it.each([
    ['Vite', 'Could not resolve "@telnyx/video" imported by "@greenroom/react". Is it installed?'],
    ['webpack', "Cannot find module '@telnyx/video'"],
    ['Chromium', "Failed to resolve module specifier '@telnyx/video'"],
  ])('recognizes how %s reports it', (_, message) => {
    expect(asMissingPackage(new TypeError(message))).toMatchObject({ code: 'not_installed' })
  })

  it.each([
    'Failed to fetch dynamically imported module: https://app.example/assets/video.js',
    'Loading chunk 7 failed.',
    'error loading dynamically imported module',
  ])('does not take a failed download for it: %s', (message) => {
    expect(asMissingPackage(new TypeError(message))).toBeUndefined()
    expect(asMissingPackage(message)).toBeUndefined()
  })
})
