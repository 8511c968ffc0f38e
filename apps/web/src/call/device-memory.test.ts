import { beforeEach, describe, expect, it } from 'vitest'
import { freshMemory, readDeviceMemory, writeDeviceMemory } from './device-memory.ts'

describe('the memory of devices', () => {
  beforeEach(() => localStorage.clear())

  it('is fresh at first', () => {
    expect(readDeviceMemory()).toEqual(freshMemory)
  })

  it('gives back what was written', () => {
    const memory = { camera: 'c1', speaker: 's1', isCameraOn: false, isMicrophoneOn: true }
    writeDeviceMemory(memory)
    expect(readDeviceMemory()).toEqual(memory)
  })

  it.each(['no JSON', '7', '{"camera":7}', 'null'])('passes over what is no memory: %s', (text) => {
    localStorage.setItem('greenroom:devices', text)
    expect(readDeviceMemory()).toEqual(freshMemory)
  })

  it('does without a place to keep it', () => {
    const never = {
      getItem: () => {
        throw new DOMException('no', 'SecurityError')
      },
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError')
      },
    }
    writeDeviceMemory(freshMemory, never)
    expect(readDeviceMemory(never)).toEqual(freshMemory)
  })
})
