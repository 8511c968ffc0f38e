/** Reports why no project was created. Its message is shown to the user. */
export class CreateError extends Error {
  override readonly name = 'CreateError'
}
