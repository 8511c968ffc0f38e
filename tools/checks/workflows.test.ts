import { describe, expect, it } from 'vitest'
import { root } from '../run.ts'
import { checkWorkflows, formProblems, unpinnedActions } from './workflows.ts'

describe('checkWorkflows', () => {
  it('finds nothing in the workflows and forms of this repository', async () => {
    expect(await checkWorkflows(root)).toEqual([])
  })
})

describe('unpinnedActions', () => {
  it('reports tags and branches, but no commits and no own actions', () => {
    const workflow = `steps:
      - uses: actions/checkout@v5
      - name: Set up
        uses: actions/setup-node@main
      - uses: actions/cache@0057852bfaa89a56745cba8c7296529d2fc39830 # v4.3.0
      - uses: ./.github/actions/own`
    expect(unpinnedActions(workflow)).toEqual(['actions/checkout@v5', 'actions/setup-node@main'])
  })
})

describe('formProblems', () => {
  it('reports missing fields and ids, and repeated ids', () => {
    const form = `name: Bug
body:
  - { type: markdown }
  - { type: input }
  - { type: input, id: a }
  - { type: input, id: a }`
    expect(formProblems(form, false)).toEqual([
      'description is missing',
      'a input has no id',
      'the id a is repeated',
    ])
    expect(formProblems('blank_issues_enabled: false', true)).toEqual(['contact_links is missing'])
  })
})
