import { asciiEmail } from '#platform/forms/email.ts';
import { z } from 'zod';
import { formatList } from '#platform/i18n/format.ts';
import { inLocale, type Locale } from '#platform/i18n/index.ts';
import { sectionOf } from '#reference/index.ts';
import type { Finding, ShownField } from '#modules/editorial/index.ts';
import { offersTexts } from '#modules/offers/index.ts';
import { consultantsTexts } from './texts.ts';

const location = z.object({ postal_code: z.string().nullable(), town: z.string(), district: z.string(), lat: z.number(), lon: z.number() });

/** A profile as its consultant writes it; kind and accreditation are not theirs to write. */
export const consultantContent = z.object({
  name: z.string(),
  email: z.string(),
  summary: z.string(),
  about: z.string(),
  topics: z.array(z.string()),
  industries: z.array(z.string()),
  languages: z.array(z.string()),
  online: z.boolean(),
  free: z.boolean(),
  reach_km: z.number().int(),
  place: z.string(),
  location: location.nullable(),
});
export type ConsultantContent = z.output<typeof consultantContent>;

const ABOUT_LEAST = 60;
const SUMMARY_LEAST = 20;

/** What a machine can say before a person has to look. */
export function consultantFindings(content: ConsultantContent): Finding[] {
  const findings: [boolean, Finding][] = [
    [asciiEmail(content.email) === undefined, { field: 'email', rule: 'contact' }],
    [content.summary.length < SUMMARY_LEAST, { field: 'summary', rule: 'summary' }],
    [content.about.length < ABOUT_LEAST, { field: 'about', rule: 'description' }],
    [content.topics.length === 0, { field: 'topics', rule: 'topics' }],
    [content.location === null, { field: 'place', rule: 'region' }],
  ];
  return findings.filter(([isWrong]) => isWrong).map(([, finding]) => finding);
}

/** The fields as people read them, for the comparison. */
export function showConsultant(
  content: ConsultantContent,
  locale: Locale,
  topicLabel: (id: string, locale: Locale) => string,
): ShownField[] {
  const t = consultantsTexts(locale);
  const o = offersTexts(locale);
  const sections = content.industries.map((code) => sectionOf(code)).filter((section) => section !== undefined);
  return [
    { label: t.form.name, value: content.name },
    { label: t.form.email, value: content.email },
    { label: t.form.summary, value: content.summary },
    { label: t.form.about, value: content.about },
    {
      label: t.topics,
      value: formatList(
        content.topics.map((id) => topicLabel(id, locale)),
        locale,
      ),
    },
    {
      label: t.industries,
      value: formatList(
        sections.map((section) => inLocale(section, locale)),
        locale,
      ),
    },
    {
      label: t.languages,
      value: formatList(
        content.languages.map((code) => o.languageNames[code] ?? code),
        locale,
      ),
    },
    { label: t.place, value: [content.place, o.reach(content.reach_km), content.online && t.online].filter(Boolean).join(', ') },
    { label: o.cost, value: content.free ? o.free : '' },
  ];
}
