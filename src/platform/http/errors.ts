/** A fault that a request may end with; it becomes a page in the site's design, or JSON below /api. */
export class HttpError extends Error {
  readonly status: 400 | 403 | 404 | 410 | 413 | 422 | 429;
  /** Key for a page that says more than the status does. */
  readonly detail: string | undefined;

  constructor(status: HttpError['status'], detail?: string) {
    super(`HTTP ${status}${detail ? ` (${detail})` : ''}`);
    this.status = status;
    this.detail = detail;
  }
}
