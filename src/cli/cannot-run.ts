/** The command ends with status 2. The message says why, and what to do next. */
export class CannotRun extends Error {
  override readonly name: string = 'CannotRun';
}

/** The arguments are wrong: the message is followed by where to read about them. */
export class WrongArguments extends CannotRun {
  override readonly name = 'WrongArguments';
}
