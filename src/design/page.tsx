import { createHash } from 'node:crypto';
import { withFieldNames } from './fault-names.ts';
import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Ctx } from '../platform/http/context.ts';
import { inLocale } from '../platform/i18n/index.ts';
import { assets } from './assets.ts';
import { Alert } from './components/feedback.tsx';
import { Social } from './social.tsx';
import { structuredData, type Thing } from './structured-data.ts';
import { designTexts } from './texts.ts';

export interface Crumb {
  href: string;
  label: string;
}

export interface PageProps {
  title: string;
  description?: string | undefined;
  /** The pages above this one, without the home page and without this one. */
  crumbs?: Crumb[];
  /** Two columns or a table need room; reading does not. */
  wide?: boolean;
  status?: 200 | 201 | 400 | 403 | 404 | 409 | 410 | 413 | 422 | 429 | 500 | 503;
  /** A page behind a private link: kept out of search engines and caches. */
  isPrivate?: boolean;
  /** A script beside the one of every page. */
  script?: 'live';
  /** What a public page shows, in schema.org's words. */
  thing?: Thing | undefined;
  /** A feed of its own; else there is the one of the whole site. */
  feed?: string | undefined;
  /** The same for programs: its media type and its address. */
  data?: { type: string; href: string } | undefined;
  /** Wording of a message that the last step left, by its key. */
  flashes?: Record<string, string>;
  children: ComponentChildren;
}

const isActive = (path: string, href: string) => path === href || path.startsWith(`${href}/`);

/** The same page in the other language, with what was asked for. */
function otherLanguage(c: Ctx): string {
  const url = new URL(c.req.url);
  url.searchParams.set('lang', c.get('locale') === 'de' ? 'en' : 'de');
  return `${url.pathname}${url.search}`;
}

function Header({ c }: { c: Ctx }) {
  const locale = c.get('locale');
  const t = designTexts(locale);
  const isSignedIn = c.get('actor').kind === 'person';
  return (
    <header class="site-header">
      <div class="site-header__inner">
        <a class="site-name" href="/">
          <svg aria-hidden="true" width="28" height="28" viewBox="0 0 28 28">
            <circle cx="5" cy="14" r="4" fill="currentColor" />
            <path d="M9 14h8" stroke="currentColor" stroke-width="2.5" />
            <circle cx="22" cy="14" r="4.5" fill="none" stroke="currentColor" stroke-width="2.5" />
          </svg>
          <span>Transferwerk</span>
        </a>
        <nav aria-label={t.navigation} class="site-nav">
          <ul>
            {c.get('site').navigation.map((item) => (
              <li key={item.href}>
                <a href={item.href} aria-current={isActive(c.req.path, item.href) ? 'page' : undefined}>
                  {inLocale(item.label, locale)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <a
          class="site-account"
          href={isSignedIn ? '/konto' : '/anmelden'}
          aria-current={isActive(c.req.path, isSignedIn ? '/konto' : '/anmelden') ? 'page' : undefined}
        >
          {isSignedIn ? t.account : t.signIn}
        </a>
        {c.req.method === 'GET' && (
          <a class="site-language" href={otherLanguage(c)} lang={locale === 'de' ? 'en' : 'de'} hreflang={locale === 'de' ? 'en' : 'de'}>
            {t.otherLanguage}
          </a>
        )}
      </div>
      {c.get('site').demo && <p class="demo-banner">{t.demo}</p>}
    </header>
  );
}

function Breadcrumb({ c, crumbs, title }: { c: Ctx; crumbs: Crumb[]; title: string }) {
  const t = designTexts(c.get('locale'));
  return (
    <nav aria-label={t.breadcrumb} class="breadcrumb">
      <ol>
        <li>
          <a href="/">{t.home}</a>
        </li>
        {crumbs.map((crumb) => (
          <li key={crumb.href}>
            <a href={crumb.href}>{crumb.label}</a>
          </li>
        ))}
        <li aria-current="page">{title}</li>
      </ol>
    </nav>
  );
}

function Footer({ c }: { c: Ctx }) {
  const locale = c.get('locale');
  const t = designTexts(locale);
  return (
    <footer class="site-footer">
      <div class="site-footer__inner">
        <p>{t.claim}</p>
        <nav aria-label={t.footer}>
          <ul>
            {c.get('site').footer.map((item) => (
              <li key={item.href}>
                <a href={item.href}>{inLocale(item.label, locale)}</a>
              </li>
            ))}
          </ul>
        </nav>
      </div>
    </footer>
  );
}

/** Tells apart who signs in one after the other in a tab, and says nothing else of them. */
function whoOf(c: Ctx): string | undefined {
  const { userId } = c.get('actor');
  return userId === null ? undefined : createHash('sha256').update(`tab ${userId}`).digest('base64url').slice(0, 8);
}

function Document({ c, page }: { c: Ctx; page: PageProps }) {
  const locale = c.get('locale');
  const t = designTexts(locale);
  const { css, js, font, ...scripts } = assets();
  const flash = c.get('flash');
  // What is said on any page: people land where they work, wherever that is.
  const message = flash === undefined ? undefined : (page.flashes?.[flash] ?? t.flashes[flash]);
  const isHome = c.req.path === '/';
  const isPublic = !page.isPrivate && (page.status ?? 200) === 200 && c.req.method === 'GET' && c.get('site').publicUrl !== undefined;
  return (
    <html lang={locale}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{isHome ? `Transferwerk – ${t.claim}` : `${page.title} – Transferwerk`}</title>
        {page.description && <meta name="description" content={page.description} />}
        {isPublic && <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: structuredData(c, page) }} />}
        {isPublic && <Social c={c} title={isHome ? t.claim : page.title} description={page.description ?? t.claim} />}
        {isPublic && <link rel="alternate" type="application/atom+xml" title="Transferwerk" href={page.feed ?? '/neues.atom'} />}
        {isPublic && page.data && <link rel="alternate" type={page.data.type} href={page.data.href} />}
        {page.isPrivate && <meta name="robots" content="noindex, nofollow" />}
        <meta name="color-scheme" content="light dark" />
        {c.get('site').manifest && <link rel="manifest" href={c.get('site').manifest} />}
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
        <link rel="preload" href={font} as="font" type="font/woff2" crossorigin="anonymous" />
        <link rel="stylesheet" href={css} />
        <script type="module" src={js} nonce={c.get('secureHeadersNonce')} />
        {page.script && <script type="module" src={scripts[page.script]} nonce={c.get('secureHeadersNonce')} />}
      </head>
      <body data-sending={t.sending} data-unsent={t.unsent} data-who={whoOf(c)}>
        <a class="skip-link" href="#inhalt">
          {t.skip}
        </a>
        <Header c={c} />
        <div class={page.wide ? 'site-body site-body--wide' : 'site-body'}>
          {!isHome && <Breadcrumb c={c} crumbs={page.crumbs ?? []} title={page.title} />}
          <main id="inhalt" tabIndex={-1}>
            {message && <Alert kind="success" title={message} />}
            {page.children}
          </main>
        </div>
        <Footer c={c} />
      </body>
    </html>
  );
}

/** Answers with a whole page in the site's design. */
export function renderPage(c: Ctx, page: PageProps): Response {
  if (page.isPrivate) c.header('Cache-Control', 'private, no-store');
  c.status(page.status ?? 200);
  return c.html(`<!doctype html>${withFieldNames(renderToString(<Document c={c} page={page} />))}`) as Response;
}
