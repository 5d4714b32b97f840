import type { Context, Hono } from 'hono';
import type { Actor } from '../actor.ts';
import type { FormInput } from '../forms/index.ts';
import type { Locale, Localised } from '../i18n/index.ts';

export interface NavigationItem {
  href: string;
  label: Localised;
}

/** What the frame of every page shows; put together by the composition root. */
export interface Site {
  navigation: NavigationItem[];
  footer: NavigationItem[];
  /** Whether invented demo data is loaded, which every page then says. */
  demo: boolean;
  /** Where the site is to be had, without a slash at the end; absent on the device. */
  publicUrl?: string;
  /** Address of the manifest of a part that can be installed as an app. */
  manifest?: string;
}

/** What every request carries. */
export interface Env {
  Variables: {
    requestId: string;
    locale: Locale;
    secureHeadersNonce: string;
    site: Site;
    /** Who asks. */
    actor: Actor;
    /** Key of a message that the last step left for this page. */
    flash: string | undefined;
    /** What whoever saved last wrote, in the fields for which it was chosen where two versions differed. */
    chosen?: FormInput;
    /** What was sent has been worked on, and the answer is a page: sent again it is not worked on again. */
    isDone?: boolean;
    /** Keeps a message for the next page where no cookie can be set (on the device). */
    leave?: (key: string) => void;
  };
}

export type Ctx = Context<Env>;
export type Router = Hono<Env>;
