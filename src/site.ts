/** What the frame of every page shows. A part of application.ts. */
import type { Site } from '#platform/http/context.ts';
import { checksTexts } from '#modules/checks/index.ts';
import { accreditationTexts } from '#modules/accreditation/index.ts';
import { credentialsTexts } from '#modules/credentials/index.ts';
import { qualificationTexts } from '#modules/qualification/index.ts';
import { mentorTexts } from '#modules/mentor/index.ts';
import { programmesTexts } from '#modules/programmes/index.ts';
import { governanceTexts } from '#modules/governance/index.ts';
import { matchingTexts } from '#modules/matching/index.ts';
import { networksTexts } from '#modules/networks/index.ts';
import { CONTENT_PAGES, contentPage } from '#modules/office/index.ts';
import { openDataTexts } from '#modules/opendata/index.ts';
import { organisationsTexts } from '#modules/organisations/index.ts';
import { searchTexts } from '#modules/search/index.ts';
import { newsTexts } from '#modules/news/index.ts';
import { storiesTexts } from '#modules/stories/index.ts';
import { topicsTexts } from '#modules/topics/index.ts';
import { researchTexts } from '#modules/research/index.ts';

const german = (key: (locale: 'de' | 'en') => string) => ({ de: key('de'), en: key('en') });

export function siteOf(demo: boolean, publicUrl: string): Site {
  return {
    demo,
    publicUrl,
    navigation: [
      { href: '/checks', label: german((locale) => checksTexts(locale).title) },
      { href: '/finden', label: german((locale) => matchingTexts(locale).title) },
      { href: '/suche', label: german((locale) => searchTexts(locale).title) },
      { href: '/themen', label: german((locale) => topicsTexts(locale).title) },
      { href: '/vor-ort', label: german((locale) => networksTexts(locale).title) },
      { href: '/gremien', label: german((locale) => governanceTexts(locale).title) },
      { href: '/partner', label: german((locale) => organisationsTexts(locale).title) },
    ],
    footer: [
      ...CONTENT_PAGES.map((name) => ({ href: `/${name}`, label: contentPage(name).title })),
      { href: '/neuigkeiten', label: german((locale) => newsTexts(locale).title) },
      { href: '/praxishilfen', label: german((locale) => researchTexts(locale).aidsTitle) },
      { href: '/geschichten', label: german((locale) => storiesTexts(locale).title) },
      { href: '/wegweiser', label: german((locale) => mentorTexts(locale).title) },
      { href: '/foerderung', label: german((locale) => programmesTexts(locale).title) },
      { href: '/bildung', label: german((locale) => qualificationTexts(locale).title) },
      { href: '/akkreditierung', label: german((locale) => accreditationTexts(locale).title) },
      { href: '/nachweise/pruefen', label: german((locale) => credentialsTexts(locale).checkTitle) },
      { href: '/daten', label: german((locale) => openDataTexts(locale).title) },
    ],
  };
}
