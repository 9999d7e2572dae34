/** An error answer, in GitHub's words. */
export class SiteError extends Error {
  readonly status: number;
  readonly body: Record<string, unknown>;

  constructor(status: number, message: string, more: Record<string, unknown> = {}) {
    super(message);
    this.status = status;
    this.body = {
      message,
      documentation_url: 'https://docs.github.com/rest',
      status: String(status),
      ...more,
    };
  }
}

export function notFound(): SiteError {
  return new SiteError(404, 'Not Found');
}

/** 422 with GitHub's list of errors. */
export function invalid(message: string, ...errors: Record<string, unknown>[]): SiteError {
  return new SiteError(422, message, { errors });
}
