import { asciiEmail } from '#platform/forms/email.ts';
import { z } from 'zod';
import type { Locale } from '#platform/i18n/index.ts';
import type { Finding, ShownField } from '#modules/editorial/index.ts';
import { ORGANISATION_KINDS } from './model.ts';
import { organisationsTexts } from './texts.ts';

const contact = z.object({ name: z.string(), role: z.string(), email: z.string(), phone: z.string() });
const location = z.object({ postal_code: z.string().nullable(), town: z.string(), district: z.string(), lat: z.number(), lon: z.number() });

/** A profile as its organisation writes it. */
export const organisationContent = z.object({
  name: z.string(),
  kind: z.enum(ORGANISATION_KINDS),
  description: z.string(),
  email: z.string(),
  website: z.string(),
  place: z.string(),
  location: location.nullable(),
  contacts: z.array(contact),
});
export type OrganisationContent = z.output<typeof organisationContent>;

const DESCRIPTION_LEAST = 40;

/** What a machine can say before a person has to look. */
export function organisationFindings(content: OrganisationContent): Finding[] {
  const findings: [boolean, Finding][] = [
    [content.description.length < DESCRIPTION_LEAST, { field: 'description', rule: 'description' }],
    [asciiEmail(content.email) === undefined, { field: 'email', rule: 'contact' }],
    [content.location === null, { field: 'place', rule: 'region' }],
  ];
  return findings.filter(([isWrong]) => isWrong).map(([, finding]) => finding);
}

/** The fields as people read them, for the comparison. */
export function showOrganisation(content: OrganisationContent, locale: Locale): ShownField[] {
  const t = organisationsTexts(locale);
  const contacts = content.contacts.map((each) => [each.name, each.role, each.email, each.phone].filter(Boolean).join(', '));
  return [
    { label: t.form.name, value: content.name },
    { label: t.form.kind, value: t.kinds[content.kind] },
    { label: t.form.description, value: content.description },
    { label: t.form.email, value: content.email },
    { label: t.website, value: content.website },
    { label: t.place, value: content.place },
    { label: t.contacts, value: contacts.join('\n') },
  ];
}
