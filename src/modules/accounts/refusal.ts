import { type Action, PERMISSIONS } from './permissions.ts';

const PREFIX = 'may:';

/** What a refusal carries, so that its page can name the role that was needed. */
export const refusalOf = (action: Action): string => `${PREFIX}${action}`;

/** The action that a refusal was about. */
export const actionIn = (detail: string | undefined): Action | undefined => {
  const name = detail?.startsWith(PREFIX) ? detail.slice(PREFIX.length) : undefined;
  return name !== undefined && Object.hasOwn(PERMISSIONS, name) ? (name as Action) : undefined;
};
