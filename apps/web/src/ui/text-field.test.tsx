import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { Button } from 'react-aria-components/Button'
import { Form } from 'react-aria-components/Form'
import { afterEach, expect, it } from 'vitest'
import { TextField } from './text-field.tsx'

afterEach(cleanup)

const required = (value: string) => (value.trim() === '' ? 'Type your name.' : null)

it('removes the error message while the user corrects the mistake, before the field loses focus', async () => {
  render(
    <Form>
      <TextField label="Name" isRequired validate={required} />
      <Button type="submit">Go</Button>
    </Form>,
  )
  fireEvent.click(screen.getByRole('button'))
  const field = screen.getByLabelText('Name')
  fireEvent.invalid(field)
  await screen.findByText('Type your name.')
  fireEvent.input(field, { target: { value: 'Ann' } })
  await expect.poll(() => screen.queryByText('Type your name.')).toBeNull()
})

it('removes the error message of the server when the user types another text', async () => {
  render(
    <Form validationErrors={{ name: 'Taken already.' }}>
      <TextField label="Name" name="name" />
    </Form>,
  )
  screen.getByText('Taken already.')
  fireEvent.input(screen.getByLabelText('Name'), { target: { value: 'Ben' } })
  await expect.poll(() => screen.queryByText('Taken already.')).toBeNull()
})

it('shows no error message while the user first fills in the field', () => {
  render(<TextField label="Name" validate={(value) => (value.length < 3 ? 'Too short.' : null)} />)
  fireEvent.input(screen.getByLabelText('Name'), { target: { value: 'Be' } })
  expect(screen.queryByText('Too short.')).toBeNull()
})
