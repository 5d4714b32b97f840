import { domainToASCII } from 'node:url';
import { z } from 'zod';

const LOCAL = /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;

/**
 * An address with its domain in ASCII: "info@müller.example" → "info@xn--mller-kva.example" (IDNA, RFC 5891). Letters
 * outside of ASCII before the @ are taken as they are (RFC 6531). `undefined` where it is no address.
 */
export function asciiEmail(text: string): string | undefined {
  const at = text.lastIndexOf('@');
  const [local, domain] = [text.slice(0, at), text.slice(at + 1)];
  if (at < 1 || local.length > 64 || !LOCAL.test(local)) return undefined;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: whatever is not ASCII
  const ascii = /[^\x00-\x7f]/.test(domain) ? domainToASCII(domain) : domain;
  // The rules of a domain are the library's; a local part of letters it does not know stands in for ours.
  return ascii !== '' && z.email().safeParse(`a@${ascii}`).success ? `${local}@${ascii}` : undefined;
}

/** Whether an account can sign in by an address: what signs in is ASCII throughout. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: whatever is not ASCII
export const isAscii = (text: string): boolean => !/[^\x00-\x7f]/.test(text);
