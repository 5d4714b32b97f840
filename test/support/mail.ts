import { type StoredMail, storedMails } from '../../src/platform/mail/index.ts';
import type { Db } from '../../src/platform/database/index.ts';

/** The newest mail to an address; with `part`, the newest in which it stands. */
export async function mailTo(db: Db, address: string, part = ''): Promise<StoredMail | undefined> {
  return (await storedMails(db, 500)).find((mail) => mail.to === address && mail.text.includes(part));
}

/** The path of the first link in a text. */
export const pathIn = (text: string | undefined, start = ''): string => {
  const found = [...(text ?? '').matchAll(/https?:\/\/[^/\s]+(\/\S*)/g)]
    .map((match) => match[1] ?? '')
    .find((path) => path.startsWith(start));
  return found ?? '';
};
