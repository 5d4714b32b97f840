import type { ComponentChildren } from 'preact';
import { Alert, type Crumb, renderPage } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import type { Locale } from '#platform/i18n/index.ts';
import { may } from '#modules/accounts/index.ts';
import { LANGUAGES } from '#modules/checks/index.ts';
import type { DraftFault } from '../model.ts';
import type { Draft } from '../service.ts';
import { authoringTexts } from '../texts.ts';

/** Most faults of a file that are shown at once. */
const MOST_FAULTS = 50;

export const draftPath = (draft: { id: string }): string => `/standards/${draft.id}`;

/** Where somebody works on a draft, or reads it. */
export const homeOf = (c: Ctx, draft: { id: string }): string =>
  may(c.get('actor'), 'standard.write') ? draftPath(draft) : `${draftPath(draft)}/lesen`;

/** The files of a draft that can be taken away. */
export const filesOf = (draft: Draft): string[] => [
  'datei.yaml',
  ...LANGUAGES.filter((language) => draft.translations[language]).map((language) => `datei.${language}.yaml`),
  'datei.json',
  'datei.xlsx',
];

/** A page of a draft, below the list and the draft itself. */
export function draftFrame(
  c: Ctx,
  draft: Draft,
  page: { title: string; below?: boolean; status?: 200 | 422; wide?: boolean; children: ComponentChildren },
): Response {
  const t = authoringTexts(c.get('locale'));
  const crumbs: Crumb[] = [
    { href: '/standards', label: t.title },
    ...(page.below ? [{ href: homeOf(c, draft), label: `${draft.file.title}, ${t.versionOf(draft.version)}` }] : []),
  ];
  return renderPage(c, {
    title: page.title,
    crumbs,
    isPrivate: true,
    flashes: t.flash,
    ...(page.status ? { status: page.status } : {}),
    ...(page.wide ? { wide: true } : {}),
    children: page.children,
  });
}

/** A fault in the author's words. */
export function faultText({ rule, path, language }: DraftFault, locale: Locale): string {
  const t = authoringTexts(locale);
  const key = path.findLast((part) => typeof part === 'string' && part in t.fields);
  const name = [t.fields[String(key ?? '')] ?? String(path.at(-1) ?? ''), language ? `(${t.languages[language]})` : '']
    .filter(Boolean)
    .join(' ');
  if (rule.code === 'too_small') return t.rules.tooShort(name, rule.least ?? 1);
  if (rule.code === 'too_big') return t.rules.tooLong(name, rule.most ?? 0);
  if (rule.code === 'invalid_format' && key === 'question') return t.questionMark;
  return t.rules.other(name, rule.message);
}

/** Where a fault can be mended. */
export const faultPath = (draft: Draft, { place }: DraftFault): string =>
  place.kind === 'head'
    ? `${draftPath(draft)}#kopf`
    : `${draftPath(draft)}/${place.kind === 'theme' ? 'thema' : 'punkt'}/${encodeURIComponent(place.id)}`;

/** What is wrong with a file that was read in; nothing of it was taken. */
export function FileFaults({ faults, locale }: { faults: readonly string[]; locale: Locale }) {
  if (faults.length === 0) return null;
  return (
    <Alert kind="warning" title={authoringTexts(locale).fileFaultsTitle}>
      <ul>
        {faults.slice(0, MOST_FAULTS).map((fault) => (
          <li key={fault}>{fault}</li>
        ))}
      </ul>
    </Alert>
  );
}
