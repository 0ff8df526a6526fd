/** What the server said no with: a status, a word for the code and a sentence for the person. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly answer: unknown = null,
  ) {
    super(message);
  }
}

/** The network did not bring an answer at all. */
export const STATUS_UNREACHABLE = 0;
