/** A mail lies in the outbox and wants to go. */
export const QUEUED = 'mail.queued';
