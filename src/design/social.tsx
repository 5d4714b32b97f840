import type { Ctx } from '../platform/http/context.ts';
import type { Locale } from '../platform/i18n/index.ts';

export const SITE_NAME = 'Transferwerk';
const OG_LOCALES: Record<Locale, string> = { de: 'de_DE', en: 'en_GB' };
/** What of a query makes another page of it: everything else is the same page, sorted, filtered or found another way. */
const OWN_PAGE = 'lang';

/** Where a page lives for good, in one language or in whichever somebody reads. */
function addressOf(c: Ctx, locale?: Locale): string {
  const address = `${c.get('site').publicUrl ?? ''}${c.req.path}`;
  return locale ? `${address}?${OWN_PAGE}=${locale}` : address;
}

/** What a public page says to whoever links to it: its own address (RFC 6596), its languages, and its preview (ogp.me). */
export function Social({ c, title, description }: { c: Ctx; title: string; description: string }) {
  const locale = c.get('locale');
  const asked = c.req.query(OWN_PAGE);
  const url = addressOf(c, asked === locale ? locale : undefined);
  const properties = [
    ['type', 'website'],
    ['site_name', SITE_NAME],
    ['title', title],
    ['description', description],
    ['url', url],
    ['locale', OG_LOCALES[locale]],
  ];
  return (
    <>
      <link rel="canonical" href={url} />
      {(['de', 'en'] as const).map((each) => (
        <link key={each} rel="alternate" hreflang={each} href={addressOf(c, each)} />
      ))}
      <link rel="alternate" hreflang="x-default" href={addressOf(c)} />
      {properties.map(([name, content]) => (
        <meta key={name} property={`og:${name}`} content={content} />
      ))}
      <meta name="twitter:card" content="summary" />
    </>
  );
}
